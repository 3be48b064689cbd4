// Own order statuses: made, assigned, seen by staff and by a customer in their languages.
import { scenario } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

const LABEL = { en: 'Being packed', de: 'Wird gepackt' };

for (const lang of ['en', 'de']) {
  scenario(`a status of the shop's own is made, assigned and seen (${lang})`, async w => {
    const p = await w.person({ lang });
    await f.signInAdmin(p, 'owner');
    if (lang === 'de') {
      p.lang = 'en'; // until the owner says otherwise
      await f.germanBackOffice(p);
    }
    await f.menu(p, 'Order Status');
    await p.valid();
    await p.fits();
    await p.accessible();
    await p.shot(`statuses-${lang}`);
    await p.go('Create New Status');
    await p.fill('Status Code', 'packing');
    await p.fill('Status Label', LABEL.en);
    await p.page.getByLabel('Deutsch', { exact: true }).fill(LABEL.de);
    await p.valid();
    await p.accessible();
    await p.shot(`status-new-${lang}`);
    await p.go('Save Status');
    await p.says('You saved the order status.');
    await p.go('Assign Status to State');
    await p.choose('Order Status', LABEL.en);
    await p.choose('Order State', p.t('New'));
    await p.tick('Use Order Status as Default');
    await p.accessible();
    await p.go('Save Status Assignment');
    await p.says('You assigned the order status.');
    await p.see('new [' + p.t('New') + ']', p.row('packing'));

    const anna = await w.person({ lang });
    await f.signInCustomer(anna, f.ANNA);
    if (lang === 'de') await f.speakOwnLanguage(anna);
    await f.addToCart(anna, f.MUG);
    const number = await f.checkOut(anna);
    await anna.shop(lang === 'de' ? '/de/account/orders' : '/account/orders');
    await anna.see(LABEL[lang], anna.row(number));

    await f.openOrder(p, number);
    await p.see(LABEL.en, p.page.locator('.phead'));
    await f.menu(p, 'Order Status');
    await p.go('Unassign', p.row('packing'));
    await p.go('Unassign', p.page.locator('#confirm'));
    await p.says('This status cannot be unassigned: orders have it.');
  });
}
