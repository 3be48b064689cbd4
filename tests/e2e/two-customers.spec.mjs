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
