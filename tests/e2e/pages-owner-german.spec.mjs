// All pages of the back office, in German.
import { everyPageIsSound } from './lib/crawl.mjs';
import * as f from './lib/flows.mjs';

async function germanOwner(p) {
  await f.signInAdmin(p, 'owner');
  p.lang = 'en'; // until the owner says otherwise
  await f.germanBackOffice(p);
}

everyPageIsSound({ who: 'the owner', lang: 'de', enter: germanOwner, from: w => `${w.server.admin}/dashboard` });
