// Makes assets/icons.svg, the two font files and assets/LICENSES.txt from the pinned packages beside this
// file. The results are committed, so that the build of the program needs no Node.
//
//   npm ci && node make.mjs
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, 'node_modules');
const assets = join(here, '../../assets');

// Every icon that a page may use: <svg class="i" aria-hidden="true"><use href="…/icons.svg#truck"></use></svg>.
const ICONS = `
  arrow-down arrow-left arrow-right arrow-up ban bell book-open calendar chart-column check chevron-down
  chevron-left chevron-right circle-alert circle-check circle-help clock columns-3 copy credit-card download
  ellipsis external-link eye eye-off file-text folder-tree funnel globe heart hourglass house info key-round
  keyboard languages list-filter lock log-in log-out mail map-pin menu message-square minus moon package
  package-check package-open pause pencil phone play plus printer receipt refresh-cw rotate-ccw save search
  settings shield-alert shield-check shield-off shopping-bag shopping-cart sliders-horizontal star store sun
  sun-moon tag timer trash-2 triangle-alert truck undo-2 upload user user-check user-cog user-plus user-x
  users wallet x`.trim().split(/\s+/);

// Lucide's file names that differ from the names above, which the pages keep.
const FILE_OF = { 'circle-help': 'circle-question-mark' };

function symbol(id) {
  const file = join(packages, 'lucide-static/icons', `${FILE_OF[id] ?? id}.svg`);
  const shapes = readFileSync(file, 'utf8')
    .replace(/<!--.*?-->/gs, '')
    .replace(/^\s*<svg.*?>/s, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/\s*\n\s*/g, '')
    .replace(/\s*\/>/g, '/>');
  return `<symbol id="${id}" viewBox="0 0 24 24">${shapes}</symbol>`;
}

writeFileSync(join(assets, 'icons.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg">\n${ICONS.map(symbol).join('\n')}\n</svg>\n`);

for (const subset of ['latin', 'latin-ext'])
  copyFileSync(join(packages, `@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`),
    join(assets, `inter-${subset}.woff2`));

const licence = name => readFileSync(join(packages, name, 'LICENSE'), 'utf8').trim();
writeFileSync(join(assets, 'LICENSES.txt'),
  `The files named here come from other projects, under their licences. Everything else is Kontor's own.

inter-latin.woff2, inter-latin-ext.woff2: Inter, a variable font

${licence('@fontsource-variable/inter')}


icons.svg: icons of Lucide

${licence('lucide-static')}
`);
