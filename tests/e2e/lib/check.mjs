// What holds for every page: valid HTML, no barrier that axe finds, nothing wider than the window.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    'void-style': ['error', { style: 'omit' }],
    'form-dup-name': ['error', { allowArrayBrackets: true, shared: ['radio', 'button', 'checkbox'] }],
    'tel-non-breaking': 'off',
    'no-inline-style': 'error',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
  },
});

export async function htmlFaults(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap(r => r.messages).map(m => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
}

// All rules, or one. The page must stand in a context with bypassCSP. Frames are not gone into: a mail's is sandboxed, so
// that nothing reaches it.
export async function barriers(page, rule) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axeSource);
  const only = rule ? { type: 'rule', values: [rule] }
    : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
  const { violations } = await page.evaluate(runOnly => globalThis.axe.run(document, { runOnly, iframes: false }), only);
  return violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary?.split('\n').slice(0, 3).join(' ')}`));
}

// The things that stick out to the right, or nothing.
export async function overflow(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth, room = document.documentElement.clientWidth;
    if (wide <= room) return null;
    const out = [...document.querySelectorAll('body *')]
      .filter(e => e.getBoundingClientRect().right > room + 0.5)
      .slice(0, 4)
      .map(e => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''}`);
    return `${wide} px in ${room} px: ${out.join(', ')}`;
  });
}

// Icons that the sprite lacks, and pictures that do not load.
export async function missingPictures(page) {
  return page.evaluate(async () => {
    const out = [...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src);
    const sprites = new Map();
    for (const use of document.querySelectorAll('svg use')) {
      const [file, id] = (use.getAttribute('href') ?? '').split('#');
      if (!file) continue;
      if (!sprites.has(file)) sprites.set(file, await fetch(file).then(r => r.text()));
      if (!id || !sprites.get(file).includes(`id="${id}"`)) out.push(`${file}#${id}`);
    }
    return out;
  });
}
