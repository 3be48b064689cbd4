// The words of the interface. Tests name them in English, as the source does; in German they are what
// po/de.po says, so that a page whose words were forgotten fails here.
import { readFileSync } from 'node:fs';

const po = new URL('../../../po/', import.meta.url);

function unquote(text) {
  return JSON.parse(text);
}

function read(lang) {
  const words = new Map();
  let id = null, into = null, entry = {};
  const done = () => { if (entry.msgid) words.set(entry.msgid, entry); entry = {}; };
  for (const line of readFileSync(new URL(`${lang}.po`, po), 'utf8').split('\n')) {
    const at = line.match(/^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) (".*")$/);
    if (at) {
      if (at[1] === 'msgid') done();
      into = at[1];
      entry[into] = unquote(at[2]);
      id = into;
    } else if (id && line.startsWith('"')) {
      entry[into] += unquote(line);
    } else {
      id = null;
    }
  }
  done();
  return words;
}

const catalogues = new Map();

// The text in a language, with %1, %2 … replaced by the values.
export function word(lang, english, ...values) {
  let text = english;
  if (lang !== 'en') {
    if (!catalogues.has(lang)) catalogues.set(lang, read(lang));
    const entry = catalogues.get(lang).get(english);
    text = entry?.msgstr ?? entry?.['msgstr[0]'];
    if (!text) throw new Error(`no ${lang} for "${english}"`);
  }
  return values.reduce((s, v, i) => s.replaceAll(`%${i + 1}`, v), text);
}
