// Every page that a person can reach by links: it answers, its HTML is valid, axe finds no barrier in light and
// in dark, nothing is wider than a small phone, nothing is said on the console, the policy is strict.
import assert from 'node:assert/strict';
import { scenario } from './lib/world.mjs';
import * as f from './lib/flows.mjs';

const MOST_OF_A_KIND = 2; // pages that differ in a name or a number only
const kind = path => path.replace(/[?].*/, '').replace(/\/(p|c)\/[^/]+/, '/$1/:slug').replace(/\/\d+/g, '/:n')
  .replace(/\/customers\/(?!new)[^/]+/, '/customers/:ref').replace(/\/assist\/(customer|order)\/[^/]+/, '/assist/$1/:ref');

// Goes to all pages that links lead to, each kind twice at most; check() fails for what is wrong with a page.
// All that is wrong is told at the end.
async function crawl(p, start, check) {
  const queue = [start], known = new Set(queue), seen = new Map(), wrong = [];
  for (let url = queue.shift(); url; url = queue.shift()) {
    const path = url.slice(p.world.server.origin.length), times = seen.get(kind(path)) ?? 0;
    if (times >= MOST_OF_A_KIND) continue;
    seen.set(kind(path), times + 1);
    const answer = await p.goto(url);
    await check(answer, path).catch(e => wrong.push(`${path}: ${e.message}`));
    for (const href of await p.page.getByRole('link').evaluateAll(all => all.map(a => a.href))) {
      const next = href.split('#')[0];
      if (next.startsWith(`${p.world.server.origin}/`) && !known.has(next)) {
        known.add(next);
        queue.push(next);
      }
    }
  }
  assert.equal(wrong.join('\n'), '');
  return [...seen.keys()];
}

function strictPolicy(answer) {
  const policy = answer.headers()['content-security-policy'] ?? '';
  for (const part of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"])
    assert.ok(policy.includes(part), `${answer.url()}: ${policy}`);
  assert.ok(!policy.includes('unsafe'), policy);
  assert.equal(answer.headers()['x-content-type-options'], 'nosniff');
}

const WHO = [
  ['a visitor', async () => {}, w => `${w.server.shop}/`],
  ['a customer', p => f.signInCustomer(p, f.ANNA), w => `${w.server.shop}/account`],
  ['the owner', p => f.signInAdmin(p, 'owner'), w => `${w.server.admin}/dashboard`],
];

for (const [who, enter, from] of WHO) {
  scenario(`all pages of ${who} are valid, fit a small phone, and keep the policy`, async w => {
    const p = await w.person({ width: 320, phone: true });
    await enter(p);
    const seen = await crawl(p, from(w), async (answer, path) => {
      assert.equal(answer.status(), 200, path);
      strictPolicy(answer);
      await p.fits();
      await p.valid();
      await p.complete();
    });
    assert.ok(seen.length > 5, seen.join('\n'));
  });

  for (const dark of [false, true])
    scenario(`all pages of ${who} are without barriers, ${dark ? 'dark' : 'light'}`, async w => {
      const p = await w.person({ dark, bare: true });
      await enter(p);
      await crawl(p, from(w), () => p.accessible());
    });
}

scenario('pages that are not there say so, valid and without barriers', async w => {
  const p = await w.person({ bare: true });
  for (const url of [`${w.server.shop}/no-such-page`, `${w.server.admin}/no-such-page`, `${w.server.origin}/assist/nonsense/`]) {
    const answer = await p.goto(url);
    assert.ok([401, 404].includes(answer.status()), `${url}: ${answer.status()}`);
    await p.valid();
    await p.accessible();
  }
});
