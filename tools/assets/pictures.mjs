// Draws the product pictures of the demo shop: assets/products/<sku>.svg, flat drawings on a 400 by 400
// canvas without background, under 3 KB each, without scripts or references. A family draws a kind of thing
// in the colours it is given; the table at the end names one product a row.
//
//   node pictures.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const out = join(dirname(fileURLToPath(import.meta.url)), '../../assets/products');

const FIR = '#2e5a43', RUST = '#b3531f', BLUE = '#2f4a73', SAND = '#cdb98f', SLATE = '#5a6470',
  BERRY = '#7d2b45', MUSTARD = '#d39a1e', CREAM = '#efe6d2', COAL = '#33383d', MOSS = '#6f7d3c',
  SKY = '#7fa8c4', BRICK = '#a2402f', WOOD = '#b98a56', OAK = '#8a6238', STEEL = '#aab3bb',
  BIRCH = '#e3cfa7', BRASS = '#c9a24a', LEATHER = '#8d5a33', FLAME = '#ffc53d';

// The colour mixed with black (by < 0) or white (by > 0).
function tone(colour, by) {
  const to = by < 0 ? 0 : 255, part = Math.abs(by);
  return '#' + [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16))
    .map(v => Math.round(v + (to - v) * part).toString(16).padStart(2, '0')).join('');
}

const path = (d, fill, more = '') => `<path d="${d}" fill="${fill}"${more}/>`;
const line = (d, colour, width, more = '') =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${more}/>`;
const box = (x, y, w, h, r, fill, more = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}"${more}/>`;
const disc = (x, y, rx, fill, ry = rx, more = '') => `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"${more}/>`;
const ground = (rx = 120, y = 352) => disc(200, y, rx, '#000', 11, ' opacity=".13"');
const light = d => path(d, '#fff', ' opacity=".16"');
const dashes = ' stroke-dasharray="7 6"';
// The mark of the brand: two peaks on a patch.
const patch = (x, y, colour = CREAM, ink = FIR) =>
  box(x, y, 44, 30, 4, colour) + path(`M${x + 6} ${y + 24}l10-15 6 8 5-6 11 13z`, ink);

