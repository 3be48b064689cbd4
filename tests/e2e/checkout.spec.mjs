// The checkout's choices: every way to pay, and a coupon, from the cart to what staff reads.
import assert from 'node:assert/strict';
import { scenario } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

const main = p => p.page.getByRole('main');

async function reviews(p, email) {
  await f.openCart(p);
  await p.go('Proceed to Checkout');
  await p.fill('Email', email);
  await f.fillAddress(p);
  await p.go('Next');
}

async function visitor(w, way) {
  const p = await w.person(way);
  await p.shop('/');
  await f.speakOwnLanguage(p);
  await f.addToCart(p, f.SOAP);
  return p;
}

async function emptyCart(p) {
  await p.follow(p.page.getByRole('banner').getByRole('link', { name: 'harzwerk' }));
  await f.openCart(p);
  while (await main(p).getByRole('button', { name: p.t('Remove') }).count())
    await p.follow(main(p).getByRole('button', { name: p.t('Remove') }).first());
}

async function pay(p, method) {
  await main(p).getByRole('radio', { name: new RegExp(`^${p.t(method)}`) }).check();
}

async function staffReads(w, number, ...texts) {
  const owner = await w.person();
  await f.signInAdmin(owner, 'owner');
  await f.openOrder(owner, number);
  for (const text of texts) await owner.see(text, main(owner));
}

for (const [method, note] of [['Check / Money Order', 'Beispielweg 1'], ['Bank Transfer Payment', 'IBAN'], ['Cash On Delivery', '']])
  for (const way of [{ lang: 'en', js: true }, { lang: 'de', js: false }])
    scenario(`a guest pays by ${method} (${way.lang}, JavaScript ${way.js ? 'on' : 'off'})`, async w => {
      const p = await visitor(w, way);
      await reviews(p, 'gerda.gast@example.com');
      if (note) await p.see(note, main(p));
      await pay(p, method);
      await p.valid();
      const number = await f.placeOrder(p);
      await staffReads(w, number, p.t(method));
    });

for (const [method, way] of [['Check / Money Order', { lang: 'de', js: true, phone: true }], ['Bank Transfer Payment', { lang: 'en', js: false }],
  ['Cash On Delivery', { lang: 'de', js: false, phone: true }], ['Purchase Order', { lang: 'en', js: true }]])
  scenario(`a customer pays by ${method} (${way.lang}, JavaScript ${way.js ? 'on' : 'off'}${way.phone ? ', phone' : ''})`, async w => {
    const p = await w.person(way);
    await f.signInCustomer(p, f.ANNA);
    await p.follow(p.page.getByRole('banner').getByRole('link', { name: 'harzwerk' }));
    await f.addToCart(p, f.SOAP);
    await f.openCart(p);
    await p.go('Proceed to Checkout');
    await p.go('Next');
    await pay(p, method);
    if (method === 'Purchase Order') await p.fill('Purchase Order Number', 'PO-4712');
    const number = await f.placeOrder(p);
    await staffReads(w, number, p.t(method));
  });

// What costs nothing has a way to pay of its own, alone.
for (const way of [{ lang: 'en', js: true }, { lang: 'de', js: false, phone: true }])
  scenario(`what costs nothing needs no payment (${way.lang}, JavaScript ${way.js ? 'on' : 'off'})`, async w => {
    const owner = await w.person();
    await f.signInAdmin(owner, 'owner');
    await owner.admin('/cart-rules/new');
    await owner.fill('Rule Name', 'All of it');
    await owner.fill('Coupon Code', 'NOTHING');
    await owner.fill('Discount Amount', '100');
    await main(owner).getByRole('checkbox', { name: 'NOT LOGGED IN' }).check();
    await owner.go('Save Rule');
    const p = await w.person(way);
    await p.shop('/');
    await f.speakOwnLanguage(p);
    await f.addToCart(p, f.VOUCHER);
    await f.openCart(p);
    await p.fill('Discount Code', 'NOTHING');
    await p.go('Apply Discount');
    await p.go('Proceed to Checkout');
    await p.fill('Email', 'gerda.gast@example.com');
    await f.fillAddress(p);
    assert.equal(await main(p).getByRole('radio', { name: new RegExp(`^${p.t('Bank Transfer Payment')}`) }).count(), 0);
    const number = await f.placeOrder(p);
    await staffReads(w, number, p.t('No Payment Information Required'));
  });

