// Commands of the install test, each in a process group of its own.
import { spawn } from 'node:child_process';
import { environment, say } from '../toolchain.mjs';

/** Fresh apps have no lock file of ours, and a CI's switch for that would refuse to make one. */
export function adopterEnvironment(env = {}) {
  return {
    ...environment(),
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    NODE_OPTIONS: '--no-deprecation --max-old-space-size=4096',
    ...env,
  };
}

function start(command, args, { cwd, env }) {
  const child = spawn(command, args, {
    cwd,
    env: adopterEnvironment(env),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = text => {
    output = (output + text).slice(-40_000);
    if (process.env.TUTTI_VERBOSE) process.stdout.write(text);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise(done => child.once('close', done));
  return { child, ended, output: () => output };
}

/** @throws Error with the end of the output when it fails */
export async function run(command, args, options) {
  const began = Date.now();
  const shown = [command, ...args].join(' ').split('\n')[0].slice(0, 100);
  const { ended, output } = start(command, args, options);
  const code = await ended;
  if (code !== 0) {
    throw new Error(`${shown} ended with ${code}:\n${output()}`);
  }
  say(`  ${Math.round((Date.now() - began) / 1000)} s  ${shown}`);
}

/** Runs until it is stopped. */
export function runInBackground(command, args, options) {
  const { child, ended, output } = start(command, args, options);
  return {
    output,
    ended,
    async stop() {
      try {
        process.kill(-child.pid, 'SIGTERM');
        setTimeout(() => {
          try {
            process.kill(-child.pid, 'SIGKILL');
          } catch {
            // It has ended.
          }
        }, 10_000).unref();
      } catch {
        // It has ended.
      }
      await ended;
    },
  };
}
