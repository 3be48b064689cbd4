// The back office: lists, configuration, roles, users, the action log, the own account.
import assert from 'node:assert/strict';
import { scenario, PASSWORD } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

async function staff(w, user, way) {
  const p = await w.person(way);
  await f.signInAdmin(p, user);
  return p;
}

const rows = p => p.page.getByRole('main').getByRole('row').filter({ has: p.page.getByRole('cell') });

const emails = async p => (await rows(p).allInnerTexts()).map(t => t.match(/\S+@\S+/)?.[0]);

for (const js of [true, false]) {
  const how = `JavaScript ${js ? 'on' : 'off'}`;

  scenario(`the customers list searches, sorts and turns pages (${how})`, async w => {
    const p = await staff(w, 'owner', { js });
    await f.menu(p, 'All Customers');
    const first = await emails(p);
    assert.equal(first.length, 20);
    await p.go('Next');
    await p.says('%1 to %2', '21', '40');
    const second = await emails(p);
    assert.equal(second.length, 20);
    assert.equal(second.some(e => first.includes(e)), false);
    await p.go('Previous');
    await p.says('%1 to %2', '1', '20');
    assert.deepEqual(await emails(p), first);

    await p.go('Email', p.page.getByRole('columnheader'));
    await p.page.getByRole('columnheader', { name: 'Email' }).and(p.page.locator('[aria-sort=ascending]')).waitFor();
    const up = await emails(p);
    assert.deepEqual(up, [...up].sort());
    await p.go('Email', p.page.getByRole('columnheader'));
    await p.page.getByRole('columnheader', { name: 'Email' }).and(p.page.locator('[aria-sort=descending]')).waitFor();
    const down = await emails(p);
    assert.deepEqual(down, [...down].sort().reverse());

    await f.findInGrid(p, f.ANNA);
    await p.row(f.ANNA).waitFor();
    assert.deepEqual(await emails(p), [f.ANNA]);
    await p.go('Clear all');
    await p.says('%1 to %2', '1', '20');
    await f.findInGrid(p, 'zzz-nobody');
    await p.says('0 records found');
    await p.fits();
    await p.valid();
  });

  scenario(`chosen columns are there again after the next sign-in (${how})`, async w => {
    const p = await staff(w, 'owner', { js });
    const head = label => p.page.getByRole('columnheader', { name: p.t(label), exact: true });
    const shown = async () => [await head('Newsletter').count(), await head('Phone').count()];
    const columns = p.page.getByRole('main').locator('details', { has: p.page.locator('summary', { hasText: p.t('Columns') }) });
    await f.menu(p, 'All Customers');
    assert.deepEqual(await shown(), [0, 1]);
    await f.findInGrid(p, f.ANNA);
    await columns.locator('summary').click();
    await p.tick('Newsletter');
    await p.tick('Phone', false);
    await p.go('Apply', columns);
    assert.deepEqual(await shown(), [1, 0]);
    assert.deepEqual(await emails(p), [f.ANNA]);
    await p.valid();
    await f.signOutAdmin(p);
    await f.signInAdmin(p, 'owner');
    await f.menu(p, 'All Customers');
    assert.deepEqual(await shown(), [1, 0]);
    await columns.locator('summary').click();
    await p.go('Default', columns);
    assert.deepEqual(await shown(), [0, 1]);
    await f.menu(p, 'All Customers');
    assert.deepEqual(await shown(), [0, 1]);
  });

  scenario(`with Manual Selection the agent chooses the store view, and lands there (${how})`, async w => {
    const p = await staff(w, 'owner', { js });
    await f.configure(p, 'Login as Customer', { 'Store View to Log in': 'Manual Selection', 'Reason or Ticket Number': 'Required' });
    await f.openCustomer(p, f.ANNA);
    await p.press('Login as Customer');
    const field = await p.only(p.field('Store View'), 'Store View');
    const views = await field.getByRole('option').allInnerTexts();
    assert.ok(views.length > 1, views.join());
    await p.press('Cancel', js ? p.page.getByRole('dialog') : p.page.getByRole('main'));
    for (const view of views) {
      await f.openCustomer(p, f.ANNA);
      await f.loginAsCustomer(p, { view, reason: 'Ticket 4711' });
      const lang = await p.page.locator('html').getAttribute('lang');
      assert.equal(lang.startsWith('de'), /Deutsch|German/.test(view), `${view} is in ${lang}`);
      await p.admin('/');
    }
  });
}

scenario('a required reason cannot be left out', async w => {
  const owner = await staff(w, 'owner');
  await f.configure(owner, 'Login as Customer', { 'Reason or Ticket Number': 'Required' });
  const agent = await staff(w, 'agent');
  await f.openCustomer(agent, f.ANNA);
  await agent.press('Login as Customer');
  await agent.fill('Reason or ticket number', ' ');
  await f.confirm(agent, 'Login as Customer');
  assert.equal(agent.status, 422);
  await agent.fill('Reason or ticket number', 'Ticket 1');
  await agent.go('Login as Customer', agent.page.getByRole('main'));
  await f.speakOwnLanguage(agent);
  await f.namedByBanner(agent);
});

