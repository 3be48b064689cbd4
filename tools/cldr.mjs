// Writes src/base/format_tables.c: how numbers, money and dates are written, from the CLDR inside Node's Intl, and
// which countries there are, from the ISO 3166 list of the tz database. Run it when a locale is added or
// when CLDR changes, and read the difference:  node tools/cldr.mjs > src/base/format_tables.c
import { readFileSync } from 'node:fs';

const LOCALES = ['de-DE', 'de-AT', 'en-US', 'en-GB']; // a language's first stands for the language
const PSEUDO = { locale: 'en-XA', like: 'en-US' }; // the pseudo-language of the tests

// ISO 4217: minor units other than 2. CLDR's digits are for display (it rounds RSD to whole dinars), amounts are not.
const DIGITS = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};
const NO_CURRENCY = ['XDR', 'XSU']; // units of account between banks

function must(condition, message) {
  if (!condition) throw new Error(message);
}

// U+202F before AM and PM is a space here, as browsers print it; U+00A0 stays.
const text = (s) => s.replaceAll('\u202f', ' ');
const c = (s) => {
  const body = [...s].map((ch) => (ch === '\u00a0' ? '\\u00a0' : ch)).join('');
  must(!/["\\]/.test(s) && !/[^\P{C}]/u.test(s), `not to be spelled in C: ${s}`);
  return `{"${body}", ${Buffer.byteLength(s)}}`;
};

function rows(items, indent = '    ') {
  const lines = [];
  let line = indent;
  for (const item of items) {
    const piece = `${item},`;
    if (line.length + piece.length > 100 && line.trim()) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${piece} `;
  }
  lines.push(line.trimEnd());
  return lines.join('\n');
}

const parts = (locale, options, date) =>
  new Intl.DateTimeFormat(locale, { timeZone: 'UTC', calendar: 'gregory', ...options }).formatToParts(date);
const day = (month, dayOfMonth, hour = 9) => new Date(Date.UTC(2026, month, dayOfMonth, hour, 2));

// A CLDR date pattern, read off a formatted date.
function pattern(locale, options) {
  const letters = (part) => {
    const two = /^\d\d$/.test(part.value);
    switch (part.type) {
      case 'day': return two ? 'dd' : 'd';
      case 'month': return two ? 'MM' : options.month === 'long' ? 'MMMM' : 'MMM';
      case 'year': return 'y';
      case 'weekday': return 'EEE';
      case 'hour': return two ? 'HH' : 'h';
      case 'minute': return 'mm';
      case 'dayPeriod': return 'a';
    }
    must(part.type === 'literal' && !/\p{L}/u.test(part.value), `${locale}: ${part.type} “${part.value}”`);
    return text(part.value);
  };
  return parts(locale, options, day(8, 5)).map(letters).join('');
}

const piece = (list, type) => list.find((p) => p.type === type)?.value;

function numbers(locale) {
  const number = new Intl.NumberFormat(locale).formatToParts(-1234567.5);
  const amount = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).formatToParts(-1234567.5);
  must(number[0].type === 'minusSign' && amount[0].type === 'minusSign', `${locale}: the minus is in front`);
  must(piece(number, 'decimal') === piece(amount, 'decimal'), `${locale}: one decimal point`);
  must(number.filter((p) => p.type === 'integer').every((p, i) => i === 0 || p.value.length === 3), locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).formatToParts(0.05);
  must(percent[0].type === 'integer', `${locale}: the percent sign is behind`);
  return {
    group: piece(number, 'group'),
    moneyGroup: piece(amount, 'group'),
    decimal: piece(number, 'decimal'),
    percent: percent.slice(1).map((p) => p.value).join(''),
    symbolFirst: amount[1].type === 'currency',
  };
}

// The symbol with the space that parts it from the number.
function symbol(locale, currency, first) {
  const list = new Intl.NumberFormat(locale, { style: 'currency', currency }).formatToParts(1);
  const number = ['integer', 'group', 'decimal', 'fraction'];
  const at = list.findIndex((p) => number.includes(p.type));
  const end = list.findLastIndex((p) => number.includes(p.type));
  const before = list.slice(0, at), after = list.slice(end + 1);
  must(first ? after.length === 0 : before.length === 0, `${locale} ${currency}: the symbol's place`);
  return (first ? before : after).map((p) => p.value).join('');
}

const currencies = Intl.supportedValuesOf('currency').filter((code) => !NO_CURRENCY.includes(code)).sort();
const digitsOf = (code) => Object.keys(DIGITS).find((n) => DIGITS[n].includes(code)) ?? '2';
const countries = readFileSync('/usr/share/zoneinfo/iso3166.tab', 'utf8').split('\n')
  .filter((line) => /^[A-Z]{2}\t/.test(line)).map((line) => line.slice(0, 2)).sort();
must(countries.length === 249, `ISO 3166 has 249 countries, not ${countries.length}`);

const id = (locale) => locale.toLowerCase().replace('-', '_');
const languages = [...new Set(LOCALES.map((l) => l.slice(0, 2)))];

function format(locale, like) {
  const n = numbers(like);
  const months = (style) => Array.from({ length: 12 }, (_, m) =>
    piece(parts(like, { day: 'numeric', month: style, year: 'numeric' }, day(m, 5)), 'month'));
  const weekdays = Array.from({ length: 7 }, (_, d) =>
    piece(parts(like, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' }, day(5, 1 + d)), 'weekday'));
  const full = { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' };
  return `    {
        .locale = ${c(locale)},
        .group = ${c(n.group)},
        .money_group = ${c(n.moneyGroup)},
        .decimal = ${c(n.decimal)},
        .percent = ${c(n.percent)},
        .symbol_first = ${n.symbolFirst},
        .symbols = symbols_${id(like)},
        .date = ${c(pattern(like, { dateStyle: 'medium' }))},
        .full = ${c(pattern(like, full))},
        .time = ${c(pattern(like, { timeStyle: 'short' }))},
        .months = {
${rows(months('long').map(c), '            ')}
        },
        .short_months = {
${rows(months('short').map(c), '            ')}
        },
        .weekdays = {
${rows(weekdays.map(c), '            ')}
        },
        .countries = countries_${like.slice(0, 2)},
    },`;
}

const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
const places = letters.map((a) => letters.map((b) => countries.indexOf(a + b) + 1));

console.log(`/* Made by tools/cldr.mjs from CLDR ${process.versions.cldr}: node tools/cldr.mjs > src/base/format_tables.c */
#include "base/format_tables.h"

/* clang-format off */

const struct currency currencies[] = {
${rows(currencies.map((code) => `{"${code}", ${digitsOf(code)}}`))}
};
const size_t currencies_n = COUNT(currencies);

const char country_codes[][3] = {
${rows(countries.map((code) => `"${code}"`))}
};
const size_t countries_n = COUNT(country_codes);

const byte country_places[26][26] = {
${places.map((row) => `    {${row.join(', ')}},`).join('\n')}
};
`);
for (const language of languages) {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  const list = countries.map((code) => names.of(code));
  must(list.every(Boolean), `${language}: a country without a name`);
  console.log(`static const str countries_${language}[] = {\n${rows(list.map(c))}\n};\n`);
}
for (const locale of LOCALES) {
  const { symbolFirst } = numbers(locale);
  console.log(`static const str symbols_${id(locale)}[] = {
${rows(currencies.map((code) => c(symbol(locale, code, symbolFirst))))}
};
_Static_assert(COUNT(symbols_${id(locale)}) == COUNT(currencies), "one a currency");
`);
}
console.log(`const struct format formats[] = {
${LOCALES.map((locale) => format(locale, locale)).join('\n')}
${format(PSEUDO.locale, PSEUDO.like)}
};
const size_t formats_n = COUNT(formats);`);
