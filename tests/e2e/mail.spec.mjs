// The outbox as staff sees it.
import assert from 'node:assert/strict';
import { scenario } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

for (const lang of ['en', 'de'])
  scenario(`staff looks at a mail as the customer gets it (${lang})`, async w => {
    const guest = await w.person({ lang });
    await guest.shop('/');
    await f.speakOwnLanguage(guest);
    await f.addToCart(guest, f.SOAP);
    const number = await f.checkOutAsGuest(guest, 'gerda.gast@example.com');
    await guest.go('Sign In', guest.page.getByRole('banner'));
    await guest.go('Forgot Your Password?');
    await guest.fill('Email', f.ANNA);
    await guest.go('Send Code');

    const p = await w.person();
    await f.signInAdmin(p, 'owner');
    if (lang === 'de') await f.germanBackOffice(p);
    await f.menu(p, 'Mail');
    await p.row(f.ANNA).first().waitFor();
    await p.valid();
    await p.fits();

    // A code is shown to nobody.
    await p.follow(p.row(f.ANNA).first().getByRole('link').first());
    await p.says('This email holds a code for its recipient alone. Its text is not shown, and forgotten when it was sent.');
    assert.equal(await p.page.locator('iframe').count(), 0);
    await p.valid();

    // An order is: as HTML in a frame that may do nothing, and as text.
    await f.menu(p, 'Mail');
    await p.follow(p.row(number).first().getByRole('link').first());
    const frame = p.page.frameLocator('iframe');
    const title = await frame.getByRole('heading', { level: 1 }).innerText();
    assert.ok(title.includes(number));
    assert.ok((await frame.getByRole('table').innerText()).includes(f.SOAP[lang]));
    const text = await p.page.locator('pre').innerText();
    assert.ok(text.includes(title) && text.includes(f.SOAP[lang]));
    await p.fits();
    await p.valid();
  });
