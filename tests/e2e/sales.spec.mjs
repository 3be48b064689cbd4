// What staff does with an order: invoices and shipments in parts, refunds, cancel, hold, and Login as Customer from each
// of its pages.
import assert from 'node:assert/strict';
import { scenario } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

const main = p => p.page.getByRole('main');

// A guest, or Anna, buys three mugs and a soap; gives the order's number.
async function buy(w, { guest = false } = {}) {
  const p = await w.person();
  if (guest) await p.shop('/');
  else await f.signInCustomer(p, f.ANNA);
  await f.openCart(p);
  if (await p.button('Empty Cart').count()) await p.go('Empty Cart');
  for (let i = 0; i < 3; i++) await f.addToCart(p, f.MUG);
  await f.addToCart(p, f.SOAP);
  return guest ? f.checkOutAsGuest(p, 'gast@example.com') : f.checkOut(p);
}

async function owner(w, options = {}) {
  const p = await w.person(options);
  await f.signInAdmin(p, 'owner');
  if (options.lang === 'de') {
    p.lang = 'en'; // until the owner says otherwise
    await f.germanBackOffice(p);
  }
  return p;
}

// The quantity of a product on a page that makes a document; "Qty to Invoice: Enamel Mug …".
const qty = (p, label, product) => p.page.getByLabel(p.t(`${label}: %1`, product.en));

async function status(p, english) {
  await p.see(p.t(english), p.page.locator('.phead'));
}

const orderTab = (p, label) => p.follow(main(p).getByRole('navigation').getByRole('link', { name: new RegExp(`^${p.t(label)}`) }));

async function invoice(p, mugs, soaps) {
  await p.go('Invoice');
  if (mugs !== null) await qty(p, 'Qty to Invoice', f.MUG).fill(String(mugs));
  if (soaps !== null) await qty(p, 'Qty to Invoice', f.SOAP).fill(String(soaps));
  await p.go("Update Qty's");
  await p.go('Submit Invoice');
  await p.says('The invoice has been created.');
}

