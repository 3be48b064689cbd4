// Several websites on hosts of their own: what customers see there, and Login as Customer across hosts.
import assert from 'node:assert/strict';
import { scenario } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

const CAROL = 'carol@example.com'; // of the website in dollars
const port = w => new URL(w.server.origin).port;
const us = (w, path = '/') => `http://us.localhost:${port(w)}${path}`;
const host = p => new URL(p.page.url()).host;

// Opens the page of a scope by the switcher, whose lines are indented.
async function scope(p, name) {
  const lines = await (await p.only(p.field('Scope'), 'Scope')).getByRole('option').allTextContents();
  await p.choose('Scope', lines.find(l => l.trim() === name));
  if (!p.js) await p.go('Change Scope');
  await p.page.waitForURL(/scope=/);
  await p.page.waitForLoadState('domcontentloaded');
}

scenario('each website has its host, its currency and its customers', async w => {
  const p = await w.person();
  await p.goto(us(w));
  await p.see('harzwerk US');
  await p.see(/\$\d+\.\d\d/);
  await p.lacks(/€/);
  assert.equal(await p.page.getByRole('link', { name: 'Deutsch' }).count(), 0);
  await p.goto(us(w, '/sign-in'));
  await p.fill('Email', f.ANNA);
  await p.fill('Password', 'Kontor-demo-1');
  await p.go('Sign In', p.page.getByRole('main'));
  await p.see(/sign-in was incorrect/);
  await p.fill('Email', CAROL);
  await p.fill('Password', 'Kontor-demo-1');
  await p.go('Sign In', p.page.getByRole('main'));
  await p.see('Carol Miller');
  await p.shop('/');
  await p.see(/€\d+\.\d\d/);
  assert.equal(await p.button('Sign In').filter({ visible: true }).count(), 1);
});

for (const js of [true, false]) {
  const name = js ? 'with JavaScript' : 'without JavaScript';

  scenario(`an agent helps a customer of the other website, on its host (${name})`, async w => {
    const agent = await w.person({ js });
    await f.signInAdmin(agent, 'agent');
    await f.openCustomer(agent, CAROL);
    const cameFrom = agent.page.url();
    await f.loginAcrossHosts(agent);
    assert.equal(host(agent), `us.localhost:${port(w)}`);
    assert.doesNotMatch(agent.page.url(), /secret|proof/);
    await f.namedByBanner(agent, 'Carol Miller');
    await f.addToCart(agent, f.MUG);
    await f.openCart(agent);
    await agent.see(/\$\d+\.\d\d/, agent.page.getByRole('main'));
    await agent.go('Close Session');
    await agent.page.waitForURL(cameFrom);

    const carol = await w.person({ js });
    await carol.goto(us(w, '/sign-in'));
    await carol.fill('Email', CAROL);
    await carol.fill('Password', 'Kontor-demo-1');
    await carol.go('Sign In', carol.page.getByRole('main'));
    await f.openCart(carol);
    await carol.see(f.MUG.en, carol.page.getByRole('main'));
    assert.equal(await f.banner(carol).count(), 0);
  });

  scenario(`assisted sessions have a host of their own (${name})`, async w => {
    const owner = await w.person({ js });
    await f.signInAdmin(owner, 'owner');
    await f.configure(owner, 'Login as Customer', { 'Base URL of Assisted Sessions': `http://help.localhost:${port(w)}/` });
    await f.openCustomer(owner, f.ANNA);
    await f.loginAcrossHosts(owner);
    assert.equal(host(owner), `help.localhost:${port(w)}`);
    await f.speakOwnLanguage(owner);
    await f.namedByBanner(owner, 'Anna Berger');
    await owner.fits();
    for (const path of ['/admin', '/', '/cart']) {
      await owner.goto(`http://help.localhost:${port(w)}${path}`);
      assert.equal(owner.status, 404, path);
    }
  });
}

scenario('a website, a store and a store view are made, and customers find them', async w => {
  const owner = await w.person(), visitor = await w.person();
  await f.signInAdmin(owner, 'owner');
  await f.menu(owner, 'All Stores');
  await owner.go('Create Store View');
  await owner.choose('Store', 'Main Website / Main Website Store');
  await owner.fill('Name', 'Schweiz');
  await owner.fill('Code', '1ch');
  await owner.go('Save Store View');
  await owner.see(/Begin with a letter from a to z/);
  await owner.fill('Code', 'ch');
  await owner.fill('Sort Order', '5');
  await owner.go('Save Store View');
  await owner.says('You saved the store view.');
  await owner.see('Schweiz');
  await visitor.shop('/');
  await visitor.go('Schweiz');
  assert.equal(visitor.path, '/ch/');
  await owner.go('Schweiz');
  await owner.choose('Status', 'Disabled');
  await owner.go('Save Store View');
  await visitor.goto(`${w.server.shop}/ch/`);
  assert.equal(visitor.status, 404);
  await visitor.shop('/');
  assert.equal(await visitor.button('Schweiz').count(), 0);
});

for (const js of [true, false]) {
  scenario(`a value is set for one store view, and taken from its website again (JavaScript ${js ? 'on' : 'off'})`, async w => {
    const owner = await w.person({ js }), visitor = await w.person({ js });
    await f.signInAdmin(owner, 'owner');
    await f.openSection(owner, 'General');
    await scope(owner, 'Deutsch');
    const row = owner.page.getByRole('group', { name: 'Store Name' });
    await row.getByLabel('Use Website').setChecked(false);
    await row.getByLabel('Store Name', { exact: true }).fill('Werkstatt');
    await owner.go('Save Config');
    await owner.says('You saved the configuration.');
    await visitor.goto(`${w.server.shop}/de/`);
    await visitor.see('Werkstatt');
    await visitor.shop('/');
    await visitor.lacks('Werkstatt');
    assert.equal(await row.getByLabel('Use Website').isChecked(), false);
    await row.getByLabel('Use Website').setChecked(true);
    await owner.go('Save Config');
    await visitor.goto(`${w.server.shop}/de/`);
    await visitor.lacks('Werkstatt');
  });
}

scenario('the pages of stores and scopes are valid and fit a phone, in German and in the dark', async w => {
  for (const dark of [false, true]) {
    const owner = await w.person({ lang: dark ? 'de' : 'en', dark, bare: true }); // German since the first round
    await f.signInAdmin(owner, 'owner');
    if (!dark) await f.germanBackOffice(owner);
    for (const path of ['/stores', '/stores/websites/2', '/stores/stores/2', '/stores/views/1', '/stores/views/new',
      '/config/general?scope=website:us', '/config/web?scope=view:us_en', '/config/login_as_customer?scope=view:de']) {
      await owner.admin(path);
      assert.equal(owner.status, 200, path);
      await owner.valid();
      await owner.accessible();
      await owner.page.setViewportSize({ width: 320, height: 800 });
      await owner.fits();
      await owner.shot(`scopes${dark ? '-dark' : ''}${path.replace(/\W+/g, '-')}`);
      await owner.page.setViewportSize({ width: 1440, height: 900 });
    }
  }
});
