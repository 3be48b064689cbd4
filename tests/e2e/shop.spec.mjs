// The storefront for its own people: guests and customers, in both languages, with and without JavaScript.
import assert from 'node:assert/strict';
import { scenario, PASSWORD } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

async function visitor(w, way) {
  const p = await w.person(way);
  await p.shop('/');
  await f.speakOwnLanguage(p);
  return p;
}

for (const way of [{ lang: 'en', js: true }, { lang: 'de', js: false }, { lang: 'de', js: true, phone: true }]) {
  const how = `${way.lang}, JavaScript ${way.js ? 'on' : 'off'}${way.phone ? ', phone' : ''}`;

  scenario(`a guest finds a mug, buys it, and staff finds the order (${how})`, async w => {
    const guest = await visitor(w, way);
    await f.addToCart(guest, f.MUG);
    const number = await f.checkOutAsGuest(guest, 'gerda.gast@example.com');
    await guest.fits();
    const owner = await w.person();
    await f.signInAdmin(owner, 'owner');
    await f.menu(owner, 'Orders');
    await f.findInGrid(owner, number);
    await owner.go('View', owner.row(number));
    await owner.see('gerda.gast@example.com');
    await owner.see('Goslar');
  });

  scenario(`a customer buys with the address on file and finds the order in the account (${how})`, async w => {
    const ben = await w.person(way);
    await f.signInCustomer(ben, f.BEN);
    await f.speakOwnLanguage(ben);
    await f.addToCart(ben, f.SOAP);
    const number = await f.checkOut(ben);
    await f.account(ben, 'My Orders');
    await ben.go('View Order…', ben.row(number));
    await ben.see(f.SOAP[ben.lang], ben.page.getByRole('main'));
    await ben.valid();
  });

  scenario(`somebody registers, signs out and in again, and changes the name (${how})`, async w => {
    const p = await visitor(w, way);
    await p.go('Create an Account', p.page.getByRole('banner'));
    assert.equal(await p.ticked('Allow remote shopping assistance'), false);
    await p.fill('First Name', 'Käthe');
    await p.fill('Last Name', 'Krüger-Weißenfels');
    await p.fill('Email', 'kaethe@example.com');
    await p.fill('Password', 'kurz');
    await p.fill('Confirm Password', 'kurz');
    await p.go('Create an Account', p.page.getByRole('main'));
    assert.equal(p.status, 422);
    assert.equal(await p.value('First Name'), 'Käthe');
    await p.fill('Password', PASSWORD);
    await p.fill('Confirm Password', PASSWORD);
    await p.tick('Allow remote shopping assistance');
    await p.go('Create an Account', p.page.getByRole('main'));
    await p.says('Welcome, %1!', 'Käthe Krüger-Weißenfels');
    await p.go('Sign Out');
    await f.signInCustomer(p, 'kaethe@example.com');
    await f.account(p, 'Account Information');
    assert.equal(await p.ticked('Allow remote shopping assistance'), true);
    await p.fill('First Name', 'Käthchen');
    await p.go('Save');
    await p.says('Welcome, %1!', 'Käthchen Krüger-Weißenfels');
  });
}

scenario('a wrong password and an unknown address are told apart by nobody', async w => {
  const p = await visitor(w);
  const answers = [];
  for (const email of [f.ANNA, 'nobody@example.com']) {
    await p.shop('/');
    await p.go('Sign In', p.page.getByRole('banner'));
    await p.fill('Email', email);
    await p.fill('Password', 'Wrong-demo-1');
    await p.go('Sign In', p.page.getByRole('main'));
    answers.push(await p.page.getByRole('alert').first().innerText());
  }
  assert.equal(answers[0], answers[1]);
});

scenario('the cart changes quantities, removes lines, and survives signing in', async w => {
  const p = await visitor(w);
  await f.addToCart(p, f.MUG);
  await f.addToCart(p, f.SOAP);
  await f.openCart(p);
  const line = p.row(f.MUG.en);
  await line.getByRole('spinbutton').fill('3');
  await p.go('Update Shopping Cart');
  await p.see('€55.50');
  await p.go(/^Remove/, p.row(f.SOAP.en));
  await p.lacks(f.SOAP.en, p.page.getByRole('main'));
  await f.signInCustomer(p, f.BEN);
  await f.openCart(p);
  await p.see(f.MUG.en, p.page.getByRole('main'));
});

scenario('what is sold out cannot be put into the cart', async w => {
  const p = await visitor(w);
  await f.openProduct(p, f.SOLD_OUT);
  await p.says('Out of stock');
  await p.lacksButton('Add to Cart');
  const address = p.page.url().replace('/p/', '/cart/add/');
  await f.openProduct(p, f.MUG);
  const answer = await p.forge(address, { qty: '1' });
  assert.ok([303, 404, 409, 422].includes(answer.status()), String(answer.status()));
  await f.openCart(p);
  await p.lacks(f.SOLD_OUT.en, p.page.getByRole('main'));
});

