// Without the customer's permission, the agent's right, or with the feature switched off, nobody gets in: no
// button leads there and no forged request does. A refusal is in the log with its cause.
import assert from 'node:assert/strict';
import { scenario } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

// The path of a customer's page in the back office, as staff with the right to look finds it.
async function pathOf(w, email) {
  const owner = await w.person();
  await f.signInAdmin(owner, 'owner');
  await f.openCustomer(owner, email);
  return owner.path;
}

const startPath = customerPath => customerPath.replace('/customers/', '/assist/customer/').replace(/\/account$/, '');

async function refused(p, url, form) {
  const answer = await p.forge(url, form);
  assert.ok([401, 403, 404].includes(answer.status()), `POST ${url} answered ${answer.status()}`);
  assert.ok(!(answer.headers()['set-cookie'] ?? '').includes('Path=/assist/'), 'a cookie for an assist session');
  return answer;
}

async function inLog(w, cause, user) {
  const supervisor = await w.person();
  await f.signInAdmin(supervisor, 'supervisor');
  await f.assistLog(supervisor);
  const row = supervisor.row('assist.login').filter({ hasText: user }).filter({ hasText: 'Failure' });
  await row.first().waitFor();
  await supervisor.go('View', row.first());
  await supervisor.see(cause);
}

scenario('without the permission of the customer the button explains, and a forged start is refused and logged', async w => {
  const agent = await w.person();
  await f.signInAdmin(agent, 'agent');
  await f.openCustomer(agent, f.BEN);
  const start = w.server.origin + startPath(agent.path);
  const button = await agent.only(agent.button('Login as Customer'), 'Login as Customer');
  if (await button.getAttribute('aria-disabled') !== 'true') {
    await button.click();
    await agent.says('The customer has not allowed remote shopping assistance.');
    assert.equal(await agent.page.getByRole('main').getByRole('button', { name: 'Login as Customer' }).count(), 0);
  } else {
    await agent.says('The customer has not allowed remote shopping assistance.');
  }
  await refused(agent, start);
  await inLog(w, 'no_consent', 'agent');
});

scenario('without the right in the role there is no button, and neither page nor forged start answers', async w => {
  const path = await pathOf(w, f.ANNA);
  const clerk = await w.person();
  await f.signInAdmin(clerk, 'clerk');
  await f.openCustomer(clerk, f.ANNA);
  await clerk.lacksButton('Login as Customer');
  await refused(clerk, w.server.origin + startPath(path));
  await f.openNewestOrderOf(clerk, f.ANNA);
  await clerk.lacksButton('Login as Customer');
  await refused(clerk, w.server.origin + clerk.path.replace('/orders/', '/assist/order/'));
  const page = await clerk.goto(w.server.origin + startPath(path));
  assert.equal(page.status(), 403);
  await inLog(w, 'no_right', 'clerk');
});

scenario('with the feature switched off there is no button, no checkbox for the customer, and no forged start', async w => {
  const owner = await w.person();
  await f.signInAdmin(owner, 'owner');
  await f.configure(owner, 'Login as Customer', { 'Enable Login as Customer': 'No' });
  await f.openCustomer(owner, f.ANNA);
  await owner.lacksButton('Login as Customer');
  const start = w.server.origin + startPath(owner.path);
  await f.openNewestOrderOf(owner, f.ANNA);
  await owner.lacksButton('Login as Customer');

  const agent = await w.person();
  await f.signInAdmin(agent, 'agent');
  await refused(agent, start);
  await inLog(w, 'feature_off', 'agent');

  const anna = await w.person();
  await f.signInCustomer(anna, f.ANNA);
  await f.account(anna, 'Account Information');
  assert.equal(await anna.field('Allow remote shopping assistance').count(), 0);
});

scenario('an unknown customer and a forbidden one are refused with the same words', async w => {
  const agent = await w.person();
  await f.signInAdmin(agent, 'agent');
  await f.openCustomer(agent, f.BEN);
  const forbidden = w.server.origin + startPath(agent.path);
  const ref = forbidden.split('/').at(-1);
  const swapped = [...ref].reverse().join('') === ref ? ref.slice(1) + ref[0] : [...ref].reverse().join('');
  const unknown = forbidden.replace(ref, swapped);
  const [a, b] = [await refused(agent, forbidden), await refused(agent, unknown)];
  assert.equal(a.status(), b.status());
  const blind = async r => (await r.text()).replaceAll(ref, '·').replaceAll(swapped, '·').replace(/value="[^"]*"/g, '');
  assert.equal(await blind(a), await blind(b));
});

