// A store view with several currencies: a shopper chooses one, the order is in both, and staff reads base amounts with
// what was paid in brackets.
import assert from 'node:assert/strict';
import { scenario } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

const main = p => p.page.getByRole('main');
const choice = p => p.page.getByRole('navigation', { name: p.t('Currency'), exact: true });
const here = p => choice(p).locator('[aria-current=true]').innerText();
const francs = text => text.replace(/\u00a0/g, ' ').match(/[\d.]+,\d\d CHF/g) ?? [];

async function german(w, options = {}) {
  const p = await w.person({ lang: 'de', ...options });
  await p.shop('/de/');
  return p;
}

// The cells of a column stand below its head.
async function standsBelow(p, label) {
  const head = await p.page.getByRole('columnheader', { name: p.t(label), exact: true }).boundingBox();
  const cell = await p.page.locator(`td[data-l="${p.t(label)}"]`).first().boundingBox();
  assert.ok(Math.abs(head.x - cell.x) < 2 && cell.y >= head.y + head.height - 2, `${label} stands at ${cell.x}, its head at ${head.x}`);
}

for (const js of [true, false])
  scenario(`a shopper chooses a currency and keeps it (JavaScript ${js ? 'on' : 'off'})`, async w => {
    const p = await german(w, { js, bare: js, phone: !js });
    assert.equal(await here(p), 'EUR');
    await f.openProduct(p, f.MUG);
    const product = p.path;
    assert.match(await main(p).innerText(), /\d,\d\d\s€/);
    await p.go(/^CHF$/, choice(p));
    assert.equal(p.path, product);
    assert.equal(await here(p), 'CHF');
    const text = await main(p).innerText();
    assert.ok(francs(text).length && !/€/.test(text), text);
    await p.valid();
    if (js) await p.accessible();
    await p.shot(`currency-product-${js}`);
    await p.shop('/de/');
    assert.ok(francs(await main(p).innerText()).length > 3);
    await p.shop('/'); // this view has no francs
    assert.equal(await choice(p).count(), 0);
    assert.match(await main(p).innerText(), /€\d/);
    const other = await german(w);
    assert.equal(await here(other), 'EUR');
  });

async function owner(w, options = {}) {
  const p = await w.person(options);
  await f.signInAdmin(p, 'owner');
  return p;
}

// Buys three mugs in francs; gives the order's number.
async function buyInFrancs(w) {
  const p = await german(w);
  await p.go(/^CHF$/, choice(p));
  for (let i = 0; i < 3; i++) await f.addToCart(p, f.MUG);
  await f.openCart(p);
  assert.ok(francs(await main(p).innerText()).length);
  const number = await f.checkOutAsGuest(p, 'gast@example.com');
  return { p, number };
}

const both = /€[\d,]+\.\d\d \[CHF[\s\u00a0]?[\d,]+\.\d\d\]/;

scenario('an order in francs is invoiced in two parts and refunded in euros', async w => {
  const { number } = await buyInFrancs(w);
  const p = await owner(w, { bare: true });
  await f.openOrder(p, number);
  const totals = await main(p).innerText();
  assert.match(totals, both);
  assert.match(totals, /The order was placed using CHF\./);
  await p.valid();
  await p.accessible();
  await standsBelow(p, 'Row Total');
  await p.shot('currency-order');
  await p.go('Invoice');
  await p.page.getByLabel(p.t('Qty to Invoice: %1', f.MUG.de)).fill('1');
  await p.go("Update Qty's");
  assert.match(await main(p).innerText(), both);
  await p.shot('currency-invoice-new');
  await p.go('Submit Invoice');
  await p.says('The invoice has been created.');
  await p.go('Invoice');
  await p.go('Submit Invoice');
  await p.says('The invoice has been created.');
  await p.go('Credit Memo');
  await p.see(p.t('Enter amounts in the base currency, %1. They are converted at the rate of the order.', 'EUR'), main(p));
  await p.fill('Adjustment Fee', '1.00');
  await p.go('Update Totals');
  assert.match((await main(p).innerText()).replace(/\u00a0/g, ' '), /-?−?€1\.00 \[−?-?CHF ?0\.94\]/);
  await p.valid();
  await standsBelow(p, 'Row Total');
  await p.shot('currency-memo-new');
  await p.go('Refund Offline');
  await p.follow(main(p).getByRole('navigation').getByRole('link', { name: /^Credit Memos/ }));
  assert.match(await main(p).innerText(), both);
});

scenario('the demo shop has orders in other currencies', async w => {
  const p = await owner(w, { bare: true });
  await f.openOrder(p, '000000490');
  assert.match(await main(p).innerText(), both);
  await f.openOrder(p, '000000489');
  assert.match(await main(p).innerText(), /€[\d,]+\.\d\d \[\$[\d,]+\.\d\d\]/);
});

scenario('staff keeps the rates, and a currency without one is not offered', async w => {
  const p = await owner(w, { bare: true });
  await f.menu(p, 'Currency Rates');
  await p.valid();
  await p.accessible();
  await p.shot('currency-rates');
  await p.fill(p.t('Rate from %1 to %2', 'EUR', 'CHF'), 'x');
  await p.go('Save Currency Rates');
  await p.see(p.t('Enter a number above 0 with at most 8 digits behind the point.'), main(p));
  await p.fill(p.t('Rate from %1 to %2', 'EUR', 'CHF'), '');
  await p.go('Save Currency Rates');
  await p.says('You saved the currency rates.');
  const shopper = await german(w);
  assert.equal((await choice(shopper).innerText()).replace(/\s+/g, ' ').trim(), 'EUR USD');
  await p.go('Import');
  await p.page.getByLabel(p.t('CSV'), { exact: true }).fill('base,currency,rate\nEUR,CHF,0.95\nEUR,XXX,1');
  await p.go('Import', p.page.getByRole('main'));
  await p.see(p.t('Line %1: there is no currency %2.', '3', 'XXX'), main(p));
  await p.page.getByLabel(p.t('CSV'), { exact: true }).fill('base,currency,rate\nEUR,CHF,0.95');
  await p.go('Import', p.page.getByRole('main'));
  await p.says(p.t('%1 rows were imported.', '1'));
  await shopper.shop('/de/');
  assert.match(await choice(shopper).innerText(), /CHF/);
});

scenario('an agent sees the usual currency of the store view, not the own one', async w => {
  const agent = await w.person({ lang: 'de' });
  await agent.shop('/de/');
  await agent.go(/^USD$/, choice(agent));
  assert.equal(await here(agent), 'USD');
  await f.signInAdmin(agent, 'agent');
  agent.lang = 'en';
  await f.openCustomer(agent, f.ANNA);
  await f.loginAsCustomer(agent, {});
  await agent.page.goto(agent.page.url().replace(/(\/assist\/[^/]+)\/.*/, '$1/de/'));
  agent.lang = 'de';
  assert.equal(await here(agent), 'EUR');
  await agent.go(/^CHF$/, choice(agent));
  assert.equal(await here(agent), 'CHF');
  await agent.shop('/de/');
  assert.equal(await here(agent), 'USD');
});
