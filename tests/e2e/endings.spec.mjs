// What ends an assist session: each refuses the next request, says why on the page, and stands in the log with
// its cause.
import assert from 'node:assert/strict';
import { scenario, PASSWORD } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

// An agent who stands in the storefront as Anna, and has the back office open in another tab.
async function assisting(w, { js = true } = {}) {
  const agent = await w.person({ js });
  await f.signInAdmin(agent, 'agent');
  await f.openCustomer(agent, f.ANNA);
  const cameFrom = agent.page.url();
  await f.loginAsCustomer(agent, { reason: 'Ticket 4836' });
  await f.speakOwnLanguage(agent);
  await f.namedByBanner(agent);
  agent.office = await agent.context.newPage();
  await agent.office.goto(cameFrom);
  return agent;
}

// The next thing the agent does is refused, with the cause on the page; nothing lets him in again.
async function ended(w, agent, text, key) {
  const page = agent.page;
  const address = page.url();
  await f.clickOn(agent);
  await agent.says(text);
  assert.equal(agent.status, 401);
  assert.equal(await f.banner(agent).count(), 0);
  await agent.valid();
  assert.equal((await page.goto(address)).status(), 401);
  const post = await agent.context.request.post(address.replace(/(\/assist\/[^/]+).*/, '$1/cart'), {
    headers: { Origin: w.server.origin }, maxRedirects: 0 });
  assert.ok([401, 403].includes(post.status()), `a POST answered ${post.status()}`);
  await inLog(w, key);
}

async function inLog(w, key) {
  const supervisor = await w.person();
  await f.signInAdmin(supervisor, 'supervisor');
  for (let tries = 0; ; tries++) { // the housekeeper writes the end of a session that a GET found over
    await f.assistLog(supervisor);
    const row = supervisor.row(/assist\.(logout|expire)/).first();
    if (await row.count()) {
      await supervisor.go('View', row);
      break;
    }
    assert.ok(tries < 50, 'the end is not in the log');
  }
  await supervisor.see(key);
  await supervisor.see('agent');
}

async function owner(w) {
  const p = await w.person();
  await f.signInAdmin(p, 'owner');
  return p;
}

scenario('Close Session leads back to where it was opened, and the session is gone', async w => {
  const agent = await assisting(w);
  const address = agent.page.url();
  await agent.go('Close Session');
  assert.equal(agent.page.url(), agent.office.url());
  assert.equal((await agent.page.goto(address)).status(), 401);
  await inLog(w, 'closed');
});

scenario('a session ends after its idle time', async w => {
  const agent = await assisting(w);
  w.pass(10 * 60 + 1);
  await ended(w, agent, 'The session ended after a time without activity.', 'idle');
});

scenario('a session ends after its total time, however busy it is', async w => {
  const agent = await assisting(w);
  for (let minutes = 0; minutes < 60; minutes += 6) {
    await f.openCart(agent);
    await f.namedByBanner(agent);
    await agent.office.reload();
    w.pass(6 * 60);
  }
  await ended(w, agent, 'The session reached its longest time.', 'total');
});

scenario('a session ends when its agent signs out of the back office', async w => {
  const agent = await assisting(w);
  const shop = agent.page;
  agent.page = agent.office;
  await f.signOutAdmin(agent);
  agent.page = shop;
  await ended(w, agent, 'You signed out of the back office.', 'signed_out');
});

scenario('a session ends with the back office session of its agent', async w => {
  const agent = await assisting(w);
  for (let minutes = 0; minutes < 16; minutes += 5) {
    w.pass(5 * 60);
    if (minutes >= 10) break;
    await f.openCart(agent);
  }
  await f.clickOn(agent);
  await agent.page.getByRole('heading', { level: 1 }).waitFor();
  if (agent.status === 200) { // activity in the assist session keeps the back office session alive
    await f.namedByBanner(agent);
    return;
  }
  await agent.says('Your back office session has expired.');
});

scenario('a session ends when the right is taken from the role', async w => {
  const agent = await assisting(w);
  const o = await owner(w);
  await f.changeRole(o, 'Support', { 'Allow Login as Customer': false });
  await ended(w, agent, 'Your role no longer allows Login as Customer.', 'no_right');
});

scenario('a session ends when its agent is deactivated', async w => {
  const agent = await assisting(w);
  const o = await owner(w);
  await f.openUser(o, 'agent');
  await o.choose('This account is', 'Inactive');
  await f.confirmIdentity(o);
  await o.go('Save User');
  await ended(w, agent, 'Your user account is no longer active.', 'staff_inactive');
});

scenario('a session ends when the password of its agent is changed', async w => {
  const agent = await assisting(w);
  const o = await owner(w);
  await f.openUser(o, 'agent');
  await o.fill('New Password', 'Kontor-neu-23');
  await o.fill('Password Confirmation', 'Kontor-neu-23');
  await f.confirmIdentity(o);
  await o.go('Save User');
  await ended(w, agent, 'Your password was changed. Please sign in again.', 'staff_password');
});

scenario('a session ends when the customer withdraws the permission', async w => {
  const agent = await assisting(w);
  const anna = await w.person();
  await f.signInCustomer(anna, f.ANNA);
  await f.speakOwnLanguage(anna);
  await f.account(anna, 'Account Information');
  await anna.tick('Allow remote shopping assistance', false);
  await anna.go('Save');
  await ended(w, agent, 'The customer has withdrawn the permission.', 'no_consent');
});

scenario('a session ends when staff withdraws the permission of the customer', async w => {
  const agent = await assisting(w);
  const o = await owner(w);
  await f.openCustomer(o, f.ANNA);
  await f.tab(o, 'Account Information');
  await o.choose('Allow remote shopping assistance', 'No');
  await o.go('Save and Continue Edit');
  await ended(w, agent, 'The customer has withdrawn the permission.', 'no_consent');
});

scenario('a session ends when the customer is deleted', async w => {
  const agent = await assisting(w);
  const o = await owner(w);
  await f.openCustomer(o, f.ANNA);
  await o.press('Delete Customer');
  await o.heading('Do you want to delete this customer?');
  await f.confirm(o, 'Delete Customer');
  await ended(w, agent, 'The customer account was deleted.', 'no_customer');
});

scenario('a session ends when the customer changes the password', async w => {
  const agent = await assisting(w);
  const anna = await w.person();
  await f.signInCustomer(anna, f.ANNA);
  await f.speakOwnLanguage(anna);
  await f.changePassword(anna, PASSWORD, 'Kontor-neu-22');
  await ended(w, agent, "The customer's sign-in data changed.", 'password_changed');
});

scenario('a session ends when the feature is switched off', async w => {
  const agent = await assisting(w);
  const o = await owner(w);
  await f.configure(o, 'Login as Customer', { 'Enable Login as Customer': 'No' });
  await ended(w, agent, 'Login as Customer was switched off.', 'feature_off');
});
