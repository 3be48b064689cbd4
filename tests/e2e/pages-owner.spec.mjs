// All pages of the back office. The longest ways have files of their own, so that they are gone side by side.
import { everyPageIsSound } from './lib/crawl.mjs';
import * as f from './lib/flows.mjs';

everyPageIsSound({ who: 'the owner', lang: 'en', enter: p => f.signInAdmin(p, 'owner'), from: w => `${w.server.admin}/dashboard` });
