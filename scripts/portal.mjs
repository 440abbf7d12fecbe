// `npm start`: everything for a first look, on embedded defaults. One process group per
// part, so that Ctrl-C leaves nothing behind.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import {
  environment,
  install,
  root,
  say,
  stateFolder,
  underToolchain,
} from './toolchain.mjs';

const FRONTEND = Number(process.env.TUTTI_FRONTEND_PORT ?? 3000);
const BACKEND = Number(process.env.TUTTI_BACKEND_PORT ?? 7007);
const SANDBOX = Number(process.env.TUTTI_SANDBOX_PORT ?? 7010);
// Where addresses of routes answer; the sandbox takes another port when it is in use.
const ROUTES = Number(process.env.TUTTI_ROUTES_PORT ?? 7011);

const parts = new Map();
let stopping;

function portIsFree(port) {
  return new Promise(done => {
    const probe = createServer()
      .once('error', () => done(false))
      .once('listening', () => probe.close(() => done(true)))
      .listen(port, '127.0.0.1');
  });
}

async function refuseBusyPorts() {
  for (const [name, port, variable] of [
    ['frontend', FRONTEND, 'TUTTI_FRONTEND_PORT'],
    ['backend', BACKEND, 'TUTTI_BACKEND_PORT'],
    ['sandbox', SANDBOX, 'TUTTI_SANDBOX_PORT'],
  ]) {
    if (!(await portIsFree(port))) {
      throw new Error(
        `Port ${port} for the ${name} is in use. Stop what uses it, or choose another: ${variable}=${
          port + 100
        } npm start`,
      );
    }
  }
}

function start(name, command, args, env) {
  const log = createWriteStream(join(stateFolder, `logs/${name}.log`));
  const child = spawn(command, args, {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  parts.set(name, child);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  if (process.env.TUTTI_VERBOSE) {
    child.stdout.pipe(process.stdout, { end: false });
    child.stderr.pipe(process.stderr, { end: false });
  }
  child.on('exit', code => {
    parts.delete(name);
    if (!stopping) {
      say(
        `The ${name} stopped (${code}). Its output: ${join(
          stateFolder,
          `logs/${name}.log`,
        )}`,
      );
      stop(1);
    }
  });
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

function groupLives(child) {
  try {
    process.kill(-child.pid, 0);
    return true;
  } catch {
    return false;
  }
}

function stop(code) {
  stopping ??= (async () => {
    const children = [...parts.values()];
    // The sandbox last: a deployment under way may still want to write its end.
    for (const child of children.reverse()) signalGroup(child, 'SIGTERM');
    const deadline = Date.now() + 8_000;
    while (children.some(groupLives) && Date.now() < deadline) {
      await new Promise(done => setTimeout(done, 100));
    }
    for (const child of children) signalGroup(child, 'SIGKILL');
    say('Stopped.');
    process.exit(code);
  })();
}

async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

async function until(what, url, began, limitMs = 240_000) {
  let spoken = Date.now();
  while (!(await answers(url))) {
    if (stopping) await stopping;
    if (Date.now() - began > limitMs) {
      throw new Error(
        `The ${what} did not answer at ${url} within ${
          limitMs / 1000
        } s. Logs: ${join(stateFolder, 'logs')}`,
      );
    }
    if (Date.now() - spoken > 15_000) {
      spoken = Date.now();
      say(
        `  ${Math.round((spoken - began) / 1000)} s  waiting for the ${what} …`,
      );
    }
    await new Promise(done => setTimeout(done, 250));
  }
  say(`  ${what} ready after ${Math.round((Date.now() - began) / 1000)} s`);
}

async function main() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => stop(0));
  }
  await refuseBusyPorts();
  await install();
  // Databases and logs are for whoever started them; what was installed is not.
  process.umask(0o077);
  mkdirSync(join(stateFolder, 'logs'), { recursive: true });

  const frontendUrl = `http://localhost:${FRONTEND}`;
  const backendUrl = `http://localhost:${BACKEND}`;
  const sandboxUrl = `http://127.0.0.1:${SANDBOX}`;
  const env = {
    ...environment(),
    TUTTI_DATA: stateFolder,
    TUTTI_SANDBOX_URL: sandboxUrl,
    APP_CONFIG_app_baseUrl: frontendUrl,
    APP_CONFIG_backend_baseUrl: backendUrl,
    APP_CONFIG_backend_listen_port: String(BACKEND),
    APP_CONFIG_backend_cors_origin: frontendUrl,
    BROWSER: 'none',
    NODE_OPTIONS: [process.env.NODE_OPTIONS, '--no-deprecation']
      .filter(Boolean)
      .join(' '),
  };

  say(
    'Starting the sandbox cluster (a simulation), the backend and the frontend …',
  );
  const began = Date.now();
  start(
    'sandbox',
    process.execPath,
    [
      'packages/sandbox/bin/tutti-sandbox',
      '--port',
      String(SANDBOX),
      '--routes-port',
      String(ROUTES),
      '--data',
      join(stateFolder, 'sandbox'),
    ],
    env,
  );
  await until('sandbox', `${sandboxUrl}/readyz`, began, 30_000);
  start('portal', 'yarn', ['start:portal'], env);
  await until('backend', `${backendUrl}/.backstage/health/v1/readiness`, began);
  await until('frontend', frontendUrl, began);
  say(
    `\nTutti is ready: ${frontendUrl}   (Ctrl-C stops everything; logs in ${join(
      stateFolder,
      'logs',
    )})`,
  );
}

if (await underToolchain()) {
  try {
    await main();
  } catch (error) {
    say(`\n${error.message}`);
    stop(1);
  }
}
