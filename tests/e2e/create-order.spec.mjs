// Orders that staff makes: for a customer, once more, in place of another.
import assert from 'node:assert/strict';
import { scenario } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

const radio = (p, name) => p.page.getByRole('radio', { name }).check();

async function create(p) {
  await f.menu(p, 'Orders');
  await p.go('Create New Order');
  await f.findInGrid(p, f.ANNA);
  await p.go('Select', p.row(f.ANNA));
  await p.page.getByLabel('Store View').selectOption('1');
  await p.go('Continue');
  await p.fill('Add products by SKU or name', 'Enamel');
  await p.go('Search Products');
  await p.page.getByLabel(p.t('Qty of %1', f.MUG.en)).fill('2');
  await p.go('Add Selected Products to Order');
  await p.says('The products have been added to the order.');
  await p.follow(p.page.getByRole('link', { name: 'Choose Shipping Address' }));
  await p.go('Use this Address');
  await radio(p, /Flat Rate/);
  await p.go('Apply Shipping Method');
  await radio(p, /Check/);
}

async function submit(p) {
  await p.go('Submit Order');
  await p.says('You created the order.');
  return (await p.page.getByRole('heading', { level: 1 }).innerText()).match(/#([\d-]+)/)[1];
}

for (const js of [true, false]) {
  scenario(`staff creates an order for a customer, places it again and edits it (JavaScript ${js ? 'on' : 'off'})`, async w => {
    const p = await w.person({ js, bare: js });
    await f.signInAdmin(p, 'owner');
    await create(p);
    await p.valid();
    await p.fits();
    if (js) await p.accessible();
    const first = await submit(p);
    await p.see(/in the back office/);

    await p.go('Reorder');
    await p.heading('Create New Order');
    await radio(p, /Check/);
    const again = await submit(p);
    assert.notEqual(again, first);

    await p.press('Edit');
    await p.says('Do you want to edit this order?');
    await f.confirm(p, 'Edit Order');
    await p.page.getByLabel(p.t('Qty of %1', f.MUG.en)).fill('3');
    await p.go('Update Items and Quantities');
    await radio(p, /Check/);
    const edited = await submit(p);
    assert.equal(edited, `${again}-1`);
    await p.follow(p.page.getByRole('link', { name: again, exact: true }));
    await p.see(p.t('Canceled'), p.page.locator('.phead'));

    const anna = await w.person({ js });
    await f.signInCustomer(anna, f.ANNA);
    await f.account(anna, 'My Orders');
    await anna.see(edited);
    await anna.see(first);
  });
}
