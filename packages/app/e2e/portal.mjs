// The portal as `npm start` starts it, on free ports and with a state folder of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from './ports.mjs';

const root = resolve(import.meta.dirname, '../../..');

/** Resolves when the portal is usable. `stop` ends it as Ctrl-C would. `env`: beside the usual. */
export async function startPortal({ env } = {}) {
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
      ...env,
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
