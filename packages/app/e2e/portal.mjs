// Portals on free ports, each with a state folder of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startBackend } from './backend.mjs';
import { freePort } from './ports.mjs';

const root = resolve(import.meta.dirname, '../../..');

/** As `npm start` starts it. Resolves when it is usable. `stop` ends it as Ctrl-C would. */
export async function startPortal() {
  const data = mkdtempSync(join(tmpdir(), 'tutti-portal-'));
  const [frontend, backend, sandbox] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
  ]);
  const child = spawn(process.execPath, ['scripts/portal.mjs'], {
    cwd: root,
    env: {
      ...process.env,
      TUTTI_DATA: data,
      TUTTI_FRONTEND_PORT: String(frontend),
      TUTTI_BACKEND_PORT: String(backend),
      TUTTI_SANDBOX_PORT: String(sandbox),
      // Flags of a test runner are not for the portal.
      NODE_OPTIONS: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise(done => child.once('exit', done));
  await new Promise((done, failed) => {
    const keep = text => {
      output += text;
      if (output.includes('Tutti is ready')) done();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    ended.then(() => failed(new Error(`The portal did not start:\n${output}`)));
  });
  return {
    url: `http://localhost:${frontend}`,
    backendUrl: `http://localhost:${backend}`,
    sandboxUrl: `http://127.0.0.1:${sandbox}`,
    logs: join(data, 'logs'),
    async stop() {
      child.kill('SIGINT');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

let isBuilt = process.env.TUTTI_PORTAL_IS_BUILT === '1';

/** Builds the portal's pages; files of tests that are run from here on know it. */
export async function buildPortal() {
  const child = spawn('yarn', ['workspace', 'app', 'build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = text => {
    output += text;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise(done => child.once('exit', done));
  if (code !== 0) throw new Error(`The portal could not be built:\n${output}`);
  isBuilt = true;
  process.env.TUTTI_PORTAL_IS_BUILT = '1';
}

/** As it is installed: built once, and served by the backend under the backend's headers. */
export async function startBuiltPortal({ env } = {}) {
  if (!isBuilt) await buildPortal();
  const { url, sandboxUrl, stop } = await startBackend({ env });
  return { url, backendUrl: url, sandboxUrl, stop };
}