for (const js of [true, false]) {
  scenario(`an order is invoiced and shipped in two parts, and refunded in two (JavaScript ${js ? 'on' : 'off'})`, async w => {
    const number = await buy(w);
    const p = await owner(w, { js, bare: js });
    await f.openOrder(p, number);
    await status(p, 'Pending');

    await p.go('Invoice');
    await qty(p, 'Qty to Invoice', f.MUG).fill('1');
    await p.go('Submit Invoice'); // without having seen the totals
    await p.says('The totals have changed with the quantities. Please check them and submit again.');
    await p.valid();
    if (js) await p.accessible();
    await p.shot(`sales-invoice-new-${js}`);
    await p.go('Submit Invoice');
    await p.says('The invoice has been created.');
    await status(p, 'Processing');
    await p.go('Invoice');
    assert.equal(await qty(p, 'Qty to Invoice', f.SOAP).count(), 0);
    assert.equal(await qty(p, 'Qty to Invoice', f.MUG).inputValue(), '2');
    await p.go('Submit Invoice');
    await p.lacksButton('Invoice');

    await p.go('Ship');
    await qty(p, 'Qty to Ship', f.MUG).fill('1');
    await p.go('Add Tracking Number');
    await p.go('Add Tracking Number');
    assert.equal(await qty(p, 'Qty to Ship', f.MUG).inputValue(), '1');
    await p.page.getByLabel(p.t('Number'), { exact: true }).first().fill('JJD0001');
    await p.choose('Carrier', 'DHL', p.page.getByRole('group', { name: p.t('Tracking number %1', '1') }));
    await p.go('Delete…', p.page.getByRole('group', { name: p.t('Tracking number %1', '2') }));
    await p.valid();
    if (js) await p.accessible();
    await p.shot(`sales-shipment-new-${js}`);
    await p.go('Submit Shipment');
    await p.says('The shipment has been created.');
    await status(p, 'Processing');
    await p.go('Ship');
    await p.go('Submit Shipment');
    await status(p, 'Complete');
    await orderTab(p, 'Shipments');
    await p.go('View', p.row('000000').nth(0));
    await p.see('JJD0001');
    await p.valid();
    if (js) await p.accessible();
    await p.shot(`sales-shipment-${js}`);

    await f.openOrder(p, number);
    await p.go('Credit Memo');
    await qty(p, 'Qty to Refund', f.MUG).fill('1');
    await qty(p, 'Qty to Refund', f.SOAP).fill('0');
    await p.page.getByLabel(p.t('Return to Stock: %1', f.MUG.en)).check();
    await p.fill('Refund Shipping', '0');
    await p.go('Update Totals');
    await p.valid();
    if (js) await p.accessible();
    await p.shot(`sales-memo-new-${js}`);
    await p.go('Refund Offline');
    await p.says('You created the credit memo.');
    await status(p, 'Complete');
    await p.go('Credit Memo');
    await p.go('Refund Offline');
    await status(p, 'Closed');
    for (const gone of ['Credit Memo', 'Invoice', 'Ship', 'Hold', 'Cancel Order']) await p.lacksButton(gone, p.page.locator('.phead'));
    await orderTab(p, 'Credit Memos');
    assert.equal(await p.row('000000').count(), 2);
    const memos = (await p.row('000000').allTextContents()).map(text => text.match(/\d{9}/)[0]).sort();
    await p.shot(`sales-order-memos-${js}`);
    await orderTab(p, 'Comments History');
    await p.says('Credit memo #%1 was created.', memos.at(-1));
    await p.shot(`sales-history-${js}`);
  });

  scenario(`an order is held, released and canceled after a question (JavaScript ${js ? 'on' : 'off'})`, async w => {
    const number = await buy(w);
    const p = await owner(w, { js });
    await f.openOrder(p, number);
    await p.go('Hold');
    await p.says('You put the order on hold.');
    await status(p, 'On Hold');
    for (const gone of ['Credit Memo', 'Invoice', 'Ship', 'Hold', 'Cancel Order']) await p.lacksButton(gone, p.page.locator('.phead'));
    await p.shot(`sales-order-held-${js}`);
    await p.go('Unhold');
    await status(p, 'Pending');
    await p.press('Cancel Order', p.page.locator('.phead'));
    await p.heading(p.t('Do you want to cancel this order?'));
    await p.shot(`sales-order-cancel-${js}`);
    await f.confirm(p, 'Cancel Order');
    await p.says('You canceled the order.');
    await status(p, 'Canceled');
    await p.press('Send Email', p.page.locator('.phead'));
    await p.heading(p.t('Do you want to send the order email once more?'));
    await f.confirm(p, 'Send Email');
    await p.says('You sent the order email.');
  });

  scenario(`chosen orders of the list are held together (JavaScript ${js ? 'on' : 'off'})`, async w => {
    const number = await buy(w);
    const p = await owner(w, { js });
    await f.menu(p, 'Orders');
    await f.findInGrid(p, number);
    await p.row(number).getByRole('checkbox').check();
    await p.shot(`sales-orders-${js}`);
    await p.go('Hold', main(p));
    await f.confirm(p, 'Hold');
    await p.says('Orders put on hold: %1, not possible: %2.', '1', '0');
    await f.openOrder(p, number);
    await status(p, 'On Hold');
  });
}

async function helpsFrom(p, what) {
  const cameFrom = p.path;
  await f.loginAsCustomer(p, { reason: what });
  await f.speakOwnLanguage(p);
  await f.namedByBanner(p);
  await p.go('Close Session');
  assert.equal(p.path, cameFrom);
}

