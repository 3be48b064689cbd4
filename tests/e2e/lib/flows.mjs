// What people do in more than one scenario. Labels are the English words of the source; see words.mjs.
import assert from 'node:assert/strict';
import { PASSWORD } from './world.mjs';

export const ANNA = 'anna@example.com'; // allows assistance, has orders
export const BEN = 'ben@example.com'; // does not

export const MUG = { en: 'Enamel Mug “Summit” 350 ml', de: 'Emaillebecher „Gipfel“ 350 ml', category: { en: 'Kitchen & Table', de: 'Küche & Tisch' } };
export const SOAP = { en: 'Soap “Spruce & Salt”', de: 'Seife „Fichte & Salz“', category: { en: 'Home & Care', de: 'Wohnen & Pflege' } };
export const VOUCHER = { en: 'Gift Voucher “Time Off”', de: 'Gutschein „Auszeit“', category: { en: 'Books & Maps', de: 'Bücher & Karten' } }; // is not shipped
export const SOLD_OUT = { en: 'Compass “Steady Hand”', de: 'Kompass „Ruhige Hand“', category: { en: 'Tools & Light', de: 'Werkzeug & Licht' } };

const main = p => p.page.getByRole('main');

// A question may stand in a dialog or on a page of its own.
async function question(p) {
  const dialog = p.page.getByRole('dialog').filter({ visible: true });
  return await dialog.count() ? dialog : main(p);
}

export async function confirm(p, verb) {
  const scope = await question(p);
  await p.follow(scope.getByRole('button', { name: p.t(verb), exact: true }));
}

/* ---- back office ---- */

export async function signInAdmin(p, user, password = PASSWORD) {
  await p.admin('/');
  await p.fill('Username', user);
  await p.fill('Password', password);
  await p.go('Sign in');
}

// The menu behind the user's name.
async function openAccountMenu(p) {
  await p.page.getByRole('banner').getByLabel(p.t('Account: %1', ''), { exact: false }).click();
}

export async function signOutAdmin(p) {
  await openAccountMenu(p);
  await p.go('Sign Out');
  assert.match(p.path, /\/sign-in$/);
}

export async function ownAccount(p) {
  await openAccountMenu(p);
  await p.go('Account Setting');
}

export async function confirmIdentity(p, password = PASSWORD) {
  await p.fill('Your Password', password);
}

// The back office in German, for who is signed in.
export async function germanBackOffice(p) {
  await ownAccount(p);
  await p.choose('Interface Locale', 'Deutsch');
  await confirmIdentity(p);
  await p.go('Save Account');
  p.lang = 'de';
  await p.says('You saved the account.');
}

// An entry of the sidebar. Its headings stand open; on a phone a button brings it up.
export async function menu(p, entry) {
  const button = p.page.getByRole('button', { name: p.t('Menu'), exact: true });
  if (await button.isVisible()) await button.click();
  await p.go(entry, p.page.getByRole('navigation', { name: p.t('Main menu') }));
}

export async function findInGrid(p, text) {
  await main(p).getByRole('searchbox').fill(text);
  await p.go('Search', main(p));
}

export async function openCustomer(p, email) {
  await menu(p, 'All Customers');
  await findInGrid(p, email);
  await p.go('Edit', p.row(email));
}

export async function openOrder(p, number) {
  await menu(p, 'Orders');
  await findInGrid(p, number);
  await p.go('View', p.row(number));
}

export async function openNewestOrderOf(p, email) {
  await menu(p, 'Orders');
  await findInGrid(p, email);
  await p.go('View', main(p).getByRole('row').filter({ has: p.page.getByRole('link', { name: p.t('View'), exact: true }) }).first());
}

export async function tab(p, label) {
  await p.go(label, main(p).getByRole('navigation'));
}

/* ---- configuration, roles, users ---- */

export async function openSection(p, section) {
  await menu(p, 'Configuration');
  if (await p.page.getByRole('heading', { level: 1, name: p.t(section), exact: true }).count() === 0)
    await p.go(section, main(p).getByRole('navigation', { name: p.t('Configuration') }));
}