scenario('a box "Use system value" switches its control off, and gives the built-in value back', async w => {
  const p = await staff(w, 'owner');
  await f.configure(p, 'Login as Customer', { 'Idle Time (minutes)': 3 });
  const group = p.page.getByRole('group', { name: 'Idle Time (minutes)', exact: true });
  assert.equal(await p.value('Idle Time (minutes)'), '3');
  await group.getByRole('checkbox').check();
  assert.equal(await p.field('Idle Time (minutes)').isDisabled(), true);
  await p.go('Save Config');
  await p.says('You saved the configuration.');
  assert.equal(await p.value('Idle Time (minutes)'), '10');
});

scenario('a resource ticked brings those below it and those above it', async w => {
  const p = await staff(w, 'owner');
  await f.openRole(p, 'Supervisors');
  await f.tab(p, 'Role Resources');
  await p.tick('Login as Customer', false);
  assert.equal(await p.ticked('View Login as Customer Log'), false);
  await p.tick('Login as Customer', true);
  assert.equal(await p.ticked('Allow Login as Customer'), true);
  assert.equal(await p.ticked('View Login as Customer Log'), true);
  assert.equal(await p.field('Customers').first().isChecked(), true);
});

scenario('what was typed and not saved is asked about before it is lost', async w => {
  const p = await staff(w, 'owner');
  await f.openCustomer(p, f.BEN);
  await f.tab(p, 'Account Information');
  await p.fill('Last Name', 'Halbfertig');
  await p.says('Unsaved changes');
  const asked = p.page.waitForEvent('dialog');
  await f.menu(p, 'Orders');
  assert.equal((await asked).type(), 'beforeunload');
});

scenario('the keyboard leads to the search, to lists, and out of a dialog', async w => {
  const p = await staff(w, 'owner');
  await p.page.keyboard.press('/');
  assert.equal(await p.page.getByRole('banner').getByRole('searchbox').evaluate(e => e === document.activeElement), true);
  await p.page.keyboard.press('Tab');
  await p.page.keyboard.press('g');
  await Promise.all([p.page.waitForURL(/\/customers$/), p.page.keyboard.press('c')]);
  await f.openCustomer(p, f.ANNA);
  await p.press('Login as Customer');
  await p.heading('You are about to Login as Customer');
  await p.page.keyboard.press('Escape');
  await p.page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal(await p.button('Login as Customer').evaluate(e => e === document.activeElement), true);
});

scenario('a role without a resource neither sees nor reaches its pages', async w => {
  const p = await staff(w, 'supervisor');
  await p.says('Action Logs');
  for (const path of ['/customers', '/orders', '/config/login_as_customer', '/users', '/roles']) {
    const page = await p.admin(path);
    assert.equal(page.status(), 403, path);
    await p.valid();
  }
  for (const label of ['All Customers', 'Orders', 'Configuration', 'All Users', 'User Roles'])
    await p.lacksButton(label, p.page.getByRole('navigation', { name: 'Main menu' }));
});

scenario('the tree of resources is filtered while typing', async w => {
  const p = await staff(w, 'owner');
  await f.openRole(p, 'Support');
  await f.tab(p, 'Role Resources');
  const box = label => p.page.getByRole('checkbox', { name: new RegExp(`^${p.t(label)}`) }); // a mark behind it says "some"
  const search = p.page.getByRole('searchbox', { name: p.t('Filter resources') });
  await search.pressSequentially(p.t('Allow Login as Customer').toUpperCase());
  await p.says(p.t('Resources found: %1', 1));
  await box('Allow Login as Customer').waitFor();
  assert.equal(await box('Customers').isVisible(), true, 'those above it stay');
  assert.equal(await box('Marketing').isVisible(), false);
  await search.press('Enter');
  await p.valid();
  await search.fill('xyz');
  await p.says(p.t('Resources found: %1', 0));
  await search.fill('');
  await box('Marketing').waitFor();
});

scenario('a new role and a new user can do exactly what the role says', async w => {
  const owner = await staff(w, 'owner');
  await f.menu(owner, 'User Roles');
  await owner.go('Add New Role');
  await owner.fill('Role Name', 'Night shift');
  await f.confirmIdentity(owner);
  await owner.go('Save Role');
  await f.changeRole(owner, 'Night shift', { 'All Customers': true });

  await f.menu(owner, 'All Users');
  await owner.go('Add New User');
  await owner.fill('User Name', 'nina');
  await owner.fill('First Name', 'Nina');
  await owner.fill('Last Name', 'Nacht');
  await owner.fill('Email', 'nina@example.com');
  await owner.fill('Password', 'Nachts-sind-7');
  await owner.fill('Password Confirmation', 'Nachts-sind-7');
  await owner.page.getByRole('radio', { name: 'Night shift' }).check();
  await f.confirmIdentity(owner);
  await owner.go('Save User');

  const nina = await w.person();
  await f.signInAdmin(nina, 'nina', 'Nachts-sind-7');
  await f.menu(nina, 'All Customers');
  assert.equal((await nina.admin('/orders')).status(), 403);
  assert.equal((await nina.admin('/users')).status(), 403);
});

