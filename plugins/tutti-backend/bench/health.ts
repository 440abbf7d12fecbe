/**
 * How soon a backend says that it is healthy, and answers a small question, while tenants send it
 * what they should not. Four processes: the backend, its sandbox, those who attack, and this one,
 * which only measures.
 *
 * `bench/health.ts [seconds of each attack]`; ends with 1 when p99 is over the limit.
 */
import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { ATTACKS } from './attacks';

const SECONDS = Number(process.argv[2] ?? 10);
/** What we promise (docs/reference/performance.md), in ms, on a quiet machine. */
const LIMIT_MS = 100;
const EVERY_MS = 20;

const HEALTH = '/.backstage/health/v1/readiness';
const SMALL = '/api/tutti/v1/applications/shop/workloads/web';

const children: ChildProcess[] = [];

async function start<Ready>(role: string, ...input: string[]): Promise<Ready> {
  const child = fork(path.join(__dirname, `${role}.ts`), input);
  children.push(child);
  return heard<Ready>(child);
}

/** What transforms sources talks to this process too. */
async function heard<Told>(child: ChildProcess): Promise<Told> {
  for (;;) {
    const [message] = await once(child, 'message');
    if ('bench' in message) {
      return message.bench;
    }
  }
}

/** Asks every 20 ms, whether the last answer came or not. @returns milliseconds, sorted */
async function measure(
  address: string,
  headers: Record<string, string>,
  seconds: number,
): Promise<number[]> {
  const asked: Promise<number>[] = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const began = performance.now();
    asked.push(
      fetch(address, { headers }).then(async answer => {
        await answer.arrayBuffer();
        if (!answer.ok) {
          throw new Error(`${address} answers ${answer.status}`);
        }
        return performance.now() - began;
      }),
    );
    await new Promise(resolve => setTimeout(resolve, EVERY_MS));
  }
  return (await Promise.all(asked)).sort((a, b) => a - b);
}

function figures(times: number[]): (string | number)[] {
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return [at(0.5).toFixed(1), at(0.99).toFixed(1), at(1).toFixed(1)];
}

function row(cells: (string | number)[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

async function main(): Promise<void> {
  const sandbox = await start<string>('sandbox');
  const { address, authorization } = await start<{
    address: string;
    authorization: string;
  }>('portal', sandbox);
  const portal = children[children.length - 1];
  const [{ model }] = os.cpus();
  process.stdout.write(
    `\n${os.cpus().length} x ${model.trim()}, load ${os
      .loadavg()[0]
      .toFixed(1)}, Node ${process.version}; milliseconds\n\n`,
  );
  row([
    'while',
    'health p50',
    'p99',
    'max',
    'small call p50',
    'p99',
    'max',
    'event loop p99',
    'max',
    'memory, MiB',
  ]);
  row(Array(10).fill('--:'));
  let worst = 0;
  for (const attack of ['nothing else', ...Object.keys(ATTACKS)]) {
    const attacker = fork(path.join(__dirname, 'attacker.ts'), [
      attack,
      address,
      authorization,
    ]);
    children.push(attacker);
    await heard(attacker);
    portal.send('begin');
    const headers = { authorization };
    const [health, small] = await Promise.all([
      measure(`${address}${HEALTH}`, {}, SECONDS),
      measure(`${address}${SMALL}`, headers, SECONDS),
    ]);
    portal.send('end');
    const loop = await heard<{ p99: number; max: number; memory: number }>(
      portal,
    );
    attacker.kill();
    row([
      attack,
      ...figures(health),
      ...figures(small),
      loop.p99.toFixed(1),
      loop.max.toFixed(1),
      loop.memory,
    ]);
    worst = Math.max(worst, health[Math.floor(health.length * 0.99)]);
  }
  process.stdout.write(
    `\nworst p99 of health: ${worst.toFixed(1)} of ${LIMIT_MS} ms, load ${os
      .loadavg()[0]
      .toFixed(1)}\n`,
  );
  process.exitCode = worst > LIMIT_MS ? 1 : 0;
}

main().finally(() => children.forEach(child => child.kill()));
