// The ways through all pages that a person can reach by links, each kind of page once.
import assert from 'node:assert/strict';
import { scenario } from './world.mjs';

const MOST_OF_A_KIND = 1; // pages that differ in a name or a number only
const kind = path => path.replace(/[?].*/, '').replace(/\/(p|c)\/[^/]+/, '/$1/:slug').replace(/\/\d+/g, '/:n')
  .replace(/\/customers\/(?!new)[^/]+/, '/customers/:ref').replace(/\/assist\/(customer|order)\/[^/]+/, '/assist/$1/:ref');

// Goes to all pages that links lead to, each kind once; check() fails for what is wrong with a page.
// All that is wrong is told at the end.
async function crawl(p, start, check) {
  const queue = [start], known = new Set(queue), seen = new Map(), wrong = [];
  for (let url = queue.shift(); url; url = queue.shift()) {
    const path = url.slice(p.world.server.origin.length), times = seen.get(kind(path)) ?? 0;
    if (times >= MOST_OF_A_KIND) continue;
    seen.set(kind(path), times + 1);
    const answer = await p.goto(url).catch(e => { if (!e.message.includes('Download is starting')) throw e; });
    if (!answer) continue; // a file to keep is no page
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

// Somebody who walks: { who, lang, enter, from }. lang: links lead to the shop's other languages, too. enter(person)
// becomes that somebody; from(world, person) is where the way begins.

// Every page answers, its HTML is valid, nothing is wider than a small phone, nothing is said on the console, the policy
// is strict.
export function everyPageIsSound({ who, lang, enter, from }) {
  scenario(`all pages of ${who} are valid, fit every width, and keep the policy (${lang})`, async w => {
    const p = await w.person({ lang, phone: true });
    await enter(p);
    const seen = await crawl(p, from(w, p), async (answer, path) => {
      assert.equal(answer.status(), 200, path);
      strictPolicy(answer);
      await p.valid();
      await p.complete();
      for (const width of [320, 390, 1440]) {
        await p.page.setViewportSize({ width, height: 844 });
        await p.fits();
      }
    });
    assert.ok(seen.length > 5, seen.join('\n'));
  });
}

// axe finds no barrier, in light and in dark.
export function everyPageIsOpenToAll({ who, lang, enter, from }) {
  scenario(`all pages of ${who} are without barriers, in light and in dark (${lang})`, async w => {
    const p = await w.person({ lang, bare: true });
    await enter(p);
    const seen = await crawl(p, from(w, p), async () => {
      await p.page.emulateMedia({ colorScheme: 'light' });
      await p.accessible();
      await p.page.emulateMedia({ colorScheme: 'dark' });
      await p.accessible('color-contrast');
    });
    assert.ok(seen.length > 5, seen.join('\n'));
  });
}