export async function configure(p, section, values) {
  await openSection(p, section);
  for (const [label, value] of Object.entries(values)) {
    await main(p).getByRole('group', { name: p.t(label), exact: true }).getByRole('checkbox').setChecked(false);
    const field = await p.only(p.field(label), label);
    const typed = await field.evaluate(f => f.tagName !== 'SELECT');
    if (typed) await field.fill(String(value));
    else await field.selectOption({ label: p.t(value) });
  }
  await p.go('Save Config');
  await p.says('You saved the configuration.');
}

export async function openUser(p, user) {
  await menu(p, 'All Users');
  await p.go('Edit', p.row(user));
}

export async function openRole(p, role) {
  await menu(p, 'User Roles');
  await p.go('Edit', p.row(role));
}

// Ticks or unticks resources of a role.
export async function changeRole(p, role, resources) {
  await openRole(p, role);
  await tab(p, 'Role Resources');
  for (const [label, on] of Object.entries(resources)) await p.tick(label, on);
  await confirmIdentity(p);
  await p.go('Save Role');
  await p.says('You saved the role.');
}

/* ---- login as customer ---- */

export const banner = p => p.page.getByRole('region', { name: p.t('Login as Customer') });

// Presses Login as Customer on the page that is open, confirms, and stands in the storefront.
export async function loginAsCustomer(p, { reason, view } = {}) {
  await p.press('Login as Customer');
  await p.heading(p.t('You are about to Login as Customer'));
  const scope = await question(p);
  if (view) await p.choose('Store View', view, scope);
  if (reason) await p.fill('Reason or ticket number', reason, scope);
  await Promise.all([
    p.page.waitForURL(url => url.pathname.startsWith('/assist/')),
    scope.getByRole('button', { name: p.t('Login as Customer'), exact: true }).click(),
  ]);
  await p.page.getByRole('region', { name: /Login as Customer|Als Kunde anmelden/ }).waitFor();
}

