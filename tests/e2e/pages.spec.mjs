// Every page that a person can reach by links: it answers, its HTML is valid, axe finds no barrier in light and
// in dark, nothing is wider than a small phone, nothing is said on the console, the policy is strict.
import assert from 'node:assert/strict';
import { scenario } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

const MOST_OF_A_KIND = 1; // pages that differ in a name or a number only
const kind = path => path.replace(/[?].*/, '').replace(/\/(p|c)\/[^/]+/, '/$1/:slug').replace(/\/\d+/g, '/:n')
  .replace(/\/customers\/(?!new)[^/]+/, '/customers/:ref').replace(/\/assist\/(customer|order)\/[^/]+/, '/assist/$1/:ref');

// Goes to all pages that links lead to, each kind once; check() fails for what is wrong with a page.
// All that is wrong is told at the end.
async function crawl(p, start, check) {
  const queue = [start], known = new Set(queue), seen = new Map(), wrong = [];
  for (let url = queue.shift(); url; url = queue.shift()) {
    const path = url.slice(p.world.server.origin.length), times = seen.get(kind(path)) ?? 0;
    if (times >= MOST_OF_A_KIND) continue;
    seen.set(kind(path), times + 1);
    const answer = await p.goto(url).catch(e => { if (!e.message.includes('Download is starting')) throw e; });
    if (!answer) continue; // a file to keep is no page
    await check(answer, path).catch(e => wrong.push(`${path}: ${e.message}`));
    for (const href of await p.page.getByRole('link').evaluateAll(all => all.map(a => a.href))) {
      const next = href.split('#')[0];
      if (next.startsWith(`${p.world.server.origin}/`) && !known.has(next)) {
        known.add(next);
        queue.push(next);
      }
    }
  }
  assert.equal(wrong.join('\n'), '');
  return [...seen.keys()];
}

function strictPolicy(answer) {
  const policy = answer.headers()['content-security-policy'] ?? '';
  for (const part of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"])
    assert.ok(policy.includes(part), `${answer.url()}: ${policy}`);
  assert.ok(!policy.includes('unsafe'), policy);
  assert.equal(answer.headers()['x-content-type-options'], 'nosniff');
}

async function germanOwner(p) {
  await f.signInAdmin(p, 'owner');
  p.lang = 'en'; // until the owner says otherwise
  await f.germanBackOffice(p);
}

async function helper(p) {
  await f.signInAdmin(p, 'agent');
  await f.openCustomer(p, f.ANNA);
  await f.loginAsCustomer(p);
  await f.speakOwnLanguage(p);
  await f.addToCart(p, f.MUG);
}

// Who, the language (links lead to the shop's other ones, too), how to become that person, and where the way begins.
const WHO = [
  ['a visitor', 'en', async () => {}, w => `${w.server.shop}/`],
  ['a customer', 'en', p => f.signInCustomer(p, f.ANNA), w => `${w.server.shop}/account`],
  ['the owner', 'en', p => f.signInAdmin(p, 'owner'), w => `${w.server.admin}/dashboard`],
  ['the owner', 'de', germanOwner, w => `${w.server.admin}/dashboard`],
  ['an agent who helps', 'en', helper, (w, p) => p.page.url()],
];

for (const [who, lang, enter, from] of WHO) {
  scenario(`all pages of ${who} are valid, fit every width, and keep the policy (${lang})`, async w => {
    const p = await w.person({ lang, phone: true });
    await enter(p);
    const seen = await crawl(p, from(w, p), async (answer, path) => {
      assert.equal(answer.status(), 200, path);
      strictPolicy(answer);
      await p.valid();
      await p.complete();
      for (const width of [320, 390, 1440]) {
        await p.page.setViewportSize({ width, height: 844 });
        await p.fits();
      }
    });
    assert.ok(seen.length > 5, seen.join('\n'));
  });

  if (lang === 'en') scenario(`all pages of ${who} are without barriers, in light and in dark (${lang})`, async w => {
    const p = await w.person({ lang, bare: true });
    await enter(p);
    await crawl(p, from(w, p), async () => {
      await p.page.emulateMedia({ colorScheme: 'light' });
      await p.accessible();
      await p.page.emulateMedia({ colorScheme: 'dark' });
      await p.accessible('color-contrast');
    });
  });
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