scenario('the search finds products by parts of their name, whatever the accents', async w => {
  const p = await visitor(w, { lang: 'de' });
  const search = async text => {
    const box = p.page.getByRole('searchbox', { name: p.t('Search the shop') });
    await box.fill(text);
    await Promise.all([p.page.waitForEvent('framenavigated'), box.press('Enter')]);
    await p.heading(new RegExp(p.t('Search results')));
  };
  await search('wanderkarte');
  await p.see('Wanderkarte „Oberharz“ 1:25.000', p.page.getByRole('main'));
  await search('köhler eisenpfanne');
  await p.see('Eisenpfanne „Köhler“ 28 cm', p.page.getByRole('main'));
  await search('Glühwürmchen');
  await p.see('Stirnlampe „Glühwürmchen“', p.page.getByRole('main'));
  await search('gluhwurmchen');
  await p.see('Stirnlampe „Glühwürmchen“', p.page.getByRole('main'));
  await search('<script>alert(1)</script>');
  await p.valid();
  await p.fits();
});

scenario('the language switch keeps the page and the sign-in', async w => {
  const p = await w.person();
  await f.signInCustomer(p, f.ANNA);
  await f.speakOwnLanguage(p);
  await f.openProduct(p, f.MUG);
  p.lang = 'de';
  await f.speakOwnLanguage(p);
  await p.heading(f.MUG.de);
  await p.see(/18,50\s€/);
  await f.account(p);
  await p.says('My Orders');
});

scenario('the address book adds, changes and deletes, and keeps its defaults', async w => {
  const p = await w.person();
  await f.signInCustomer(p, f.BEN);
  await f.speakOwnLanguage(p);
  await f.account(p, 'Address Book');
  await p.go('Add New Address');
  await f.fillAddress(p, { City: ' ' });
  await p.go('Save Address');
  assert.equal(p.status, 422);
  await f.fillAddress(p, { 'First Name': 'Ben', 'Last Name': 'Zweit', City: 'Quedlinburg', 'Zip/Postal Code': '06484' });
  await p.go('Save Address');
  const entry = p.page.getByRole('main').getByText('Quedlinburg').first();
  await entry.waitFor();
  await p.press('Delete…', p.row('Quedlinburg'));
  await p.heading(p.t('Do you want to delete this address?'));
  await f.confirm(p, 'Delete Address');
  await p.lacks('Quedlinburg', p.page.getByRole('main'));
});

scenario("another customer's address, order and cart line are not found", async w => {
  const anna = await w.person();
  await f.signInCustomer(anna, f.ANNA);
  await f.account(anna, 'My Orders');
  await anna.go('View Order…', anna.page.getByRole('main').getByRole('row').filter({ has: anna.button('View Order…') }).first());
  const order = anna.page.url();
  await f.account(anna, 'Address Book');
  await anna.go('Change Shipping Address');
  const address = anna.page.url();

  const ben = await w.person();
  await f.signInCustomer(ben, f.BEN);
  assert.equal((await ben.goto(order)).status(), 404);
  assert.equal((await ben.goto(address)).status(), 404);
  await f.account(ben, 'Account Information');
  const foreign = { version: '1', first_name: 'Mallory', last_name: 'M', street1: 'x', city: 'x', postcode: '12345', country: 'DE', phone: '1' };
  assert.equal((await ben.forge(address, foreign)).status(), 404);
  assert.equal((await ben.forge(`${address}/delete`)).status(), 404);
  await anna.goto(address);
  assert.notEqual(await anna.value('First Name'), 'Mallory');
});

scenario('who forgot the password gets a code by mail, which works once; the old password and other browsers are out', async w => {
  const elsewhere = await w.person();
  await f.signInCustomer(elsewhere, f.BEN);
  const p = await visitor(w);
  await p.go('Sign In', p.page.getByRole('banner'));
  await p.go('Forgot Your Password?');
  await p.fill('Email', f.BEN);
  await p.go('Send Code');
  const code = (await w.server.mail(f.BEN, /password/i)).match(/^\s*([A-Z0-9]{5}-?[A-Z0-9]{5})\s*$/mi)[1];
  const reset = async () => {
    await p.shop('/password/reset');
    await p.fill('Email', f.BEN);
    await p.fill('Code', code);
    await p.fill('New Password', 'Kontor-neu-22');
    await p.fill('Confirm Password', 'Kontor-neu-22');
    await p.go('Set a New Password', p.page.getByRole('main'));
  };
  await reset();
  assert.equal(p.status, 200);
  await f.account(elsewhere);
  assert.match(elsewhere.path, /sign-in$/);
  await reset();
  assert.equal(p.status, 422);
  await f.signInCustomer(p, f.BEN);
  assert.equal(p.status, 422);
  await f.signInCustomer(p, f.BEN, 'Kontor-neu-22');
  await p.says('Welcome, %1!', 'Ben Carter');
});

scenario('an order is confirmed by mail in the language of its store view', async w => {
  const p = await visitor(w, { lang: 'de' });
  await f.addToCart(p, f.SOAP);
  const number = await f.checkOutAsGuest(p, 'gerda.gast@example.com');
  const mail = await w.server.mail('gerda.gast@example.com', new RegExp(number));
  assert.match(mail, /Content-Language: de/);
  assert.match(mail, /Seife „Fichte & Salz“/);
  assert.match(mail, /7,90\s€/);
});