// The same where the storefront is on another host than the back office: the pages between lead there.
export async function loginAcrossHosts(p, { reason, view } = {}) {
  await p.press('Login as Customer');
  await p.heading(p.t('You are about to Login as Customer'));
  const scope = await question(p);
  if (view) await p.choose('Store View', view, scope);
  if (reason) await p.fill('Reason or ticket number', reason, scope);
  const button = scope.getByRole('button', { name: p.t('Login as Customer'), exact: true });
  if (p.js) {
    await Promise.all([p.page.waitForURL(/\/assist\/[a-z2-7]+\//), button.click()]);
  } else {
    await p.follow(button);
    await p.says('The storefront is on another host');
    await p.go('Open the Storefront');
  }
  await p.page.waitForURL(/\/assist\/[a-z2-7]+\//);
  await p.page.getByRole('region', { name: /Login as Customer|Als Kunde anmelden/ }).waitFor();
}

// The banner names the customer, on this very page; gives the name.
export async function namedByBanner(p, name) {
  const text = await banner(p).innerText();
  const said = name ?? text.match(p.lang === 'de' ? /als (.+?) auf / : /as (.+?) on /)?.[1];
  assert.ok(said && text.includes(said), `the banner says: ${text}`);
  assert.match(await p.page.title(), /^\[Support\] /);
  return said;
}

export async function assistLog(p) {
  await menu(p, 'Report');
  await p.choose('Action Group', p.t('Login As Customer'));
  await p.go('Search', main(p));
}

/* ---- storefront ---- */

const header = p => p.page.getByRole('banner');

export async function signInCustomer(p, email, password = PASSWORD) {
  await p.shop('/');
  await speakOwnLanguage(p);
  await p.go('Sign In', header(p));
  await p.fill('Email', email);
  await p.fill('Password', password);
  await p.go('Sign In', main(p));
}

// The store view of this person's language, on the page that is open.
export async function speakOwnLanguage(p) {
  if ((await p.page.locator('html').getAttribute('lang')).startsWith(p.lang)) return;
  const link = header(p).getByRole('link', { name: { en: 'English', de: 'Deutsch' }[p.lang], exact: true });
  await p.follow(link);
}

export async function openProduct(p, product) {
  await p.follow(p.page.getByRole('navigation', { name: p.t('Main menu') }).getByRole('link', { name: product.category[p.lang], exact: true }));
  await p.follow(main(p).getByRole('link', { name: product[p.lang] }));
  await p.page.getByRole('heading', { level: 1, name: product[p.lang] }).waitFor();
}

export async function addToCart(p, product) {
  await openProduct(p, product);
  await p.go('Add to Cart');
}

export const cartLink = p => header(p).getByRole('link', { name: p.lang === 'de' ? /^Warenkorb:/ : /^Cart:/ });

// Some link of the shop's frame, whatever stands behind it.
export const clickOn = p => p.follow(header(p).getByRole('link', { name: p.t('My Account'), exact: true }).first());

// What the icon opens: a list over the page; without JavaScript it is the cart itself.
export async function openMiniCart(p) {
  await cartLink(p).click();
  const list = p.page.getByRole('dialog', { name: p.t('Shopping Cart') });
  await list.waitFor();
  return list;
}

export async function openCart(p) {
  if (p.js) await p.go('View and Edit Cart', await openMiniCart(p));
  else await p.follow(cartLink(p));
  await p.page.getByRole('heading', { level: 1, name: p.t('Shopping Cart') }).waitFor();
}

export async function account(p, entry) {
  await p.follow(header(p).getByRole('link', { name: p.t('My Account'), exact: true }).first());
  if (!entry) return;
  const nav = p.page.getByRole('navigation', { name: p.t('My Account') });
  const link = nav.getByRole('link', { name: p.t(entry), exact: true });
  if (!await link.isVisible()) await main(p).getByText(p.t('My Account'), { exact: true }).first().click();
  await p.follow(link);
}

export async function changeShippingAddress(p, fields) {
  await account(p, 'Address Book');
  await p.go('Change Shipping Address');
  for (const [label, value] of Object.entries(fields)) await p.fill(label, value);
  await p.go('Save Address');
}

export async function changePassword(p, old, fresh) {
  await account(p, 'Account Information');
  await p.tick('Change Password');
  await p.fill('New Password', fresh);
  await p.fill('Confirm Password', fresh);
  await p.fill('Current Password', old);
  await p.go('Save');
}

export async function fillNames(p, first = 'Gerda', last = 'Gast') {
  await p.fill('First Name', first);
  await p.fill('Last Name', last);
}

export async function fillAddress(p, fields = {}) {
  const all = { 'First Name': 'Gerda', 'Last Name': 'Gast', 'Street Address': 'Am Anger 5', 'Zip/Postal Code': '38640', City: 'Goslar', 'Phone Number': '+49 30 23125 999', ...fields };
  for (const [label, value] of Object.entries(all)) await p.fill(label, value);
}

// From the cart to the order; gives its number.
export async function checkOut(p) {
  await openCart(p);
  await p.go('Proceed to Checkout');
  await p.go('Next');
  return placeOrder(p);
}

export async function checkOutAsGuest(p, email) {
  await openCart(p);
  await p.go('Proceed to Checkout');
  await p.fill('Email', email);
  await fillAddress(p);
  await p.go('Next');
  return placeOrder(p);
}

export async function placeOrder(p) {
  await p.go('Place Order');
  await p.heading(p.t('Thank you for your purchase!'));
  const text = await main(p).innerText();
  const number = text.match(/\b\d{9,}\b/)?.[0];
  assert.ok(number, `no order number in: ${text}`);
  return number;
}

// "Last support session: …" as the customer's account information shows it.
export const lastSession = p => p.t('Last support session: %1 (%2)', '\u0001', '').split('\u0001')[0].trim();
