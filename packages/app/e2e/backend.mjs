// The backend and the sandbox without the frontend, each a process group of its own, so that
// a test can kill one of them as a machine would.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from './ports.mjs';

const root = resolve(import.meta.dirname, '../../..');

async function until(url, output) {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const ok = await fetch(url).then(
      answer => answer.ok,
      () => false,
    );
    if (ok) return;
    if (Date.now() > deadline)
      throw new Error(`${url} is silent:\n${output()}`);
    await new Promise(done => setTimeout(done, 100));
  }
}

function start(command, args, options) {
  let output = '';
  const child = spawn(command, args, {
    ...options,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const keep = text => {
    output += text;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise(done => child.once('exit', done));
  return {
    output: () => output,
    async end(signal) {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // The group has ended already.
      }
      await ended;
    },
  };
}

/**
 * A backend with a database in a folder, a sandbox that survives it, and a guest's calls. It serves the
 * portal too, where that was built. `env`: beside the usual.
 */
export async function startBackend({ env: more } = {}) {
  const data = mkdtempSync(join(tmpdir(), 'tutti-backend-'));
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  const env = {
    ...process.env,
    NODE_OPTIONS: '--no-deprecation',
    TUTTI_DATA: data,
    TUTTI_SANDBOX_URL: sandboxUrl,
    APP_CONFIG_app_baseUrl: url,
    APP_CONFIG_backend_baseUrl: url,
    APP_CONFIG_backend_listen_port: String(port),
    ...more,
  };
  const sandbox = start(
    process.execPath,
    ['packages/sandbox/bin/tutti-sandbox', '--port', String(sandboxPort)],
    { cwd: root, env },
  );
  await until(`${sandboxUrl}/readyz`, sandbox.output);
  let backend;
  const up = async () => {
    backend = start('yarn', ['workspace', 'backend', 'start'], {
      cwd: root,
      env,
    });
    await until(`${url}/.backstage/health/v1/readiness`, () =>
      backend.output(),
    );
  };
  await up();
  let token;
  return {
    url,
    sandboxUrl,
    /** Everything that the backends of this test printed so far. */
    log: () => backend.output(),
    /** One call of Tutti's API as a guest; rejects with the answer's text. */
    async call(method, path, body) {
      token ??= (await (await fetch(`${url}/api/auth/guest/refresh`)).json())
        .backstageIdentity.token;
      const answer = await fetch(`${url}/api/tutti/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          // However long a plan takes.
          prefer: 'wait=30',
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      if (!answer.ok) {
        throw new Error(
          `${method} ${path}: ${answer.status} ${await answer.text()}`,
        );
      }
      return answer.json();
    },
    async kill() {
      await backend.end('SIGKILL');
    },
    async startAgain() {
      token = undefined;
      await up();
    },
    async stop() {
      await backend.end('SIGTERM');
      await sandbox.end('SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
  };
}
