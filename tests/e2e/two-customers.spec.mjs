// Sessions never mix: two customers at once in one browser, the agent's own shopping beside them, the customer
// herself in another browser.
import assert from 'node:assert/strict';
import { scenario } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

async function inCart(p, page, product) {
  p.page = page;
  await f.openCart(p);
  return await page.getByRole('main').getByText(product[p.lang]).filter({ visible: true }).count() > 0;
}

scenario('two customers stand open side by side, and each change goes to the right one', async w => {
  const ben = await w.person();
  await f.signInCustomer(ben, f.BEN);
  await f.speakOwnLanguage(ben);
  await f.account(ben, 'Account Information');
  await ben.tick('Allow remote shopping assistance');
  await ben.go('Save');

  const agent = await w.person();
  await f.signInAdmin(agent, 'agent');
  const office = agent.page;
  await f.openCustomer(agent, f.ANNA);
  await f.loginAsCustomer(agent);
  await f.speakOwnLanguage(agent);
  const annaTab = agent.page;
  const anna = await f.namedByBanner(agent);

  agent.page = annaTab === office ? await agent.context.newPage() : office;
  await agent.admin('/');
  await f.openCustomer(agent, f.BEN);
  await f.loginAsCustomer(agent);
  await f.speakOwnLanguage(agent);
  const benTab = agent.page;
  const benName = await f.namedByBanner(agent);
  assert.notEqual(anna, benName);
  assert.notEqual(new URL(annaTab.url()).pathname.split('/')[2], new URL(benTab.url()).pathname.split('/')[2]);

  await f.addToCart(agent, f.SOAP);
  agent.page = annaTab;
  await f.addToCart(agent, f.MUG);
  await f.namedByBanner(agent, anna);
  agent.page = benTab;
  await f.namedByBanner(agent, benName);

  assert.equal(await inCart(agent, benTab, f.SOAP), true);
  assert.equal(await inCart(agent, benTab, f.MUG), false);
  assert.equal(await inCart(agent, annaTab, f.MUG), true);

  agent.page = benTab;
  await agent.go('Close Session');
  agent.page = annaTab;
  await f.openCart(agent);
  await f.namedByBanner(agent, anna);

  await f.openCart(ben);
  await ben.see(f.SOAP.en, ben.page.getByRole('main'));
  await ben.lacks(f.MUG.en, ben.page.getByRole('main'));
});

scenario("the agent's own cart and sign-in stay what they are", async w => {
  const agent = await w.person();
  await agent.shop('/');
  await f.speakOwnLanguage(agent);
  await f.addToCart(agent, f.SOAP);
  await f.signInAdmin(agent, 'agent');
  await f.openCustomer(agent, f.ANNA);
  await f.loginAsCustomer(agent);
  await f.speakOwnLanguage(agent);
  await f.openCart(agent);
  await agent.lacks(f.SOAP.en, agent.page.getByRole('main'));
  await f.addToCart(agent, f.MUG);

  const own = await agent.context.newPage();
  agent.page = own;
  await agent.shop('/');
  assert.equal(await f.banner(agent).count(), 0);
  await f.speakOwnLanguage(agent);
  await f.openCart(agent);
  await agent.see(f.SOAP.en, agent.page.getByRole('main'));
  await agent.lacks(f.MUG.en, agent.page.getByRole('main'));
  await agent.admin('/');
  await f.menu(agent, 'All Customers');
  assert.equal(agent.status, 200);
});

scenario('the customer works beside the agent, sees the changes at once, and never a banner', async w => {
  const anna = await w.person();
  await f.signInCustomer(anna, f.ANNA);
  await f.speakOwnLanguage(anna);
  const agent = await w.person();
  await f.signInAdmin(agent, 'agent');
  await f.openCustomer(agent, f.ANNA);
  await f.loginAsCustomer(agent);
  await f.speakOwnLanguage(agent);
  await f.addToCart(agent, f.MUG);
  await f.openCart(anna);
  await anna.see(f.MUG.en, anna.page.getByRole('main'));
  await f.addToCart(anna, f.SOAP);
  assert.equal(await f.banner(anna).count(), 0);
  await f.openCart(agent);
  await agent.see(f.SOAP.en, agent.page.getByRole('main'));
  await anna.go('Sign Out');
  await f.openCart(agent);
  await f.namedByBanner(agent);
});

for (const cache of ['Yes', 'No']) {
  scenario(`nobody else gets to see anything of an assisted session (Disable Page Cache for Admin User: ${cache})`, async w => {
    const owner = await w.person();
    await f.signInAdmin(owner, 'owner');
    await f.configure(owner, 'Login as Customer', { 'Disable Page Cache for Admin User': cache });
    const visitor = await w.person();
    await visitor.shop('/');

    const agent = await w.person();
    await f.signInAdmin(agent, 'agent');
    await f.openCustomer(agent, f.ANNA);
    await f.loginAsCustomer(agent);
    await f.speakOwnLanguage(agent);
    const name = await f.namedByBanner(agent);
    for (const product of [f.MUG, f.SOAP]) {
      await f.openProduct(agent, product);
      await f.namedByBanner(agent, name);
      assert.match(agent.page.answer.headers()['cache-control'], /no-store/);
      const path = agent.path.replace(/^\/assist\/[^/]+/, '');
      await visitor.shop(path);
      const source = await visitor.source();
      for (const secret of [name, 'agent', 'Close Session', '/assist/'])
        assert.equal(source.includes(secret), false, `"${secret}" at ${path}`);
      await f.namedByBanner(agent, name);
    }
  });
}

scenario('what the agent does leaves no trace in the last sign-in of the customer', async w => {
  const agent = await w.person();
  await f.signInAdmin(agent, 'agent');
  await f.openCustomer(agent, f.BEN);
  await f.tab(agent, 'Customer View');
  const seen = async () => (await agent.page.getByRole('region', { name: 'Personal Information' }).innerText()).match(/Last Logged In\s+(.*)/)[1];
  const owner = await w.person();
  await f.signInAdmin(owner, 'owner');
  await f.openCustomer(owner, f.BEN);
  await owner.choose('Allow remote shopping assistance', 'Yes');
  await owner.go('Save and Continue Edit');
  const before = await seen();
  w.pass(120);
  await f.loginAsCustomer(agent);
  await f.speakOwnLanguage(agent);
  await f.addToCart(agent, f.MUG);
  await agent.go('Close Session');
  await f.tab(agent, 'Customer View');
  assert.equal(await seen(), before);
  assert.match(before, /Offline/);
});
