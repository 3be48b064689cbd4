// Runs all scenarios, or the files named on the command line, against one demo database.
//
//   KONTOR_BIN=…/kontor node run.mjs [assist.spec.mjs …]
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDemo } from './lib/server.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const named = process.argv.slice(2);
const long = f => f.startsWith('pages'); // these begin first
const all = () => readdirSync(here).filter(f => f.endsWith('.spec.mjs')).sort((a, b) => long(b) - long(a) || (a < b ? -1 : 1));
const files = (named.length ? named : all()).map(f => join(here, f));

const dir = mkdtempSync(join(tmpdir(), 'kontor-demo-'));
let code = 1;
try {
  const db = join(dir, 'demo.db');
  await makeDemo(db);
  code = await new Promise(resolve => {
    spawn(process.execPath, ['--test', '--test-concurrency=4', ...files],
      { stdio: 'inherit', env: { ...process.env, KONTOR_DEMO_DB: db } }).on('exit', c => resolve(c ?? 1));
  });
} finally {
  rmSync(dir, { recursive: true, force: true });
}
process.exit(code);