const families = {
  backpack: (a, b) => ground(105) +
    line('M158 88c0-42 84-42 84 0', tone(a, -.35), 12) +
    path('M120 150c0-52 30-78 80-78s80 26 80 78v160c0 22-14 36-36 36h-88c-22 0-36-14-36-36z', a) +
    path('M104 220h20v104h-8c-10 0-16-8-16-20v-72c0-8 2-12 4-12zm192 0h-20v104h8c10 0 16-8 16-20v-72c0-8-2-12-4-12z', tone(a, -.25)) +
    path('M120 150c0-52 30-78 80-78s80 26 80 78v34c0 10-8 16-18 16H138c-10 0-18-6-18-16z', tone(a, -.14)) +
    box(138, 226, 124, 96, 16, tone(a, -.2)) + box(138, 226, 124, 30, 14, tone(a, -.3)) +
    box(150, 160, 18, 84, 4, b) + box(232, 160, 18, 84, 4, b) + box(147, 198, 24, 16, 3, BRASS) + box(229, 198, 24, 16, 3, BRASS) +
    patch(178, 274) + light('M136 150c0-40 20-58 44-64-16 14-24 34-24 64v40h-20z'),
  rolltop: (a, b) => ground(95) +
    path('M128 128h144l10 186c1 20-10 32-30 32h-104c-20 0-31-12-30-32z', a) +
    path('M124 88c0-12 8-18 20-18h112c12 0 20 6 20 18v40c0 8-4 12-12 12H136c-8 0-12-4-12-12z', tone(a, -.2)) +
    line('M130 96h140M130 114h140', tone(a, -.38), 5) +
    box(192, 62, 16, 190, 4, b) + box(186, 200, 28, 20, 4, BRASS) +
    path('M128 262h144l3 52c1 20-10 32-30 32h-90c-20 0-31-12-30-32z', tone(a, -.12)) + patch(218, 282) +
    light('M142 140h22l-6 190h-18z'),
  tote: (a, b) => ground(115) +
    line('M150 170c0-120 100-120 100 0', b, 14) +
    path('M96 150h208l-12 178c-1 14-10 20-22 20H130c-12 0-21-6-22-20z', a) +
    path('M96 150h208l-2 26H98z', tone(a, -.15)) + line('M160 150v40m80-40v40', b, 14) +
    path('M138 300l36-56 22 30 18-24 48 50z', b, ' opacity=".9"') + disc(240, 226, 12, MUSTARD) + light('M112 182h26l6 158h-14c-8 0-12-6-13-14z'),
  shoulder: (a, b) => ground(125) +
    line('M108 180C90 40 310 40 292 180', tone(b, -.1), 13) +
    path('M84 160h232v150c0 20-12 32-32 32H116c-20 0-32-12-32-32z', tone(a, -.22)) +
    path('M84 156c0-10 6-16 16-16h200c10 0 16 6 16 16v70c0 34-40 52-116 52S84 260 84 226z', a) +
    box(128, 220, 22, 78, 5, b) + box(250, 220, 22, 78, 5, b) + box(124, 262, 30, 22, 4, BRASS) + box(246, 262, 30, 22, 4, BRASS) +
    line('M98 226c0 24 36 38 102 38s102-14 102-38', tone(a, .3), 2, dashes) + patch(178, 186),
  pouch: (a, b) => ground(120, 300) +
    path('M30 196c40 10 60 12 90 12v34c-34 0-58-4-90-16zm340 0c-40 10-60 12-90 12v34c34 0 58-4 90-16z', tone(a, -.35)) +
    path('M92 170c0-16 10-26 26-26h164c16 0 26 10 26 26v60c0 40-30 60-108 60S92 270 92 230z', a) +
    line('M112 186h176', tone(a, -.4), 6) + box(272, 180, 12, 30, 4, b) +
    path('M110 216h180v16c0 30-26 44-90 44s-90-14-90-44z', tone(a, -.14)) + patch(178, 232),
  tee: (a, b) => ground(100) +
    path('M148 74l-62 34-34 76 46 22 22-40v180c30 8 130 8 160 0V166l22 40 46-22-34-76-62-34c-10 24-94 24-104 0z', a) +
    path('M148 74c10 24 94 24 104 0l-14-6c-10 16-66 16-76 0z', b) + line('M120 166l-4-30m164 30l4-30', tone(a, -.3), 4) +
    line('M124 332c40 6 112 6 152 0', tone(a, -.28), 3, dashes) + patch(222, 158) + light('M128 176l14-60v216l-14-3z'),
  sweater: (a, b) => ground(105) +
    path('M146 78l-52 24c-16 8-24 18-28 38L44 306c10 8 28 10 42 8l30-126v138c34 12 134 12 168 0V188l30 126c14 2 32 0 42-8l-22-166c-4-20-12-30-28-38l-52-24z', a) +
    path('M146 78c8 34 100 34 108 0l-12-10H158z', tone(a, -.25)) +
    path('M116 316v14c34 12 134 12 168 0v-14c-34 12-134 12-168 0zM46 292l-3 16c10 8 30 10 44 7l4-18zm308 0l3 16c-10 8-30 10-44 7l-4-18z', tone(a, -.25)) +
    line('M118 168l14-14 14 14 14-14 14 14 14-14 14 14 14-14 14 14 14-14 14 14 14-14 8 8', b, 6) +
    line('M118 196l14-14 14 14 14-14 14 14 14-14 14 14 14-14 14 14 14-14 14 14 14-14 8 8', tone(b, -.2), 6),
  jacket: (a, b) => ground(110) +
    path('M150 92l-58 20c-14 6-22 18-25 36L48 300c10 8 28 10 42 6l26-120v148c34 10 134 10 168 0V186l26 120c14 4 32 2 42-6l-19-152c-3-18-11-30-25-36l-58-20z', a) +
    path('M146 92c-8-40 24-56 54-56s62 16 54 56c-14 22-94 22-108 0z', tone(a, -.25)) + path('M166 88c-2-26 14-36 34-36s36 10 34 36c-12 12-56 12-68 0z', tone(a, -.48)) +
    path('M118 130c40 16 124 16 164 0v56c-30 8-134 8-164 0z', b, ' opacity=".95"') +
    line('M200 108v232', tone(a, -.45), 5) + box(195, 140, 10, 24, 4, BRASS) +
    line('M134 262l38-10m94 10l-38-10', tone(a, -.4), 6) + patch(222, 206) + light('M128 196h16v140l-16-3z'),
  vest: (a, b) => ground(90) +
    path('M154 76l-30 16c6 40-2 60-18 84v152c30 12 158 12 188 0V176c-16-24-24-44-18-84l-30-16z', a) +
    path('M154 76l-8 4c4 34 94 34 108 0l-8-4-8-12h-76z', tone(a, -.3)) +
    line('M110 190h180M108 226h184M108 262h184M108 298h184', tone(a, -.22), 5) + line('M200 104v232', b, 6) +
    box(194, 116, 12, 26, 4, BRASS) + patch(226, 148) + light('M120 186c8-12 14-24 18-40v186l-18-3z'),
  trousers: (a, b) => ground(90, 360) +
    path('M130 50h140l20 296c-18 8-48 8-62 2l-28-186-28 186c-14 6-44 6-62-2z', a) + path('M130 50h140l2 26H128z', tone(a, -.25)) +
    box(140, 46, 10, 34, 3, tone(a, -.4)) + box(250, 46, 10, 34, 3, tone(a, -.4)) + disc(200, 63, 7, BRASS) +
    line('M200 76v74', tone(a, -.35), 4) + line('M134 92c14 20 26 26 40 26m92-26c-14 20-26 26-40 26', tone(a, -.35), 4) +
    path('M120 206l46 4-6 44-43-3zm160 0l-46 4 6 44 43-3z', b) + light('M138 84h16l-18 260-16-2z'),
  cap: (a, b) => ground(120, 300) +
    path('M92 236c-6-86 40-140 112-140 62 0 100 44 104 122z', a) + path('M200 97c36 4 56 52 60 125l48-4c-4-78-46-122-108-121z', tone(a, -.15)) +
    path('M88 232c60-16 150-26 218-18 42 6 68 26 66 44-2 12-16 14-36 6-44-18-150-22-238-6-14 2-16-20-10-26z', b) +
    disc(203, 97, 11, tone(a, -.35), 7) + line('M203 100c-40 20-54 64-54 122', tone(a, -.28), 3) + patch(166, 164) +
    light('M108 216c0-50 20-84 50-100-22 26-30 60-30 98z'),
  beanie: (a, b) => ground(105, 318) +
    path('M104 238c-8-84 34-140 96-140s104 56 96 140z', a) +
    line('M150 124c-16 30-22 66-22 104m44-124c-8 32-10 72-10 124m38-130v130m28-124c8 32 10 72 10 124m12-104c16 30 22 66 22 104', tone(a, -.2), 5) +
    path('M92 226c60-14 156-14 216 0 8 2 10 8 10 16v42c0 10-4 14-12 16-60 12-152 12-212 0-8-2-12-6-12-16v-42c0-8 2-14 10-16z', tone(a, -.16)) +
    line('M112 236v56m22-60v64m22-66v68m22-69v70m22-71v71m22-71v70m22-69v68m22-66v64m22-60v56', tone(a, -.32), 4) +
    disc(200, 88, 34, b) + light('M178 72c8-10 22-14 32-10-14 2-22 10-26 22z'),
  gloves: (a, b) => ground(120, 350) + ['', ' transform="matrix(-1 0 0 1 400 0)"'].map(t => `<g${t}>` +
    path('M84 214l-32-44c-12-20 12-36 26-20l24 26 2-88c2-22 30-22 32 0l2 60 2-76c2-22 28-22 30 0v84l4-58c4-20 28-18 28 2l-8 174H96z', a) +
    box(88, 268, 108, 66, 12, b) + line('M104 276v50m18-50v50m18-50v50m18-50v50m18-50v50', tone(b, -.2), 4) + '</g>').join(''),
  scarf: (a, b) => ground(95, 356) +
    path('M226 170l64 10 12 158-66 8z', tone(a, -.2)) + path('M112 118c0-34 176-34 176 0v40c0 40-176 40-176 0z', a) +
    path('M112 118c0-34 176-34 176 0s-176 34-176 0z', tone(a, -.3)) + path('M148 168l76 8-8 156-76-6z', a) +
    path('M144 268l75 6-1 18-75-6zm-2 32l75 6-1 14-75-6zM297 276l-61 8 1 18 61-8zm2 32l-62 8 1 14 62-8z', b) +
    line('M146 330v20m16-18v20m16-18v20m16-18v20m14-18v20m40-6v16m16-18v16m16-18v16', tone(a, -.1), 5) + line('M118 146c40 26 124 26 164 0', b, 6, ' opacity=".8"'),
  boots: (a, b) => ground(140) + [[-58, -8, -.2], [0, 0, 0]].map(([x, y, d]) => `<g transform="translate(${x} ${y})">` +
    path('M152 96h92c0 60 4 96 20 118 18 22 68 26 80 52 6 16 6 34 4 48H148c-6-60 8-140 4-218z', tone(a, d)) +
    path('M150 306h200c2 22-2 38-10 40H158c-8-2-10-20-8-40z', tone(COAL, d)) + line('M166 346v-10m24 10v-10m24 10v-10m24 10v-10m24 10v-10m24 10v-10m24 10v-10', SLATE, 6) +
    box(146, 84, 104, 26, 12, tone(b, d)) + path('M282 236c34 8 58 16 64 34 5 14 4 26 3 36h-44c4-30-4-52-23-70z', tone(a, d - .18)) +
    line('M210 132l42-4m-42 28l44-4m-42 28l48-4m-44 30l54-8', FLAME, 6) + '</g>').join(''),
  shoes: (a, b) => ground(150, 330) + [[-30, -58, -.16], [0, 0, 0]].map(([x, y, d]) => `<g transform="translate(${x} ${y})">` +
    path('M84 216c20 8 40 6 58-8 34 6 62 22 92 38 40 20 88 20 104 42 4 8 4 16 2 24H84c-6-30-8-64 0-96z', tone(a, d)) +
    path('M80 296h264c4 0 6 4 5 10-2 14-8 20-20 20H96c-14 0-18-10-16-30z', CREAM) + path('M84 216c20 8 40 6 58-8l6 12c-18 18-42 22-66 16z', tone(a, d - .3)) +
    line('M164 230l-22 22m46-10l-24 24m48-12l-24 24m48-12l-24 24', tone(b, .1), 6) + path('M292 268c24 4 40 8 46 20 3 4 3 6 3 8h-60c8-8 12-16 11-28z', tone(a, d - .2)) + '</g>').join(''),
  slippers: (a, b) => ground(150, 320) + [[-18, -62, -.14], [0, 0, 0]].map(([x, y, d]) => `<g transform="translate(${x} ${y})">` +
    path('M62 270c-4-30 20-44 60-40 40 4 60-10 96-22 56-18 116 10 122 62 2 20-6 34-24 36H92c-18 0-28-14-30-36z', tone(a, d)) +
    path('M64 252c8-26 40-26 70-16 24 8 38 26 32 44-30 8-96 4-102-28z', tone(b, d)) + path('M60 288h282c0 20-10 30-28 30H90c-18 0-28-12-30-30z', tone(LEATHER, d)) +
    line('M176 276c10-24 30-40 62-46', tone(a, d - .3), 4, dashes) + '</g>').join(''),
  socks: (a, b) => ground(120, 352) + [[-62, -14, -.15], [20, 0, 0]].map(([x, y, d]) => `<g transform="translate(${x} ${y})">` +
    path('M144 60h84v150c0 22 10 32 34 46 34 20 52 34 46 62-4 20-22 26-44 22-44-8-84-30-106-60-10-14-14-26-14-44z', tone(a, d)) +
    path('M144 60h84v40h-84z', tone(b, d)) + path('M144 118h84v14h-84zm0 28h84v8h-84z', tone(b, d)) + path('M146 250c10-18 30-22 44-14 12 8 12 30 0 44-22-4-38-14-44-30z', tone(b, d)) +
    path('M272 262c28 18 42 32 36 56-4 18-18 24-36 22-10-24-8-52 0-78z', tone(b, d)) + line('M156 66v28m14-28v28m14-28v28m14-28v28m16-28v28', tone(b, d - .18), 3) + '</g>').join(''),
  tent: (a, b) => ground(170, 330) +
    line('M40 326L14 338m346-12l26 12', SLATE, 4) + path('M206 96L360 326H40c36-110 88-190 166-230z', a) + path('M206 96l154 230H236z', tone(a, -.22)) +
    path('M206 96l30 230H118c22-96 48-170 88-230z', tone(a, .14)) + path('M204 112c6 90 8 150 4 214h-76c14-84 36-156 72-214z', tone(a, -.5)) +
    path('M204 112c-34 70-60 140-72 214h-24c18-94 46-160 96-214z', b) + line('M206 96L40 326M206 96l154 230', tone(b, -.1), 5) +
    line('M96 326c4-18 10-34 16-50', CREAM, 4, dashes) + patch(256, 262),
  tarp: (a, b) => ground(160, 340) +
    line('M84 100v238m232-218v218', WOOD, 10) + path('M62 116l150-30 148 40-46 92-212 8z', a) + path('M212 86l148 40-46 92-92 4z', tone(a, -.18)) +
    line('M62 116l-32 94m330-84l20 84m-278 16l-30 100m242-108l44 100', tone(b, -.05), 4) + line('M212 86l10 136', tone(a, -.35), 4) +
    path('M160 338c0-30 18-34 18-60 18 14 34 32 34 60z', RUST) + path('M172 338c0-18 12-22 12-36 10 8 18 20 18 36z', FLAME) + line('M146 340h84', OAK, 12),
  sleeping: (a, b) => ground(130, 330) +
    path('M92 150c0-50 40-84 100-84h20c60 0 104 34 104 84v110c0 50-40 72-104 72h-16c-64 0-104-22-104-72z', a) +
    line('M94 172c60 18 160 18 220 0M92 208c60 18 160 18 224 0M92 244c60 18 160 18 224 0M100 280c56 18 150 18 208 0', tone(a, -.22), 5) +
    path('M92 150c0-50 44-84 110-84s114 34 114 84c-40 26-184 26-224 0z', tone(a, -.3)) + disc(203, 138, 82, b, 32) + disc(203, 140, 52, tone(b, -.45), 18) + patch(236, 252),
  mat: (a, b) => ground(140, 316) +
    path('M96 150h216c40 0 62 34 62 78s-22 80-62 80H96z', a) + line('M150 158v142m50-142v142m50-142v142', tone(a, -.22), 5) +
    disc(100, 229, 76, tone(a, .2), 80) + disc(100, 229, 56, tone(a, -.1), 58) + disc(100, 229, 36, tone(a, .2), 37) + disc(100, 229, 16, tone(a, -.2)) +
    box(196, 146, 22, 166, 6, b) + box(272, 148, 22, 164, 6, b) + box(192, 214, 30, 22, 4, BRASS) + box(268, 214, 30, 22, 4, BRASS),
  hammock: (a, b) => disc(200, 318, 130, '#000', 9, ' opacity=".13"') +
    box(34, 60, 22, 280, 6, OAK) + box(344, 60, 22, 280, 6, OAK) + line('M50 116l60 62m240-62l-60 62', b, 6) +
    line('M54 112l66 84m226-84l-66 84', b, 4) + path('M106 172c40 70 148 70 188 0 8 6 10 12 6 22-42 110-158 110-200 0-4-10-2-16 6-22z', a) +
    path('M102 200c40 76 156 76 196 0-20 74-54 96-98 96s-78-22-98-96z', b, ' opacity=".85"') + path('M112 222c40 58 136 58 176 0-6 16-14 28-22 38-40 30-92 30-132 0-8-10-16-22-22-38z', a),
  blanket: (a, b) => ground(135, 330) +
    box(72, 230, 256, 92, 26, tone(a, -.14)) + box(72, 168, 256, 84, 26, a) + box(72, 112, 256, 78, 26, tone(a, .1)) +
    path('M120 112h34v78h-34zm0 78h34v62h-34zm0 62h34v70h-34zM214 112h14v210h-14zm32 0h34v210h-34z', b, ' opacity=".8"') +
    path('M72 140h256v12H72zm0 66h256v12H72zm0 68h256v12H72z', b, ' opacity=".45"') + patch(286, 282) + light('M96 116h150v10H90z'),
  cushion: (a, b) => ground(125, 330) +
    path('M80 96c80 18 160 18 240 0 14-4 20 4 18 16-12 64-12 128 0 192 2 12-4 20-18 16-80-18-160-18-240 0-14 4-20-4-18-16 12-64 12-128 0-192-2-12 4-20 18-16z', a) +
    path('M130 262l46-84 30 46 20-26 52 64z', b) + disc(254, 154, 15, MUSTARD) + line('M96 116c70 12 140 12 208 0m-208 184c70-12 140-12 208 0', tone(a, -.25), 3, dashes) +
    light('M98 120c20 4 40 6 60 8-20 40-30 100-48 160-6-50-8-110-12-168z'),
  mug: (a, b) => ground(100, 334) +
    line('M276 164c70-8 70 110-6 100', tone(a, -.12), 22) + path('M92 116h192l-8 196c-1 14-9 20-22 20H122c-13 0-21-6-22-20z', a) +
    path('M92 116h192l-1 18H93z', b) + disc(188, 116, 96, tone(b, .1), 17) + disc(188, 117, 84, '#4b3324', 12) +
    path('M130 270l34-56 20 30 16-22 46 48z', tone(b, -.1)) + light('M106 140h24l2 180h-10c-6 0-8-4-9-10z') +
    line('M160 80c-12-14 12-22 0-38m44 38c-12-14 12-22 0-38', SLATE, 5, ' opacity=".35"'),
  bottle: (a, b) => ground(70, 358) +
    path('M162 92h76v14c0 18 28 24 28 60v160c0 20-10 30-30 30h-72c-20 0-30-10-30-30V166c0-36 28-42 28-60z', a) + box(160, 46, 80, 46, 8, b) +
    line('M172 56v28m14-28v28m14-28v28m14-28v28m14-28v28', tone(b, -.25), 3) + box(152, 88, 96, 12, 5, STEEL) + path('M134 296h132v30c0 20-10 30-30 30h-72c-20 0-30-10-30-30z', tone(a, -.2)) +
    path('M152 262l28-46 18 26 14-18 40 38z', CREAM, ' opacity=".9"') + light('M148 168c0-24 16-34 22-50h10c-4 20-14 30-14 54v110h-18z'),
  thermos: (a, b) => ground(75, 358) +
    box(138, 36, 124, 76, 14, STEEL) + box(138, 36, 36, 76, 14, tone(STEEL, .35)) + box(132, 108, 136, 18, 6, COAL) + path('M134 126h132v204c0 18-8 26-26 26h-80c-18 0-26-8-26-26z', a) +
    path('M134 150h132v16H134zm0 150h132v12H134z', b) + line('M270 150c52 0 52 110 0 116', COAL, 14) + patch(178, 214) + light('M148 170h22v150h-22z'),
  pan: (a, b) => ground(150, 306) +
    path('M252 214l124-58c12-4 18 16 6 22l-112 62z', b) + disc(372, 168, 5, COAL) + path('M28 204c0 60 60 94 124 94s124-34 124-94z', a) + disc(152, 204, 124, tone(a, .12), 50) + disc(152, 208, 104, tone(a, -.35), 38) +
    disc(144, 212, 48, '#fff', 20) + disc(150, 210, 18, FLAME, 10) + line('M92 150c-8-14 8-20 0-34m44 24c-8-14 8-20 0-34m44 38c-8-14 8-20 0-34', SLATE, 5, ' opacity=".35"'),
  stove: (a, b) => ground(110, 346) +
    path('M130 246h140v70c0 20-12 30-34 30h-72c-22 0-34-10-34-30z', a) + path('M130 246c0-22 28-34 70-34s70 12 70 34z', tone(a, .18)) + box(184, 184, 32, 32, 5, BRASS) + line('M216 200h44', COAL, 8) + disc(266, 200, 12, RUST) +
    path('M150 168h100l-14 22h-72z', STEEL) + line('M142 130l22 42m94-42l-22 42M104 130h192', tone(STEEL, -.25), 9) + path('M164 126c0-30 22-36 18-70 26 14 28 30 26 44 8-4 10-10 10-20 18 18 22 30 18 46z', SKY) + path('M184 126c0-16 12-20 12-38 12 10 20 22 18 38z', FLAME) + box(130, 274, 140, 34, 0, b) + patch(178, 276),
  cutlery: (a, b) => ground(110, 358) +
    box(188, 190, 24, 156, 10, a) + path('M200 40c28 0 40 34 40 64 0 34-16 56-28 92h-24c-12-36-28-58-28-92 0-30 12-64 40-64z', STEEL) + path('M200 54c18 0 26 26 26 50 0 20-10 34-26 34s-26-14-26-34c0-24 8-50 26-50z', tone(STEEL, -.18)) +
    box(98, 190, 24, 156, 10, a) + path('M80 44h8v70h9V44h8v70h10V44h8v70h9V44h8v84c0 20-10 26-16 32l-2 36h-24l-2-36c-6-6-16-12-16-32z', STEEL) + box(278, 190, 24, 156, 10, a) + path('M280 196V60c0-20 32 6 32 70 0 34-8 50-12 66z', STEEL) +
    [110, 200, 290].map(x => disc(x, 330, 4, CREAM) + line(`M${x} 204v96`, tone(a, -.2), 3)).join('') + line('M84 244h232', b, 12),
  lunchbox: (a, b) => ground(140, 318) +
    box(64, 172, 272, 140, 30, a) + path('M56 160c0-20 12-32 32-32h224c20 0 32 12 32 32v24H56z', tone(a, .16)) + box(52, 178, 296, 14, 6, tone(a, -.2)) + box(166, 110, 68, 20, 8, tone(a, -.1)) +
    box(120, 122, 26, 200, 6, b) + box(254, 122, 26, 200, 6, b) + box(116, 206, 34, 24, 4, BRASS) + box(250, 206, 34, 24, 4, BRASS) + patch(178, 236) + light('M80 200h20v94c-12-4-20-12-20-24z'),
  board: (a, b) => ground(140, 334) +
    path('M86 96c0-22 12-32 32-32h164c20 0 32 10 32 32v200c0 22-12 32-32 32H118c-20 0-32-10-32-32z', a) + disc(200, 92, 15, tone(a, -.55)) +
    line('M118 70c10 80-20 170 8 254m46-258c20 60-16 180 10 260m62-258c-16 70 22 170 0 256m40-250c-10 60 16 170 0 246', tone(a, -.14), 4) + path('M124 214c10-28 60-40 108-20 44 18 60 46 44 68-20 26-150 20-152-48z', BRICK) + path('M132 218c10-20 54-28 94-12 38 16 52 38 38 54-18 20-132 8-132-42z', b) + disc(176, 226, 7, CREAM) + disc(212, 240, 6, CREAM) + disc(238, 228, 5, CREAM),
  kettle: (a, b) => ground(120, 340) +
    line('M126 168C120 40 280 40 274 168', b, 14) + path('M282 210c40-10 44-60 74-66l8 16c-24 12-20 76-82 96z', tone(a, -.12)) + path('M104 200c0-40 44-58 96-58s96 18 96 58c10 30 12 80 0 120-4 14-12 18-24 18H128c-12 0-20-4-24-18-12-40-10-90 0-120z', a) +
    path('M140 148c20-8 100-8 120 0-4 14-116 14-120 0z', tone(a, -.25)) + disc(200, 134, 13, b) + path('M140 300l36-56 22 30 18-24 44 50z', CREAM, ' opacity=".9"') + light('M118 206c4-22 20-34 44-40-18 30-22 90-16 166h-18c-14-40-16-86-10-126z'),
  knife: (a, b) => ground(150, 300) + '<g transform="rotate(-24 200 200)">' +
    path('M180 190h176c14 0 16 8 6 16-30 24-80 34-182 30z', STEEL) + path('M180 218h176c-34 16-84 22-176 18z', tone(STEEL, .4)) + line('M220 202h90', tone(STEEL, -.3), 4) +
    path('M30 196c-4-18 10-22 30-18 40 8 80 6 120 4 12 0 14 4 14 12v36c0 10-4 14-14 14-50 0-92-4-124 4-20 4-30-8-26-26 4-10 4-18 0-26z', a) + box(168, 178, 26, 68, 6, BRASS) + disc(78, 212, 7, BRASS) + disc(130, 212, 7, BRASS) + line('M44 226c20-4 60-4 110-2', tone(a, -.3), 4) + '</g>' + box(48, 300, 60, 14, 7, b, ' transform="rotate(-24 78 306)"'),
  axe: (a, b) => ground(110, 350) + '<g transform="rotate(32 200 200)">' +
    path('M186 70h28c2 90-4 150 0 220 2 26 6 40 2 58h-32c-4-18 0-32 2-58 4-70-2-130 0-220z', a) + path('M178 82h44c20 0 44-8 84-26 12 44 12 72 0 118-40-20-64-26-84-26h-44z', STEEL) + path('M278 68c10-4 18-8 28-12 12 44 12 72 0 118-10-4-18-8-28-12 10-34 10-60 0-94z', tone(STEEL, .45)) + box(172, 78, 54, 74, 5, tone(STEEL, -.35)) + box(184, 300, 34, 22, 4, b) + line('M194 168v110', tone(a, -.25), 4) + '</g>',
  headlamp: (a, b) => ground(110, 332) +
    path('M70 190C70 90 330 90 330 190l-24 8c-10-70-202-70-212 0z', tone(b, -.1)) + line('M80 184c20-66 220-66 240 0', CREAM, 4, dashes) + path('M70 190c0 70 40 112 90 122l6-22c-40-10-70-42-72-92zm260 0c0 70-40 112-90 122l-6-22c40-10 70-42 72-92z', b) +
    path('M190 250L70 352h260L210 250z', FLAME, ' opacity=".28"') + box(136, 196, 128, 92, 26, a) + disc(200, 242, 40, COAL) + disc(200, 242, 32, tone(STEEL, .4)) + disc(200, 242, 18, FLAME) + disc(192, 234, 6, '#fff') + box(184, 186, 32, 14, 5, RUST),
  lantern: (a, b) => ground(90, 356) +
    line('M128 120C128 10 272 10 272 120', tone(STEEL, -.25), 8) + path('M152 84h96l18 40H134z', a) + box(176, 66, 48, 22, 6, tone(a, -.25)) + path('M140 124h120l12 150H128z', '#fff4cf') + path('M166 240c0-40 34-50 34-100 30 30 38 60 36 88-2 20-16 32-36 32s-34-6-34-20z', FLAME) + path('M184 244c0-22 18-28 18-56 16 18 20 34 18 48-2 10-8 16-18 16s-18-2-18-8z', RUST) + line('M140 124l-12 150m132-150l12 150M164 124l-6 150m78-150l6 150', a, 6) + path('M118 274h164l12 60c2 12-4 20-16 20H122c-12 0-18-8-16-20z', a) + path('M112 300h176l4 20H108z', b) + line('M286 300h28', STEEL, 6),
  rope: (a, b) => ground(115, 346) +
    [0, 1, 2, 3].map(i => `<ellipse cx="200" cy="${206 + i * 4}" rx="${126 - i * 24}" ry="${118 - i * 22}" fill="none" stroke="${i % 2 ? tone(a, -.14) : a}" stroke-width="22"/>` + `<ellipse cx="200" cy="${206 + i * 4}" rx="${126 - i * 24}" ry="${118 - i * 22}" fill="none" stroke="${b}" stroke-width="7" stroke-dasharray="12 16"/>`).join('') +
    box(160, 76, 80, 66, 12, tone(a, -.2)) + line('M164 92h72m-72 16h72m-72 16h72', b, 6) + line('M236 128c60 50 70 140 60 210', a, 18) + line('M236 128c60 50 70 140 60 210', b, 5, ' stroke-dasharray="12 16"'),
  compass: (a, b) => ground(110, 352) +
    disc(200, 62, 22, a) + disc(200, 62, 11, '#8b8f94') + disc(200, 210, 138, a) + disc(200, 210, 112, CREAM) + disc(200, 210, 106, tone(CREAM, .4)) +
    line('M200 112v18m0 160v18M102 210h18m160 0h18', COAL, 6) + line('M131 141l8 8m122 122l8 8m0-138l-8 8M139 271l-8 8', SLATE, 4) + path('M244 128l-26 96-36-28z', b) + path('M156 292l26-96 36 28z', SLATE) + disc(200, 210, 12, a) + light('M96 180c14-50 60-84 112-80-50 14-84 44-96 92z'),
  repair: (a, b) => ground(135, 330) +
    path('M70 130c0-16 8-24 24-24h212c16 0 24 8 24 24v170c0 16-8 24-24 24H94c-16 0-24-8-24-24z', a) + path('M200 106v218', a) + box(86, 122, 228, 186, 12, tone(a, .18)) + box(86, 236, 228, 20, 4, tone(a, -.25)) + box(86, 176, 228, 14, 4, tone(a, -.25)) +
    box(112, 140, 22, 128, 8, BRICK) + box(118, 118, 10, 40, 4, STEEL) + disc(176, 214, 28, b) + disc(176, 214, 10, tone(a, -.3)) + line('M228 148l34 120m0-120l-34 120', STEEL, 9) + disc(224, 282, 13, 'none', 13, ` stroke="${RUST}" stroke-width="9"`) + disc(266, 282, 13, 'none', 13, ` stroke="${RUST}" stroke-width="9"`) + line('M292 140v110', tone(STEEL, -.2), 6) + box(196, 84, 8, 24, 3, BRASS),
  candle: (a, b) => ground(90, 352) +
    disc(200, 86, 60, FLAME, 60, ' opacity=".16"') + path('M200 40c24 30 26 44 22 56-4 12-14 16-22 16s-18-4-22-16c-4-12-2-26 22-56z', FLAME) + path('M200 72c10 14 12 22 8 30-4 6-12 6-16 0-4-8-2-16 8-30z', RUST) + line('M200 108v34', COAL, 4) +
    path('M122 150h156v180c0 14-8 22-22 22H144c-14 0-22-8-22-22z', a) + disc(200, 150, 78, tone(a, .3), 17) + disc(200, 151, 58, tone(a, .55), 10) + box(122, 216, 156, 84, 0, b) + path('M154 280l28-42 18 24 14-18 34 36z', a) + light('M136 172h18v166h-10c-6 0-8-4-8-10z'),
  soap: (a, b) => ground(140, 310) +
    path('M66 200l40-64h224l28 56v70c0 14-8 22-22 22H88c-14 0-22-8-22-22z', tone(a, -.16)) + path('M66 200l40-64h224l28 56-20 14H84z', tone(a, .14)) + path('M150 136h98l10 70v78h-116v-78z', b) + path('M150 136h98l10 70H142z', tone(b, .2)) +
    path('M168 266l20-30 12 16 10-12 22 26z', CREAM) + disc(96, 102, 16, SKY, 16, ' opacity=".55"') + disc(134, 78, 10, SKY, 10, ' opacity=".55"') + disc(316, 92, 22, SKY, 22, ' opacity=".45"') + disc(310, 86, 6, '#fff', 6, ' opacity=".8"'),
  towel: (a, b) => ground(120, 350) +
    line('M60 78h280', WOOD, 16) + disc(56, 78, 13, OAK) + disc(344, 78, 13, OAK) + path('M108 70h184v254c0 6-4 10-10 10H118c-6 0-10-4-10-10z', a) + path('M108 70h184v22H108z', tone(a, -.18)) +
    path('M108 232h184v30H108zm0 40h184v10H108z', b) + line('M116 336v12m16-12v12m16-12v12m16-12v12m16-12v12m16-12v12m16-12v12m16-12v12m16-12v12m16-12v12m16-12v12', b, 4) + patch(178, 296) + light('M124 96h26v130h-26z'),
  basket: (a, b) => ground(130, 338) +
    line('M112 190C112 20 288 20 288 190', tone(a, -.2), 16) + path('M72 180h256l-24 136c-3 14-12 22-28 22H124c-16 0-25-8-28-22z', a) + line('M78 214h244M84 248h232M90 282h220M98 314h204', tone(a, -.28), 6) +
    line('M112 184l14 150m30-150l8 150m36-150v150m44-150l-8 150m52-150l-14 150', tone(a, .22), 6, ' stroke-dasharray="22 14"') + box(62, 162, 276, 30, 14, tone(a, -.14)) + path('M110 162c10-30 44-34 70-20 20-26 66-20 76 0 20-6 36 4 40 20z', b),
  book: (a, b) => ground(110, 356) +
    path('M104 60c0-14 8-22 22-22h160c10 0 16 6 16 16v258H126c-14 0-22 10-22 22z', a) + path('M104 334c0-14 8-24 22-24h176v40H126c-14 0-22-4-22-16z', CREAM) + line('M126 322h170m-170 14h170', tone(CREAM, -.2), 3) + path('M104 60c0-14 8-22 22-22h10v272h-10c-14 0-22 8-22 20z', tone(a, -.28)) +
    path('M156 238l44-74 26 38 20-26 38 62z', b) + disc(258, 128, 15, FLAME) + box(164, 70, 110, 12, 4, CREAM) + box(164, 92, 74, 8, 4, CREAM, ' opacity=".7"') + box(186, 262, 66, 8, 4, CREAM, ' opacity=".7"') + path('M262 310h20v62l-10-12-10 12z', BRICK),
  map: (a, b) => ground(150, 336) +
    path('M40 104l80-28 80 28v228l-80-28-80 28z', tone(CREAM, .2)) + path('M120 76l80 28v228l-80-28z', tone(CREAM, -.1)) + path('M200 104l80-28v228l-80 28z', tone(CREAM, .2)) + path('M280 76l80 28v228l-80-28z', tone(CREAM, -.1)) +
    path('M48 220c40-30 80 6 120-14s60-70 112-60c36 8 50-10 72-14v70c-40 30-90 20-130 40s-120 30-174 20z', a, ' opacity=".45"') + line('M44 292c60-40 90 10 150-30s70-90 162-86', b, 6) + line('M70 130c30 10 50 40 90 40s60-30 100-26 50 50 90 60', RUST, 5, ' stroke-dasharray="12 9"') +
    path('M262 196c-22-26-26-36-26-48a26 26 0 0 1 52 0c0 12-4 22-26 48z', BRICK) + disc(262, 148, 10, CREAM) + path('M84 196l18-30 18 30z', FIR) + path('M108 200l14-24 14 24z', tone(FIR, -.2)),
  notebook: (a, b) => ground(105, 352) +
    box(104, 56, 200, 292, 12, tone(CREAM, -.15)) + box(96, 50, 200, 292, 12, a) + path('M96 62c0-8 4-12 12-12h20v292h-20c-8 0-12-4-12-12z', tone(a, -.25)) + box(256, 50, 14, 292, 0, b) + box(150, 108, 84, 52, 4, CREAM) + line('M162 126h60m-60 16h40', SLATE, 4) +
    path('M152 290l26-42 16 22 12-16 30 36z', tone(a, .3)) + path('M190 342h14v36l-7-9-7 9z', BRICK) + '<g transform="rotate(14 320 200)">' + box(312, 90, 18, 200, 3, MUSTARD) + path('M312 290h18l-9 30z', BIRCH) + path('M318 310h6l-3 10z', COAL) + box(312, 78, 18, 16, 4, BRICK) + '</g>',
};

