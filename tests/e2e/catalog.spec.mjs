// Products and categories as merchants keep them, in scopes, and what shoppers of each website and language see of it.
import assert from 'node:assert/strict';
import { scenario } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

const PACK = { sku: 'HW-1001', slug: '/p/backpack-harz-walker-28-l', name: 'Backpack “Harz Walker” 28 l' };
const us = (w, path = '/') => `http://us.localhost:${new URL(w.server.origin).port}${path}`;

async function merchant(w, way) {
  const p = await w.person(way);
  await f.signInAdmin(p, 'owner');
  return p;
}

async function openProduct(p, sku) {
  await f.menu(p, 'Products');
  await f.findInGrid(p, sku);
  await p.go('Edit', p.row(sku));
}

// Another store view by the switcher, whose lines are indented.
async function scope(p, name, path) {
  const lines = await (await p.only(p.field('Store View'), 'Store View')).getByRole('option').allTextContents();
  await p.choose('Store View', lines.find(l => l.trim() === name));
  if (!p.js) await p.go('Change Scope');
  await p.page.waitForURL(path);
  await p.page.waitForLoadState('domcontentloaded');
}

const box = (p, field) => p.page.getByRole('group', { name: p.t(field), exact: true }).getByRole('checkbox');

for (const js of [true, false]) {
  const how = `JavaScript ${js ? 'on' : 'off'}`;

  scenario(`a name in one language and a price in one website (${how})`, async w => {
    const p = await merchant(w, { js });
    const shopper = await w.person({ js });
    await shopper.shop(`/de${PACK.slug}`);
    await openProduct(p, PACK.sku);
    await p.fits();
    await p.valid();
    await scope(p, 'Deutsch', /\/in\/de$/);
    await box(p, 'Product Name').setChecked(false);
    await p.fill('Product Name', 'Wanderrucksack „Oderteich“');
    await p.go('Save and Continue Edit');
    await p.says('You saved the product.');
    assert.equal(await p.value('Product Name'), 'Wanderrucksack „Oderteich“');
    await scope(p, 'English (US)', /\/in\/us_en$/);
    assert.equal(await box(p, 'Product Name').isChecked(), true);
    await box(p, 'Price').setChecked(false);
    await p.fill('Price', '1,234.50');
    await p.fits();
    await p.valid();
    await p.go('Save');
    await p.says('You saved the product.');

    await shopper.shop(`/de${PACK.slug}`);
    await shopper.heading('Wanderrucksack „Oderteich“');
    await shopper.see(/149,95/);
    await shopper.shop(PACK.slug);
    await shopper.heading(PACK.name);
    await shopper.see(/€149\.95/);
    await shopper.goto(us(w, PACK.slug));
    await shopper.heading(PACK.name);
    await shopper.see('$1,234.50');

    await openProduct(p, PACK.sku);
    await scope(p, 'Deutsch', /\/in\/de$/);
    await box(p, 'Product Name').setChecked(true);
    await p.go('Save');
    await shopper.shop(`/de${PACK.slug}`);
    await shopper.heading(PACK.name);
  });

  scenario(`what is taken out of a website is gone there (${how})`, async w => {
    const p = await merchant(w, { js });
    const shopper = await w.person({ js });
    await shopper.goto(us(w, PACK.slug));
    await shopper.go('Add to Cart');
    await openProduct(p, PACK.sku);
    await p.tick('US Website', false);
    await p.go('Save');
    await p.says('You saved the product.');
    await shopper.goto(us(w, PACK.slug));
    assert.equal(shopper.status, 404);
    await shopper.goto(us(w, '/search?q=harz+walker'));
    await shopper.lacks(PACK.name);
    await shopper.goto(us(w, '/cart'));
    await shopper.says('No longer available');
    await shopper.shop(PACK.slug);
    await shopper.heading(PACK.name);
  });

  scenario(`a category is added and filled (${how})`, async w => {
    const p = await merchant(w, { js });
    const shopper = await w.person({ js });
    await shopper.shop('/');
    await f.menu(p, 'Categories');
    await p.valid();
    await p.go('Add Root Category');
    await p.fill('Category Name', 'Day Trips');
    await p.fill('Position', '40');
    await p.go('Save');
    await p.says('You saved the category.');
    await p.fill('Add Product by SKU', PACK.sku);
    await p.go('Save Products');
    await p.says('You saved the products of the category.');
    await p.see(PACK.name, p.row(PACK.sku));
    await p.fits();
    await p.valid();
    await scope(p, 'Deutsch', /\/in\/de$/);
    await box(p, 'Category Name').setChecked(false);
    await p.fill('Category Name', 'Tagestouren');
    await p.go('Save');
    await p.says('You saved the category.');

    await shopper.shop('/');
    await shopper.go('Day Trips', shopper.page.getByRole('navigation', { name: 'Main menu' }));
    await shopper.see(PACK.name, shopper.page.getByRole('main'));
    await shopper.shop('/de/c/day-trips');
    await shopper.heading('Tagestouren');
  });
}

scenario('two merchants at one product: the second is told and loses nothing', async w => {
  const first = await merchant(w);
  await openProduct(first, PACK.sku);
  const other = await first.context.newPage();
  await other.goto(first.page.url());
  await other.getByLabel('Weight (g)').fill('700');
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  await other.getByText('You saved the product.').waitFor();
  await first.fill('Weight (g)', '800');
  await first.fill('Product Name', 'Backpack “Oderteich”');
  await first.go('Save');
  await first.says('Somebody else saved this in the meantime. Your entries are still here; save again to keep them.');
  assert.equal(await first.value('Weight (g)'), '800');
  await first.says('Saved in the meantime: %1', '700');
  await first.go('Save');
  await first.says('You saved the product.');
  await openProduct(first, PACK.sku);
  assert.equal(await first.value('Weight (g)'), '800');
  assert.equal(await first.value('Product Name'), 'Backpack “Oderteich”');
});

scenario('the pages of the catalogue have no barriers, in the dark and on a phone', async w => {
  const p = await merchant(w, { bare: true, dark: true, phone: true, lang: 'en' });
  for (const path of ['/products', '/products/1', '/products/1/in/de', '/products/new', '/categories', '/categories/1']) {
    await p.admin(path);
    await p.fits();
    await p.accessible();
    await p.complete();
  }
});
