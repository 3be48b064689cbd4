// All pages of those who buy and of those who help them, and pages that no link leads to.
import assert from 'node:assert/strict';
import { everyPageIsOpenToAll, everyPageIsSound } from './lib/crawl.mjs';
import { scenario } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

async function helper(p) {
  await f.signInAdmin(p, 'agent');
  await f.openCustomer(p, f.ANNA);
  await f.loginAsCustomer(p);
  await f.speakOwnLanguage(p);
  await f.addToCart(p, f.MUG);
}

const WHO = [
  { who: 'a visitor', lang: 'en', enter: async () => {}, from: w => `${w.server.shop}/` },
  { who: 'a customer', lang: 'en', enter: p => f.signInCustomer(p, f.ANNA), from: w => `${w.server.shop}/account` },
  { who: 'an agent who helps', lang: 'en', enter: helper, from: (w, p) => p.page.url() },
];

for (const walker of WHO) {
  everyPageIsSound(walker);
  everyPageIsOpenToAll(walker);
}

scenario('pages behind forms, and forms that were refused, are no worse', async w => {
  const p = await w.person({ bare: true });
  const holds = async status => {
    assert.equal(p.status, status, p.page.url());
    await p.valid();
    await p.accessible();
    for (const width of [320, 1440]) {
      await p.page.setViewportSize({ width, height: 844 });
      await p.fits();
    }
  };
  await p.shop('/register');
  await f.fillNames(p);
  await p.fill('Email', 'new@example.com');
  await p.fill('Password', 'kurz');
  await p.fill('Confirm Password', 'anders');
  await p.go('Create an Account', p.page.getByRole('main'));
  await holds(422);
  await p.shop('/sign-in');
  await p.fill('Email', f.ANNA);
  await p.fill('Password', 'Wrong-demo-1');
  await p.go('Sign In', p.page.getByRole('main'));
  await holds(422);

  await f.addToCart(p, f.MUG);
  await holds(200);
  await f.openCart(p);
  await holds(200);
  await p.go('Proceed to Checkout');
  await holds(200);
  await p.fill('Email', 'guest@example.com');
  await f.fillAddress(p, { City: ' ' });
  await p.go('Next');
  await holds(422);
  await p.fill('City', 'Goslar');
  await p.go('Next');
  await holds(200);
  await p.go('Place Order');
  await holds(200);

  await p.admin('/');
  await p.fill('Username', 'owner');
  await p.fill('Password', 'Wrong-demo-1');
  await p.go('Sign in');
  await holds(422);
  await f.signInAdmin(p, 'owner');
  await f.openCustomer(p, f.BEN);
  await f.tab(p, 'Account Information');
  await p.fill('Last Name', ' ');
  await p.go('Save Customer');
  await holds(422);
  await f.openSection(p, 'Login as Customer');
  await p.page.getByRole('group', { name: 'Title for Login as Customer opt-in checkbox' }).getByRole('checkbox').uncheck();
  await p.fill('Title for Login as Customer opt-in checkbox', '');
  await p.go('Save Config');
  await holds(422);
});

scenario('pages that are not there say so, valid and without barriers', async w => {
  const p = await w.person({ bare: true });
  for (const url of [`${w.server.shop}/no-such-page`, `${w.server.admin}/no-such-page`, `${w.server.origin}/assist/nonsense/`]) {
    const answer = await p.goto(url);
    assert.ok([401, 404].includes(answer.status()), `${url}: ${answer.status()}`);
    await p.valid();
    await p.accessible();
  }
});