// One product a row: SKU, family, its two colours.
const PRODUCTS = [
  ['HW-1001', 'backpack', FIR, LEATHER], ['HW-1002', 'backpack', RUST, COAL], ['HW-1003', 'backpack', BLUE, LEATHER],
  ['HW-1004', 'rolltop', SLATE, RUST], ['HW-1005', 'rolltop', MUSTARD, COAL], ['HW-1006', 'tote', CREAM, FIR],
  ['HW-1007', 'shoulder', LEATHER, COAL], ['HW-1008', 'pouch', MOSS, RUST],

  ['HW-2001', 'tee', FIR, CREAM], ['HW-2002', 'tee', SAND, RUST], ['HW-2003', 'sweater', BLUE, CREAM],
  ['HW-2004', 'sweater', BERRY, SAND], ['HW-2005', 'jacket', MUSTARD, BLUE], ['HW-2006', 'jacket', FIR, COAL],
  ['HW-2007', 'vest', RUST, COAL], ['HW-2008', 'trousers', MOSS, OAK], ['HW-2009', 'cap', BLUE, SAND],
  ['HW-2010', 'beanie', BRICK, CREAM], ['HW-2011', 'gloves', SLATE, MUSTARD], ['HW-2012', 'scarf', FIR, MUSTARD],

  ['HW-3001', 'boots', LEATHER, COAL], ['HW-3002', 'boots', SLATE, FIR], ['HW-3003', 'shoes', MOSS, CREAM],
  ['HW-3004', 'slippers', SLATE, CREAM], ['HW-3005', 'socks', BLUE, MUSTARD], ['HW-3006', 'socks', BRICK, CREAM],

  ['HW-4001', 'tent', FIR, MUSTARD], ['HW-4002', 'tent', RUST, CREAM], ['HW-4003', 'tarp', SAND, COAL],
  ['HW-4004', 'sleeping', BLUE, CREAM], ['HW-4005', 'mat', MOSS, COAL], ['HW-4006', 'hammock', SKY, CREAM],
  ['HW-4007', 'blanket', BRICK, COAL], ['HW-4008', 'rope', MUSTARD, BLUE],

  ['HW-5001', 'mug', CREAM, BLUE], ['HW-5002', 'mug', FIR, CREAM], ['HW-5003', 'bottle', BLUE, COAL],
  ['HW-5004', 'bottle', RUST, BIRCH], ['HW-5005', 'thermos', FIR, CREAM], ['HW-5006', 'pan', COAL, WOOD],
  ['HW-5007', 'stove', BLUE, CREAM], ['HW-5008', 'cutlery', WOOD, FIR], ['HW-5009', 'lunchbox', STEEL, LEATHER],
  ['HW-5010', 'board', WOOD, '#c65b45'], ['HW-5011', 'kettle', BRICK, WOOD],

  ['HW-6001', 'knife', OAK, BRICK], ['HW-6002', 'axe', WOOD, BRICK], ['HW-6003', 'headlamp', SLATE, FIR],
  ['HW-6004', 'lantern', FIR, BRASS], ['HW-6005', 'compass', BRASS, BRICK], ['HW-6006', 'repair', LEATHER, BIRCH],

  ['HW-7001', 'cushion', CREAM, FIR], ['HW-7002', 'candle', BIRCH, FIR], ['HW-7003', 'soap', SAND, FIR],
  ['HW-7004', 'towel', CREAM, BLUE], ['HW-7005', 'basket', WOOD, FIR],

  ['HW-8001', 'book', FIR, SAND], ['HW-8002', 'book', BERRY, CREAM], ['HW-8003', 'map', MOSS, BLUE],
  ['HW-8004', 'notebook', BLUE, MUSTARD],
];

mkdirSync(out, { recursive: true });
for (const [sku, family, a, b] of PRODUCTS) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">${families[family](a, b)}</svg>\n`;
  if (Buffer.byteLength(svg) > 3000) throw new Error(`${sku} ${family}: ${Buffer.byteLength(svg)} bytes`);
  writeFileSync(join(out, `${sku}.svg`), svg);
}
console.log(`${PRODUCTS.length} pictures`);
