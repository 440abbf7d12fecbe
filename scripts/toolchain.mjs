// Makes sure that we run on a Node and a Yarn that Backstage 1.57 works with. A machine
// with only Node 20 and npm gets both from the npm registry, for this process only.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createWriteStream } from 'node:fs';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const stateFolder = resolve(root, process.env.TUTTI_DATA ?? '.tutti');

const NODE = '24.18.1';
const YARN = '4.13.0';

export function say(text) {
  process.stdout.write(`${text}\n`);
}

function nodeWorks() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  // The headers of Node 24.19 to 24.21 make better-sqlite3 12 crash in garbage collection.
  if (major === 24) return minor < 19 || minor > 21;
  return major === 22 && minor >= 18;
}

function yarnWorks() {
  const { status, stdout } = spawnSync('yarn', ['--version'], {
    cwd: root,
    encoding: 'utf8',
    // Corepack must not stop and ask.
    env: { ...process.env, COREPACK_ENABLE_DOWNLOAD_PROMPT: '0' },
  });
  return status === 0 && stdout.trim().startsWith('4.');
}

/**
 * Runs the calling script again under the right Node and Yarn, if this is not it.
 * Returns true in the process that may go on.
 */
export async function underToolchain() {
  if (process.env.TUTTI_TOOLCHAIN === '1' || (nodeWorks() && yarnWorks())) {
    return true;
  }
  say(
    `Node ${process.versions.node} found; using Node ${NODE} and Yarn ${YARN} from the npm registry …`,
  );
  const words = [process.argv[1], ...process.argv.slice(2)];
  const command = `node ${words.map(word => `"${word}"`).join(' ')}`;
  const child = spawn(
    'npx',
    [
      '-y',
      '-p',
      `node@${NODE}`,
      '-p',
      `@yarnpkg/cli-dist@${YARN}`,
      '-c',
      command,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, TUTTI_TOOLCHAIN: '1' },
    },
  );
  // Ctrl-C reaches the whole group; we only wait for the inner process to tidy up.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      if (signal === 'SIGTERM') child.kill(signal);
    });
  }
  process.exitCode = await new Promise(done =>
    child.on('exit', (code, signal) => done(code ?? (signal ? 130 : 1))),
  );
  return false;
}

/** Native addons must be compiled against the headers of the Node that will load them. */
function headersOfThisNode() {
  const prefix = resolve(process.execPath, '../..');
  if (existsSync(join(prefix, 'include/node/node.h'))) return prefix;
  for (const parent of [join(prefix, 'node_modules'), resolve(prefix, '..')]) {
    if (!existsSync(parent)) continue;
    const found = readdirSync(parent).find(
      name =>
        /^node-(linux|darwin|win)/.test(name) &&
        existsSync(join(parent, name, 'include/node/node.h')),
    );
    if (found) return join(parent, found);
  }
  return undefined;
}

export function environment() {
  const headers = headersOfThisNode();
  return {
    ...process.env,
    ...(headers && { npm_config_nodedir: headers }),
    COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
  };
}

function installedState() {
  const hash = createHash('sha256').update(process.versions.modules);
  const manifests = ['package.json', 'yarn.lock'];
  for (const folder of ['packages', 'plugins']) {
    for (const name of readdirSync(join(root, folder)).sort()) {
      const file = join(folder, name, 'package.json');
      if (existsSync(join(root, file))) manifests.push(file);
    }
  }
  for (const file of manifests) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** Installs what is missing; says what it does and how long it has been at it. */
export async function install() {
  const stamp = join(root, 'node_modules/.tutti-installed');
  const state = installedState();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return;
  mkdirSync(join(stateFolder, 'logs'), { recursive: true });
  const log = join(stateFolder, 'logs/install.log');
  say(
    'Installing packages (about two minutes when they are cached, more the first time) …',
  );
  const began = Date.now();
  let current = '';
  const clock = setInterval(() => {
    say(`  ${Math.round((Date.now() - began) / 1000)} s  ${current}`);
  }, 20_000);
  const child = spawn('yarn', ['install', '--immutable'], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const file = createWriteStream(log);
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', data => {
      file.write(data);
      const step = /┌ ([A-Z][a-z]+ step)/.exec(String(data));
      if (step) current = step[1];
    });
  }
  const code = await new Promise(done => child.on('exit', done));
  clearInterval(clock);
  file.end();
  if (code !== 0) {
    say(readFileSync(log, 'utf8').split('\n').slice(-25).join('\n'));
    throw new Error(`yarn install failed; the whole output is in ${log}`);
  }
  writeFileSync(stamp, state);
  say(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`);
}
