// The outcome: a member of staff helps a customer as that customer, the customer finds what was done, and a
// supervisor finds who did it. In both languages, with and without JavaScript, at a desk and on a phone.
import assert from 'node:assert/strict';
import { scenario } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

const WAYS = [
  { lang: 'en', js: true, phone: false, from: 'customer' },
  { lang: 'en', js: false, phone: false, from: 'order' },
  { lang: 'en', js: true, phone: true, from: 'order' },
  { lang: 'en', js: false, phone: true, from: 'customer' },
  { lang: 'de', js: true, phone: false, from: 'order' },
  { lang: 'de', js: false, phone: false, from: 'customer' },
  { lang: 'de', js: true, phone: true, from: 'customer' },
  { lang: 'de', js: false, phone: true, from: 'order' },
];

for (const way of WAYS) {
  const { lang, js, phone, from } = way;
  const name = `an agent helps a customer from the ${from} page (${lang}, JavaScript ${js ? 'on' : 'off'}, ${phone ? 'phone' : 'desk'})`;

  scenario(name, async w => {
    const agent = await w.person({ js, phone });
    await f.signInAdmin(agent, 'agent');
    if (lang === 'de') await f.germanBackOffice(agent);
    if (from === 'customer') await f.openCustomer(agent, f.ANNA);
    else await f.openNewestOrderOf(agent, f.ANNA);
    const cameFrom = agent.path;

    await f.loginAsCustomer(agent, { reason: 'Ticket 4711' });
    await f.speakOwnLanguage(agent);
    const customer = await f.namedByBanner(agent);
    await agent.fits();
    await agent.shot(`assist-${lang}-${js ? 'js' : 'nojs'}-${phone ? 'phone' : 'desk'}`);

    await f.addToCart(agent, f.MUG);
    await f.namedByBanner(agent, customer);
    await f.openCart(agent);
    await agent.see(f.MUG[lang], agent.page.getByRole('main'));

    await f.changeShippingAddress(agent, { City: 'Bad Wildungen' });
    await f.namedByBanner(agent, customer);

    const number = await f.checkOut(agent);
    await f.namedByBanner(agent, customer);
    await f.addToCart(agent, f.SOAP);

    await agent.go('Close Session');
    assert.equal(agent.path.replace(/\/account$/, ""), cameFrom.replace(/\/account$/, ""));
    assert.equal(await f.banner(agent).count(), 0);

    const anna = await w.person({ lang, js, phone });
    await f.signInCustomer(anna, f.ANNA);
    await f.speakOwnLanguage(anna);
    assert.equal(await f.banner(anna).count(), 0);
    await f.openCart(anna);
    await anna.see(f.SOAP[lang], anna.page.getByRole('main'));
    await f.account(anna, 'Address Book');
    await anna.see('Bad Wildungen', anna.page.getByRole('main'));
    await f.account(anna, 'My Orders');
    await anna.see(number, anna.page.getByRole('main'));
    await anna.go('View Order…', anna.row(number));
    await anna.see(f.MUG[lang], anna.page.getByRole('main'));
    await anna.see('Bad Wildungen', anna.page.getByRole('main'));
    await anna.lacks('agent', anna.page.getByRole('main'));
    await f.account(anna, 'Account Information');
    await anna.see(f.lastSession(anna), anna.page.getByRole('main'));

    const supervisor = await w.person({ js, phone });
    await f.signInAdmin(supervisor, 'supervisor');
    if (lang === 'de') await f.germanBackOffice(supervisor);
    await f.assistLog(supervisor);
    for (const what of ['assist.login', 'cart.change', 'address.save', 'order.place', 'assist.logout'])
      await supervisor.row(what).filter({ hasText: 'agent' }).first().waitFor();
    assert.equal(await supervisor.row('admin.login').count(), 0);
    await supervisor.go('View', supervisor.row('address.save').first());
    await supervisor.see('Bad Wildungen');
    await supervisor.fits();

    await f.assistLog(supervisor);
    await supervisor.go('View', supervisor.row('assist.login').first());
    await supervisor.see('Ticket 4711');
  });
}

scenario('the order says to the customer that support placed it, and to staff who it was', async w => {
  const agent = await w.person();
  await f.signInAdmin(agent, 'agent');
  await f.openCustomer(agent, f.ANNA);
  await f.loginAsCustomer(agent);
  await f.speakOwnLanguage(agent);
  await f.addToCart(agent, f.MUG);
  const number = await f.checkOut(agent);
  await agent.go('Close Session');

  await f.menu(agent, 'Orders');
  await f.findInGrid(agent, number);
  await agent.go('View', agent.row(number));
  await agent.see(/agent.*Login as Customer/);

  const anna = await w.person();
  await f.signInCustomer(anna, f.ANNA);
  await f.speakOwnLanguage(anna);
  await f.account(anna, 'My Orders');
  await anna.go('View Order…', anna.row(number));
  await anna.see(/placed by .*(support|store)/i);
  await anna.lacks(/agent/, anna.page.getByRole('main'));
});