scenario('nobody starts without signing in, without the form token, or from another origin', async w => {
  const start = w.server.origin + startPath(await pathOf(w, f.ANNA));
  const stranger = await w.person();
  await stranger.admin('/');
  const answer = await stranger.forge(start);
  assert.ok(answer.status() === 401 || answer.status() === 403 || answer.headers().location?.includes('sign-in'), String(answer.status()));

  const agent = await w.person();
  await f.signInAdmin(agent, 'agent');
  const bare = await agent.context.request.post(start, { headers: { Origin: w.server.origin }, maxRedirects: 0 });
  assert.equal(bare.status(), 403);
  await f.openCustomer(agent, f.ANNA);
  const token = agent.page.locator('form[method=post] input[type=hidden]').first();
  const form = { [await token.getAttribute('name')]: await token.inputValue() };
  const foreign = await agent.context.request.post(start, { form, headers: { Origin: 'http://evil.example' }, maxRedirects: 0 });
  assert.equal(foreign.status(), 403);
  const byGet = await agent.context.request.get(start, { maxRedirects: 0 });
  assert.equal((byGet.headers()['set-cookie'] ?? '').includes('/assist/'), false);
});

scenario('an order of a guest has no button and no way in', async w => {
  const guest = await w.person();
  await guest.shop('/');
  await f.speakOwnLanguage(guest);
  await f.addToCart(guest, f.MUG);
  const number = await f.checkOutAsGuest(guest, 'gerda.gast@example.com');

  const agent = await w.person();
  await f.signInAdmin(agent, 'agent');
  await f.menu(agent, 'Orders');
  await f.findInGrid(agent, number);
  await agent.go('View', agent.row(number));
  await agent.lacksButton('Login as Customer');
  await refused(agent, w.server.origin + agent.path.replace('/orders/', '/assist/order/'));
});

scenario('in an assist session e-mail, password and consent cannot be changed, nor another session be started', async w => {
  const agent = await w.person();
  await f.signInAdmin(agent, 'agent');
  await f.openCustomer(agent, f.ANNA);
  const start = w.server.origin + startPath(agent.path);
  await f.loginAsCustomer(agent);
  await f.speakOwnLanguage(agent);
  await f.account(agent, 'Account Information');
  const edit = agent.page.url();
  const consent = await agent.only(agent.field('Allow remote shopping assistance'), 'consent');
  assert.equal(await consent.isDisabled(), true);
  assert.equal(await agent.field('Email').filter({ visible: true }).isEditable().catch(() => false), false);

  const fields = { first_name: 'Anna', last_name: 'Attacker' };
  for (const change of [{ change_email: '1', email: 'mallory@example.com', current_password: 'Kontor-demo-1' },
    { change_password: '1', current_password: 'Kontor-demo-1', password: 'Mallory-demo-1', password2: 'Mallory-demo-1' },
    { consent: '1' }, { consent: '0' }, { assist_consent: '' }, { customer_id: '1' }, { id: '2' }]) {
    const answer = await agent.forge(edit, { ...fields, ...change });
    assert.ok(answer.status() < 500);
  }
  await agent.goto(edit);
  assert.equal(await (await agent.only(agent.field('Allow remote shopping assistance'), 'consent')).isChecked(), true);
  await f.namedByBanner(agent);

  const prefix = new URL(edit).pathname.match(/^\/assist\/[^/]+/)[0];
  for (const path of ['/register', '/sign-in', '/password/forgot', '/password/reset']) {
    const page = await agent.goto(w.server.origin + prefix + path);
    assert.ok([403, 404].includes(page.status()), `${path} answered ${page.status()}`);
  }
  await refused(agent, w.server.origin + prefix + new URL(start).pathname);

  const anna = await w.person();
  await f.signInCustomer(anna, f.ANNA);
  await anna.says('My Account');
});

scenario('closing a session that is not there is refused and changes nothing', async w => {
  const anna = await w.person();
  await f.signInCustomer(anna, f.ANNA);
  const answer = await anna.forge(w.server.origin + '/close-session');
  assert.ok([403, 404].includes(answer.status()), String(answer.status()));
  await f.account(anna, 'Account Information');
  await anna.says('Account Information');
});

scenario('the address of an assist session is of no use in another browser, and an altered cookie is refused', async w => {
  const agent = await w.person();
  await f.signInAdmin(agent, 'agent');
  await f.openCustomer(agent, f.ANNA);
  await f.loginAsCustomer(agent);
  const address = agent.page.url();

  const other = await w.person();
  const page = await other.goto(address);
  assert.equal(page.status(), 401);
  assert.equal(await f.banner(other).count(), 0);

  const cookies = (await agent.context.cookies(address)).filter(c => c.path.startsWith('/assist/'));
  assert.equal(cookies.length, 1);
  assert.equal(cookies[0].httpOnly, true);
  for (const i of [0, Math.floor(cookies[0].value.length / 2), cookies[0].value.length - 1]) {
    const turned = cookies[0].value[i] === 'A' ? 'B' : 'A';
    const value = cookies[0].value.slice(0, i) + turned + cookies[0].value.slice(i + 1);
    await other.context.addCookies([{ ...cookies[0], value }]);
    assert.equal((await other.goto(address)).status(), 401);
  }
});
