// The cart beyond one visit: remembered, estimated, below the minimum.
import assert from 'node:assert/strict';
import { scenario } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

const main = p => p.page.getByRole('main');
const banner = p => p.page.getByRole('banner');
const WAYS = [{ lang: 'en', js: true }, { lang: 'de', js: false, phone: true }];
const named = way => `(${way.lang}, JavaScript ${way.js ? 'on' : 'off'}${way.phone ? ', phone' : ''})`;

async function shopRemembers(w) {
  const owner = await w.person();
  await f.signInAdmin(owner, 'owner');
  await f.configure(owner, 'Persistent Shopping Cart', { 'Enable Persistence': 'Yes' });
}

// The session's cookie goes, as when it is over; the other one stays.
async function comesBackLater(p) {
  const kept = (await p.context.cookies()).filter(c => !/kontor-shop$/.test(c.name));
  await p.context.clearCookies();
  await p.context.addCookies(kept);
  await p.shop('/');
  await f.speakOwnLanguage(p);
}

for (const way of WAYS)
  scenario(`a browser remembers name and cart, and nothing else ${named(way)}`, async w => {
    await shopRemembers(w);
    const p = await w.person(way);
    await f.signInCustomer(p, f.ANNA); // "Remember Me" is ticked at first
    await f.addToCart(p, f.SOAP);
    await comesBackLater(p);
    await p.see(p.t('Welcome, %1!', 'Anna Berger'), banner(p));
    await f.openCart(p);
    await p.see(f.SOAP[p.lang], main(p));
    await p.go('Proceed to Checkout');
    await p.see(p.t('Please sign in or create an account to check out.'), main(p));
    assert.equal(await p.field('City').count(), 0);
    await p.valid();
    await p.follow(banner(p).getByRole('button', { name: p.t('Not %1?', 'Anna Berger') }));
    assert.equal(await banner(p).getByText('Anna Berger').count(), 0);
    await f.openCart(p);
    await p.see(p.t('You have no items in your shopping cart.'), main(p));
    assert.equal((await p.context.cookies()).filter(c => /remember/.test(c.name)).length, 0);
  });

for (const way of WAYS)
  scenario(`shipping and tax are estimated in the cart ${named(way)}`, async w => {
    const p = await w.person(way);
    await p.shop('/');
    await f.speakOwnLanguage(p);
    await f.addToCart(p, f.SOAP);
    await f.openCart(p);
    await main(p).getByText(p.t('Estimate Shipping and Tax'), { exact: true }).click();
    await p.fill('Zip/Postal Code', '38640');
    await main(p).getByRole('button', { name: p.t('Estimate'), exact: true }).click();
    const rate = main(p).getByRole('radio', { name: new RegExp(`^${p.t('Flat Rate')}`) });
    await rate.waitFor();
    await rate.check();
    if (!way.js) await main(p).getByRole('button', { name: p.t('Estimate'), exact: true }).click();
    await main(p).getByText(p.t('Shipping & Handling'), { exact: true }).waitFor();
    await p.valid();
  });

for (const way of [{ lang: 'en', js: true }, { lang: 'de', js: true, phone: true, dark: true }])
  scenario(`the mini cart changes and empties the cart where one is (${way.lang}${way.phone ? ', phone, dark' : ''})`, async w => {
    const p = await w.person(way);
    await p.shop('/');
    await f.speakOwnLanguage(p);
    await f.addToCart(p, f.SOAP);
    const product = p.path;
    let list = await f.openMiniCart(p);
    await p.see(f.SOAP[p.lang], list);
    await p.page.keyboard.press('Escape');
    assert.equal(await list.count(), 0);
    list = await f.openMiniCart(p);
    await list.getByLabel(p.t('Qty of %1', f.SOAP[p.lang])).fill('3');
    await p.go('Update Shopping Cart', list);
    assert.equal(p.path, product);
    await f.cartLink(p).filter({ hasText: '3' }).waitFor();
    list = await f.openMiniCart(p);
    await list.getByText(p.t('Remove')).first().click();
    await p.see(p.t('Remove %1 from the shopping cart?', f.SOAP[p.lang]), list);
    await p.go('Yes, remove it', list);
    assert.equal(p.path, product);
    list = await f.openMiniCart(p);
    await p.see(p.t('You have no items in your shopping cart.'), list);
    await p.shop(way.lang === 'de' ? '/de/cart/mini' : '/cart/mini');
    await p.valid();
  });

for (const way of WAYS)
  scenario(`the icon of the cart leads to the checkout ${named(way)}`, async w => {
    const p = await w.person(way);
    await p.shop('/');
    await f.speakOwnLanguage(p);
    await f.addToCart(p, f.SOAP);
    const scope = way.js ? await f.openMiniCart(p) : undefined;
    if (!way.js) await p.follow(f.cartLink(p));
    await p.go('Proceed to Checkout', scope);
    await p.heading(p.t('Checkout'));
  });
