// A scenario is a sentence about the shop: it has a server with a fresh demo shop, and people who use it in
// browsers of their own. People find things by visible labels and roles only. A scenario fails when a page
// says anything on its console, breaks the content security policy, or the server answers 5xx.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { barriers, htmlFaults, missingPictures, overflow } from './check.mjs';
import { Server } from './server.mjs';
import { word } from './words.mjs';

export const PASSWORD = 'Kontor-demo-1';
const PATIENCE = 30_000; // milliseconds that something may take to appear
const out = fileURLToPath(new URL('../out/', import.meta.url));

let browser;
async function theBrowser() {
  browser ??= await chromium.launch({
    executablePath: '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--font-render-hinting=none', '--disable-lcd-text'],
  });
  return browser;
}
after(async () => { await browser?.close(); });

const escape = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
// A whole label; a mark of required fields may stand behind it.
const whole = text => text instanceof RegExp ? text : new RegExp(`^\\s*${escape(text)}\\s*\\*?\\s*$`);

export function scenario(name, body) {
  test(name, async () => {
    const world = new World(await Server.start());
    try {
      await body(world);
      world.verify();
    } catch (e) {
      await world.evidence(name, e);
      throw e;
    } finally {
      for (const p of world.people) await p.context.close();
      await world.server.stop();
    }
  });
}

class World {
  constructor(server) {
    this.server = server;
    this.people = [];
    this.problems = [];
  }