for (const way of [{ lang: 'en', js: true }, { lang: 'de', js: false }])
  scenario(`a purchase order needs its number (${way.lang}, JavaScript ${way.js ? 'on' : 'off'})`, async w => {
    const p = await visitor(w, way);
    await reviews(p, 'gerda.gast@example.com');
    await pay(p, 'Purchase Order');
    await p.go('Place Order');
    assert.equal(p.status, 422);
    await p.fill('Purchase Order Number', 'PO-4711');
    assert.ok(await main(p).getByRole('radio', { name: new RegExp(`^${p.t('Purchase Order')}`) }).isChecked());
    const number = await f.placeOrder(p);
    await staffReads(w, number, 'PO-4711');
  });

for (const way of [{ lang: 'en', js: true }, { lang: 'de', js: false }])
  scenario(`a coupon takes off its part, wrong ones do not (${way.lang}, JavaScript ${way.js ? 'on' : 'off'})`, async w => {
    const p = await visitor(w, way);
    await f.openCart(p);
    await p.fill('Discount Code', 'NOPE');
    await p.go('Apply Discount');
    assert.equal(p.status, 422);
    await p.fill('Discount Code', 'welcome10');
    await p.go('Apply Discount');
    await p.says('You used the coupon code "%1".', 'welcome10');
    await p.see(p.t('Discount'), main(p));
    await p.go('Cancel Coupon');
    await p.says('You canceled the coupon code.');
    await p.fill('Discount Code', 'WELCOME10');
    await p.go('Apply Discount');
    await p.valid();
    await reviews(p, 'gerda.gast@example.com');
    await staffReads(w, await f.placeOrder(p), 'WELCOME10');
  });

// What is not shipped: one page from the address to the order.
for (const way of [{ lang: 'en', js: true }, { lang: 'de', js: false, phone: true }])
  scenario(`a guest buys what is not shipped in one step (${way.lang}, JavaScript ${way.js ? 'on' : 'off'})`, async w => {
    const p = await w.person(way);
    await p.shop('/');
    await f.speakOwnLanguage(p);
    await f.addToCart(p, f.VOUCHER);
    await f.openCart(p);
    await p.go('Proceed to Checkout');
    assert.equal(await main(p).getByText(p.t('Shipping Methods')).count(), 0);
    await p.fill('Email', 'gerda.gast@example.com');
    await p.fill('City', 'Goslar');
    await pay(p, 'Bank Transfer Payment');
    await p.valid();
    await f.fillAddress(p);
    const number = await f.placeOrder(p);
    await staffReads(w, number, p.t('Bank Transfer Payment'), f.VOUCHER[p.lang]);
  });

for (const way of [{ lang: 'de', js: true, phone: true }, { lang: 'en', js: false }])
  scenario(`a customer buys what is not shipped with an address of the book (${way.lang}, JavaScript ${way.js ? 'on' : 'off'})`, async w => {
    const p = await w.person(way);
    await f.signInCustomer(p, f.ANNA);
    await p.shop('/');
    await f.speakOwnLanguage(p);
    await emptyCart(p);
    await f.addToCart(p, f.VOUCHER);
    await f.openCart(p);
    await p.go('Proceed to Checkout');
    await p.valid();
    await f.placeOrder(p);
    await p.go('Print receipt');
    await p.see(f.VOUCHER[p.lang]);
  });