scenario('six wrong passwords lock a user, and the log tells', async w => {
  const p = await w.person();
  for (let i = 0; i < 6; i++) await f.signInAdmin(p, 'clerk', 'Wrong-demo-1');
  await f.signInAdmin(p, 'clerk');
  await p.fill('Username', 'clerk');
  const supervisor = await staff(w, 'supervisor');
  await f.menu(supervisor, 'Report');
  await supervisor.choose('Result', 'Failure');
  await supervisor.go('Search', supervisor.page.getByRole('main'));
  await supervisor.row('admin.login').first().waitFor();
  assert.equal(await supervisor.row('Success').count(), 0);
  await supervisor.go('Reset Filter');
  await supervisor.row('Success').first().waitFor();
});

scenario('a changed customer is in the log with the values before and after', async w => {
  const owner = await staff(w, 'owner');
  await f.openCustomer(owner, f.BEN);
  await f.tab(owner, 'Account Information');
  await owner.fill('Last Name', 'Umbenannt');
  await owner.go('Save Customer');
  await f.menu(owner, 'Report');
  await owner.choose('Action Group', 'Customers');
  await owner.go('Search', owner.page.getByRole('main'));
  await owner.go('View', owner.row('customer.save').first());
  await owner.see('Umbenannt');
  await owner.valid();
});

scenario('staff changes the own password and language, and signs in with them', async w => {
  const p = await staff(w, 'clerk');
  await f.ownAccount(p);
  await p.choose('Interface Locale', 'Deutsch');
  await p.fill('New Password', 'Frisch-demo-2');
  await p.fill('Password Confirmation', 'Frisch-demo-2');
  await f.confirmIdentity(p);
  await p.go('Save Account');
  p.lang = 'de';
  await p.says('Account Setting');
  await f.signOutAdmin(p);
  const again = await w.person();
  await f.signInAdmin(again, 'clerk', PASSWORD);
  await again.fill('Username', 'clerk');
  await f.signInAdmin(again, 'clerk', 'Frisch-demo-2');
  assert.equal(again.status, 200);
});

scenario('an order takes comments, visible to the customer only when staff says so', async w => {
  const owner = await staff(w, 'owner');
  await f.openNewestOrderOf(owner, f.ANNA);
  await owner.fill('Comment', 'Only for us: fragile <b>heart</b>');
  await owner.go('Submit Comment');
  await owner.see('Only for us: fragile <b>heart</b>');
  await owner.fill('Comment', 'Your parcel leaves today.');
  await owner.tick('Visible on Storefront');
  await owner.go('Submit Comment');
  const number = (await owner.page.title()).match(/\d{9,}/)[0];

  const anna = await w.person();
  await f.signInCustomer(anna, f.ANNA);
  await f.speakOwnLanguage(anna);
  await f.account(anna, 'My Orders');
  await anna.go('View Order…', anna.row(number));
  await anna.see('Your parcel leaves today.');
  await anna.lacks('Only for us');
});

scenario('the checkbox of the customer says what configuration says', async w => {
  const owner = await staff(w, 'owner');
  await f.openSection(owner, 'Login as Customer');
  for (const [label, text] of [['Title for Login as Customer opt-in checkbox', 'Help me <b>shop</b>'], ['Login as Customer checkbox tooltip', 'We look over your shoulder.']]) {
    await owner.page.getByRole('group', { name: label, exact: true }).getByRole('checkbox').uncheck();
    await owner.fill(label, text);
  }
  await owner.go('Save Config');
  const p = await w.person();
  await p.shop('/register');
  assert.equal(await p.page.getByLabel('Help me <b>shop</b>').isChecked(), false);
  await p.see('We look over your shoulder.');
});

scenario('the log of Login as Customer shows the session with its length and its end', async w => {
  const agent = await staff(w, 'agent');
  await f.openCustomer(agent, f.ANNA);
  await f.loginAsCustomer(agent, { reason: 'Ticket 4711' });
  const supervisor = await staff(w, 'supervisor');
  await f.menu(supervisor, 'Login as Customer Log');
  await supervisor.row('Ticket 4711').filter({ hasText: 'Running' }).waitFor();
  w.pass(180);
  await f.speakOwnLanguage(agent);
  await agent.go('Close Session');
  await f.menu(supervisor, 'Login as Customer Log');
  await supervisor.row('Ticket 4711').filter({ hasText: 'The session was closed.' }).filter({ hasText: '3 min' }).waitFor();
});

scenario('two tabs that change the same customer: the second is told, and loses nothing', async w => {
  const one = await staff(w, 'owner');
  await f.openCustomer(one, f.BEN);
  await f.tab(one, 'Account Information');
  const two = await staff(w, 'clerk');
  await f.openCustomer(two, f.BEN);
  await f.tab(two, 'Account Information');
  await one.fill('First Name', 'Benedikt');
  await one.go('Save and Continue Edit');
  await two.fill('First Name', 'Benno');
  await two.go('Save and Continue Edit');
  assert.ok([409, 422].includes(two.status), String(two.status));
  await one.page.reload();
  assert.equal(await one.value('First Name'), 'Benedikt');
});