  // Somebody with a browser: { lang: 'en' | 'de', js, phone, dark, width, bare }. bare: without content
  // security policy, as axe needs it.
  async person(options = {}) {
    const { lang = 'en', js = true, phone = false, dark = false, width, bare = false } = options;
    const context = await (await theBrowser()).newContext({
      locale: lang === 'de' ? 'de-DE' : 'en-US',
      javaScriptEnabled: js,
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      viewport: { width: width ?? (phone ? 390 : 1440), height: phone ? 844 : 900 },
      hasTouch: phone,
      bypassCSP: bare,
    });
    context.setDefaultTimeout(PATIENCE);
    if (js) await context.addInitScript(() => document.addEventListener('securitypolicyviolation',
      e => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI}`)));
    const person = new Person(this, context, { lang, js, phone });
    context.on('page', page => person.watch(page));
    person.page = await context.newPage();
    this.people.push(person);
    return person;
  }

  pass(seconds) {
    this.server.pass(seconds);
  }

  verify() {
    assert.deepEqual(this.problems, []);
  }

  async evidence(name, e) {
    mkdirSync(out, { recursive: true });
    const file = name.replace(/[^\w]+/g, '-').slice(0, 90);
    for (const [i, p] of this.people.entries()) {
      if (p.page.isClosed()) continue;
      await p.page.screenshot({ path: `${out}${file}-${i}.png`, fullPage: true }).catch(() => {});
      e.message += `\n  person ${i} at ${p.page.url()}: ${await p.page.title().catch(() => '')}`;
    }
    for (const problem of this.problems) e.message += `\n  ${problem}`;
    const said = this.server.log.split('\n').filter(l => l && !/"path":"\/static\/|"status":(2|3)\d\d/.test(l));
    for (const line of said.slice(-8)) e.message += `\n  server: ${line}`;
  }
}

class Person {
  constructor(world, context, traits) {
    Object.assign(this, traits);
    this.world = world;
    this.context = context;
  }

  watch(page) {
    const refused = new Set(); // documents that answered 4xx: Chromium reports them on the console, too
    const say = text => this.world.problems.push(text);
    page.on('response', r => {
      if (r.request().isNavigationRequest() && r.frame() === page.mainFrame()) {
        page.answer = r;
        if (r.status() >= 400) refused.add(r.url());
      }
      if (r.status() >= 500) say(`${r.status()} ${r.request().method()} ${r.url()}`);
    });
    page.on('console', m => {
      if (m.text().startsWith('Failed to load resource') && refused.has(m.location().url)) return;
      if (['error', 'warning', 'assert'].includes(m.type())) say(`console at ${page.url()}: ${m.text()} ${m.location().url}`);
    });
    page.on('pageerror', e => say(`script error at ${page.url()}: ${e.message}`));
    page.on('dialog', d => d.accept()); // "Leave page?" of the guard against lost input
  }

  // The words of this person's language.
  t(english, ...values) {
    return word(this.lang, english, ...values);
  }

  // "View Order…" is a label that goes on, for a screen reader mostly.
  words(label) {
    if (label instanceof RegExp) return label;
    return label.endsWith('…') ? new RegExp(`^\\s*${escape(this.t(label.slice(0, -1)))}`) : whole(this.t(label));
  }

  async goto(url) {
    return this.page.goto(url);
  }

  async shop(path = '/') {
    return this.goto(this.world.server.shop + path);
  }

  async admin(path = '/') {
    return this.goto(this.world.server.admin + path);
  }

  // The status of the page that is open.
  get status() {
    return this.page.answer.status();
  }

  get path() {
    return new URL(this.page.url()).pathname;
  }

  // What is meant by a label: the thing in the page's main part, if it is there as well as in the frame.
  async only(locator, label) {
    const seen = locator.filter({ visible: true });
    await seen.first().waitFor();
    if (await seen.count() === 1) return seen;
    const inner = this.page.getByRole('main').locator(seen);
    if (await inner.count() === 1) return inner;
    throw new Error(`${await seen.count()} things are called ${label} at ${this.page.url()}`);
  }

  within(scope) {
    return scope ?? this.page;
  }

  button(label, scope) {
    const name = this.words(label);
    return this.within(scope).getByRole('button', { name }).or(this.within(scope).getByRole('link', { name }));
  }

  // Presses a button or a link; nothing need come of it at once.
  async press(label, scope) {
    await (await this.only(this.button(label, scope), label)).click();
  }

  // Presses it and waits until the next page stands.
  async follow(thing) {
    const seen = await this.only(thing, String(thing));
    await Promise.all([this.page.waitForEvent('framenavigated'), seen.click()]);
    await this.page.waitForLoadState('domcontentloaded');
  }

  // Presses a button or a link and waits until the next page stands.
  async go(label, scope) {
    await this.follow(await this.only(this.button(label, scope), label));
  }

  field(label, scope) {
    return this.within(scope).getByLabel(this.words(label));
  }

  async fill(label, value, scope) {
    await (await this.only(this.field(label, scope), label)).fill(value);
  }

  async choose(label, option, scope) {
    await (await this.only(this.field(label, scope), label)).selectOption({ label: option });
  }

  async tick(label, on = true, scope) {
    await (await this.only(this.field(label, scope), label)).setChecked(on);
  }

  async value(label, scope) {
    return (await this.only(this.field(label, scope), label)).inputValue();
  }

  async ticked(label, scope) {
    return (await this.only(this.field(label, scope), label)).isChecked();
  }

  // Waits until the text is to be seen. Plain text is looked for as it stands; say() translates first.
  async see(text, scope) {
    await this.within(scope).getByText(text).filter({ visible: true }).first().waitFor();
  }

  async says(english, ...values) {
    await this.see(this.t(english, ...values));
  }

  async heading(text) {
    await this.page.getByRole('heading', { name: text }).filter({ visible: true }).first().waitFor();
  }

  // The page stands and does not show it.
  async lacks(text, scope) {
    assert.equal(await this.within(scope).getByText(text).filter({ visible: true }).count(), 0, `"${text}" is shown at ${this.page.url()}`);
  }

  async lacksButton(label, scope) {
    assert.equal(await this.button(label, scope).filter({ visible: true }).count(), 0, `"${label}" is offered at ${this.page.url()}`);
  }

  row(text, scope) {
    return this.within(scope).getByRole('row').filter({ hasText: text });
  }

  // The page as it came from the server.
  async source() {
    return this.page.answer.text();
  }

  // A POST as a page of this person's browser could send it, with the form token of the page that is open.
  async forge(url, form = {}) {
    const hidden = this.page.locator('form[method=post] input[type=hidden]');
    const token = {};
    if (await hidden.count()) token[await hidden.first().getAttribute('name')] = await hidden.first().inputValue();
    return this.context.request.post(url, {
      form: { ...token, ...form }, headers: { Origin: this.world.server.origin }, maxRedirects: 0,
    });
  }

  async shot(name) {
    mkdirSync(out, { recursive: true });
    await this.page.screenshot({ path: `${out}${name}.png`, fullPage: true });
  }

  async fits() {
    assert.equal(await overflow(this.page), null, this.page.url());
  }

  async valid() {
    assert.deepEqual(await htmlFaults(await this.source()), [], this.page.url());
  }

  async complete() {
    assert.deepEqual(await missingPictures(this.page), [], this.page.url());
  }

  async accessible(rule) {
    assert.deepEqual(await barriers(this.page, rule), [], this.page.url());
  }
}
