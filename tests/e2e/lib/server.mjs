// Starts the program: a demo database is made once a run and copied for each server, so that scenarios never
// meet. The binary is named by KONTOR_BIN.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LATEST_START = 30_000; // milliseconds

function binary() {
  const bin = process.env.KONTOR_BIN;
  if (!bin) throw new Error('KONTOR_BIN names no program; run this by ./dev test');
  return bin;
}

// Runs the program until it prints its line of addresses.
async function launch(args, env = {}) {
  const child = spawn(binary(), args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const run = { child, log: '', exited: null };
  run.exit = new Promise(resolve => child.on('exit', (code, signal) => resolve(run.exited = { code, signal })));
  child.stderr.on('data', d => { run.log += d; });
  run.addresses = await new Promise((resolve, reject) => {
    let out = '';
    const late = setTimeout(() => reject(new Error(`no address after ${LATEST_START} ms\n${out}${run.log}`)), LATEST_START);
    const stop = () => clearTimeout(late);
    child.on('error', e => { stop(); reject(e); });
    child.on('exit', code => { stop(); reject(new Error(`${args[0]} ended with ${code}\n${out}${run.log}`)); });
    child.stdout.on('data', d => {
      out += d;
      for (const line of out.split('\n').slice(0, -1))
        if (line.startsWith('{')) { stop(); resolve(JSON.parse(line)); return; }
    });
  });
  child.stdout.resume();
  return run;
}

async function finish(run) {
  if (!run.exited) run.child.kill('SIGTERM');
  const hard = setTimeout(() => run.child.kill('SIGKILL'), 30_000);
  const { code, signal } = await run.exit;
  clearTimeout(hard);
  if (code !== 0) throw new Error(`the program ended with ${signal ?? code}\n${run.log.slice(-4000)}`);
}

export function copyDatabase(from, to) {
  for (const end of ['', '-wal'])
    if (existsSync(from + end)) copyFileSync(from + end, to + end);
}

// Fills a fresh database with the demo shop.
export async function makeDemo(file) {
  const child = spawn(binary(), ['demo', '--db', file, '--only-data', '--json'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', d => { log += d; });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the demo shop was not made (${code})\n${log.slice(-4000)}`);
}

let own; // the demo database of this process, when no run made one

export async function demoDatabase() {
  if (process.env.KONTOR_DEMO_DB) return process.env.KONTOR_DEMO_DB;
  if (!own) {
    const dir = mkdtempSync(join(tmpdir(), 'kontor-demo-'));
    process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
    own = join(dir, 'demo.db');
    await makeDemo(own);
  }
  return own;
}

// A mail as its reader sees it: heads unfolded and decoded (RFC 5322, 2047), parts out of quoted-printable or base64.
function readable(mail) {
  const bytes = text => Buffer.from(text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, x) => String.fromCharCode(parseInt(x, 16))), 'latin1').toString();
  const [head, ...rest] = mail.split(/\r?\n\r?\n/);
  const words = head.replace(/\r?\n[ \t]+/g, ' ')
    .replace(/(\?=) (=\?)/g, '$1$2')
    .replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, b) => Buffer.from(b, 'base64').toString())
    .replace(/=\?utf-8\?q\?([^?]*)\?=/gi, (_, q) => bytes(q.replaceAll('_', ' ')));
  return `${words}\n\n${bytes(rest.join('\n\n'))}`;
}

export class Server {
  static async start() {
    const s = new Server();
    s.dir = mkdtempSync(join(tmpdir(), 'kontor-e2e-'));
    s.db = join(s.dir, 'shop.db');
    copyDatabase(await demoDatabase(), s.db);
    s.clock = join(s.dir, 'clock');
    s.ahead = 0;
    s.pass(0);
    s.run = await launch(['demo', '--db', s.db, '--listen', '127.0.0.1:0', '--json'], { KONTOR_CLOCK_FILE: s.clock });
    const { shop, admin } = s.run.addresses;
    s.shop = shop.replace(/\/$/, '');
    s.admin = admin.replace(/\/$/, '');
    s.origin = new URL(s.shop).origin;
    return s;
  }

  // Time goes by, for the program only, which reads the file at any moment: so it is replaced, not rewritten.
  pass(seconds) {
    this.ahead += seconds;
    writeFileSync(`${this.clock}.new`, String(this.ahead));
    renameSync(`${this.clock}.new`, this.clock);
  }

  get log() {
    return this.run.log;
  }

  // The newest mail to an address whose subject fits; waits for it.
  async mail(to, subject) {
    const folder = `${this.db}.mail`;
    mkdirSync(folder, { recursive: true });
    const changes = watch(folder);
    const late = setTimeout(() => changes.emit('error', new Error(`no mail to ${to}: ${readdirSync(folder)}`)), 20_000);
    try {
      for (;;) {
        const mails = readdirSync(folder).filter(f => f.endsWith('.eml')).sort().reverse()
          .map(f => readable(readFileSync(join(folder, f), 'utf8')));
        const found = mails.find(m => /^To: .*/m.exec(m)[0].includes(to) && subject.test(/^Subject: .*/m.exec(m)[0]));
        if (found) return found;
        await once(changes, 'change');
      }
    } finally {
      clearTimeout(late);
      changes.close();
    }
  }

  async stop() {
    try {
      await finish(this.run);
    } finally {
      rmSync(this.dir, { recursive: true, force: true });
    }
  }
}
