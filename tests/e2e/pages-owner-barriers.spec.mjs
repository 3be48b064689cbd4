// All pages of the back office, looked at by axe.
import { everyPageIsOpenToAll } from './lib/crawl.mjs';
import * as f from './lib/flows.mjs';

everyPageIsOpenToAll({ who: 'the owner', lang: 'en', enter: p => f.signInAdmin(p, 'owner'), from: w => `${w.server.admin}/dashboard` });