for (const phone of [false, true]) {
  const lang = phone ? 'de' : 'en';
  scenario(`support helps from the customer, the order and its documents (${lang}, ${phone ? 'phone' : 'desk'})`, async w => {
    const number = await buy(w);
    const p = await owner(w, { lang, phone });
    await f.openOrder(p, number);
    await p.fits();
    await p.shot(`sales-order-${lang}`);
    await helpsFrom(p, `order ${number}`);
    await p.go('Invoice');
    await p.fits();
    await p.shot(`sales-new-invoice-${lang}`);
    await p.go('Submit Invoice');
    await p.go('Ship');
    await p.go('Submit Shipment');
    await p.go('Credit Memo');
    await qty(p, 'Qty to Refund', f.MUG).fill('1');
    await p.fill('Refund Shipping', lang === 'de' ? '1,50' : '1.50');
    await p.go('Update Totals');
    await p.fits();
    await p.shot(`sales-new-memo-${lang}`);
    await p.go('Refund Offline');
    for (const [list, shown] of [['Invoices', 'Invoice #%1'], ['Shipments', 'Shipment #%1'], ['Credit Memos', 'Credit Memo #%1']]) {
      await f.menu(p, list);
      await f.findInGrid(p, number);
      await p.fits();
      await p.shot(`sales-${list.replace(' ', '')}-${lang}`);
      await p.go('View', p.row('000000').last());
      await p.fits();
      await p.valid();
      await p.shot(`sales-${shown.split(' #')[0].replace(' ', '')}-${lang}`);
      await p.press('Login as Customer');
      await p.see(p.t(shown, '').trim().replace('#', ''), p.page.getByRole('dialog'));
      await p.page.keyboard.press('Escape');
      await helpsFrom(p, list);
    }
    await f.openCustomer(p, f.ANNA);
    await helpsFrom(p, 'customer');
  });
}

// The button stands, and tells what is missing instead of letting in.
async function isRefused(p) {
  const here = p.page.url();
  await p.press('Login as Customer');
  await p.says('The customer has not allowed remote shopping assistance.');
  const inside = p.js ? p.page.getByRole('dialog') : main(p);
  await p.see(p.t('The customer has not allowed remote shopping assistance.'), inside);
  assert.equal(await inside.getByRole('button', { name: p.t('Login as Customer'), exact: true }).count(), 0);
  await p.goto(here);
}

for (const [lang, phone, js] of [['en', false, true], ['de', true, false]]) {
  scenario(`without permission all five pages refuse to log in as the customer (${lang}, JavaScript ${js ? 'on' : 'off'})`, async w => {
    const number = await buy(w);
    const p = await owner(w, { lang, phone, js });
    await f.openOrder(p, number);
    await p.go('Invoice');
    await p.go('Submit Invoice');
    await p.go('Ship');
    await p.go('Submit Shipment');
    await p.go('Credit Memo');
    await qty(p, 'Qty to Refund', f.MUG).fill('1');
    await p.go('Update Totals');
    await p.go('Refund Offline');
    await f.openCustomer(p, f.ANNA);
    await f.tab(p, 'Account Information');
    await p.choose('Allow remote shopping assistance', p.t('No'));
    await p.go('Save and Continue Edit');
    await isRefused(p);
    await f.openOrder(p, number);
    await isRefused(p);
    for (const list of ['Invoices', 'Shipments', 'Credit Memos']) {
      await f.menu(p, list);
      await f.findInGrid(p, number);
      await p.go('View', p.row('000000').last());
      await isRefused(p);
    }
  });
}

scenario('the pages of an order stand in the dark, too', async w => {
  const number = await buy(w);
  const p = await owner(w, { dark: true, bare: true });
  await f.openOrder(p, number);
  await p.accessible();
  await p.shot('sales-order-dark');
  await p.go('Invoice');
  await p.accessible();
  await p.shot('sales-new-invoice-dark');
});

scenario('orders and documents of guests have no Login as Customer', async w => {
  const number = await buy(w, { guest: true });
  const p = await owner(w);
  await f.openOrder(p, number);
  await p.lacksButton('Login as Customer', p.page.locator('.phead'));
  await p.go('Invoice');
  await p.go('Submit Invoice');
  await orderTab(p, 'Invoices');
  await p.go('View', p.row('000000').last());
  await p.lacksButton('Login as Customer', p.page.locator('.phead'));
});
