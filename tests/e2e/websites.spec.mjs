// The outcome once more on each website of the shop, with accounts of one website and of all, and with store codes in
// addresses or none: an agent helps a customer, who finds on that website what was done.
import assert from 'node:assert/strict';
import { scenario } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

const CAROL = 'carol@example.com';
const SITES = {
  main: { email: f.ANNA, name: 'Anna Berger', price: /€\d+\.\d\d/, url: w => `${w.server.shop}/` },
  us: { email: CAROL, name: 'Carol Miller', price: /\$\d+\.\d\d/, url: w => `http://us.localhost:${new URL(w.server.origin).port}/` },
};
const WAYS = [
  { site: 'main', sharing: 'Per Website', codes: 'Yes', js: true },
  { site: 'main', sharing: 'Global', codes: 'No: a cookie remembers the store view', js: false },
  { site: 'us', sharing: 'Per Website', codes: 'No: a cookie remembers the store view', js: false },
  { site: 'us', sharing: 'Global', codes: 'Yes', js: true },
];

async function signIn(p, w, site) {
  await p.goto(site.url(w));
  await f.speakOwnLanguage(p);
  await p.go('Sign In', p.page.getByRole('banner'));
  await p.fill('Email', site.email);
  await p.fill('Password', 'Kontor-demo-1');
  await p.go('Sign In', p.page.getByRole('main'));
}

for (const { site: key, sharing, codes, js } of WAYS) {
  const name = `${key}, accounts ${sharing}, store codes ${codes.split(':')[0]}, JavaScript ${js ? 'on' : 'off'}`;
  scenario(`an agent helps a customer on each website (${name})`, async w => {
    const site = SITES[key];
    const owner = await w.person();
    await f.signInAdmin(owner, 'owner');
    await f.configure(owner, 'Customer Configuration', { 'Share Customer Accounts': sharing });
    await f.configure(owner, 'Web', { 'Add Store Code to URLs': codes });

    const agent = await w.person({ js });
    await f.signInAdmin(agent, 'agent');
    await f.openCustomer(agent, site.email);
    const cameFrom = agent.page.url();
    await (key === 'us' ? f.loginAcrossHosts : f.loginAsCustomer)(agent, { reason: 'Ticket 4711' });
    assert.equal(new URL(agent.page.url()).host, new URL(site.url(w)).host);
    await f.speakOwnLanguage(agent);
    await f.namedByBanner(agent, site.name);
    await f.addToCart(agent, f.MUG);
    await f.openCart(agent);
    await agent.see(site.price, agent.page.getByRole('main'));
    await f.changeShippingAddress(agent, { City: 'Bad Wildungen' });
    const number = await f.checkOut(agent);
    await f.namedByBanner(agent, site.name);
    await agent.go('Close Session');
    await agent.page.waitForURL(cameFrom);

    const customer = await w.person({ js });
    await signIn(customer, w, site);
    await f.account(customer, 'My Orders');
    await customer.see(number, customer.page.getByRole('main'));
    await customer.go('View Order…', customer.row(number));
    await customer.see('Bad Wildungen', customer.page.getByRole('main'));
    await customer.see(site.price, customer.page.getByRole('main'));
    assert.equal(await f.banner(customer).count(), 0);
    const inPath = new URL(customer.page.url()).pathname.startsWith(key === 'us' ? '/us_en/' : '/en/');
    assert.equal(inPath, codes === 'Yes');

    const supervisor = await w.person();
    await f.signInAdmin(supervisor, 'supervisor');
    await f.assistLog(supervisor);
    for (const what of ['assist.login', 'cart.change', 'address.save', 'order.place', 'assist.logout'])
      await supervisor.row(what).filter({ hasText: 'agent' }).first().waitFor();
  });
}

scenario('with accounts of all websites the agent chooses where to help, and each has its own currency', async w => {
  const owner = await w.person();
  await f.signInAdmin(owner, 'owner');
  await f.configure(owner, 'Customer Configuration', { 'Share Customer Accounts': 'Global' });
  await f.configure(owner, 'Login as Customer', { 'Store View to Log in': 'Manual Selection' });
  const agent = await w.person();
  await f.signInAdmin(agent, 'agent');
  await f.openCustomer(agent, f.ANNA);
  await agent.press('Login as Customer');
  const views = await (await agent.only(agent.field('Store View'), 'Store View')).getByRole('option').allTextContents();
  assert.deepEqual(views, ['Main Website / Main Website Store / Deutsch', 'Main Website / Main Website Store / English',
    'US Website / US Store / English (US)']);
  await agent.admin('/');
  await f.openCustomer(agent, f.ANNA);
  await f.loginAcrossHosts(agent, { view: views[2] });
  await f.namedByBanner(agent, 'Anna Berger');
  await f.addToCart(agent, f.MUG);
  await f.openCart(agent);
  await agent.see(/\$\d+\.\d\d/, agent.page.getByRole('main'));
  const carts = await f.cartLink(agent).getAttribute('aria-label');
  assert.match(carts, /^Cart: [1-9]/);
  await agent.go('Close Session');

  const anna = await w.person();
  await anna.goto(SITES.us.url(w));
  await anna.go('Sign In', anna.page.getByRole('banner'));
  await anna.fill('Email', f.ANNA);
  await anna.fill('Password', 'Kontor-demo-1');
  await anna.go('Sign In', anna.page.getByRole('main'));
  assert.equal(await f.cartLink(anna).getAttribute('aria-label'), carts);
});
