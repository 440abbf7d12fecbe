/**
 * How soon a backend says that it is healthy, and makes somebody's plan, while others send what
 * they should not. Processes of their own: the backend, its sandbox, those who attack, a server
 * that does nothing, and this one, which only measures. What the idle server takes is what the
 * machine takes from everybody.
 *
 * `bench/health.ts [--seconds N] [--only <part of an attack's name>] [--profiles <folder>]`
 *
 * Ends by itself, with 1 when the p99 of health is over its limit.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { ATTACKS } from './attacks';
import { Children, LoopDelays, Portal } from './processes';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    only: { type: 'string', default: '' },
    profiles: { type: 'string', default: '' },
  },
});
const SECONDS = Number(options.seconds);
/** What we promise (docs/reference/performance.md), in ms, beside what the idle server takes. */
const LIMIT_MS = 100;
const EVERY_MS = 20;
/** One that takes longer counts as this. */
const PATIENCE_MS = 10_000;

const HEALTH = '/.backstage/health/v1/readiness';
const PLANS = '/api/tutti/v1/applications/calm/environments/development/plans';

const children = new Children();

/** @returns milliseconds until the whole answer was there. */
async function ask(address: string, request: RequestInit = {}) {
  const began = performance.now();
  try {
    const answer = await fetch(address, {
      ...request,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.arrayBuffer();
    return answer.ok ? performance.now() - began : PATIENCE_MS;
  } catch {
    return PATIENCE_MS;
  }
}

/** Asks every 20 ms, whether the last answer came or not. */
async function measure(address: string): Promise<number[]> {
  const asked: Promise<number>[] = [];
  const end = performance.now() + SECONDS * 1000;
  while (performance.now() < end) {
    asked.push(ask(address));
    await new Promise(resolve => setTimeout(resolve, EVERY_MS));
  }
  return Promise.all(asked);
}

/** One plan after the other, as somebody does who waits for each. */
async function measurePlans({ address, innocent }: Portal): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + SECONDS * 1000;
  do {
    times.push(
      await ask(`${address}${PLANS}`, {
        method: 'POST',
        headers: {
          authorization: innocent,
          'Content-Type': 'application/json',
          // However long a plan takes.
          Prefer: 'wait=30',
        },
        body: '{}',
      }),
    );
  } while (performance.now() < end);
  return times;
}

function at(times: number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function figures(times: number[]): string[] {
  return [0.5, 0.99, 1].map(share => at(times, share).toFixed(0));
}

function row(cells: (string | number)[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

async function main(): Promise<void> {
  const sandbox = await children.heard<string>(children.start('sandbox'));
  const control = children.start('control');
  const idle = await children.heard<string>(control);
  const backend = children.start('portal', sandbox, options.profiles);
  const portal = await children.heard<Portal>(backend);
  const [{ model }] = os.cpus();
  process.stdout.write(
    `\n${os.cpus().length} x ${model.trim()}, load ${os
      .loadavg()[0]
      .toFixed(1)}, Node ${
      process.version
    }, ${SECONDS} s each; milliseconds: p50 / p99 / max\n\n`,
  );
  row([
    'while',
    'health',
    'idle server',
    'event loop p99 / max',
    "idle server's",
    "somebody else's plan",
    'answers to the attack',
    'memory, MiB',
  ]);
  row(Array(8).fill('--:'));
  let worst = 0;
  const attacks = Object.keys(ATTACKS).filter(name =>
    name.includes(options.only),
  );
  for (const attack of ['nothing else', ...attacks]) {
    const attacker = children.start('attacker', attack, JSON.stringify(portal));
    await children.heard(attacker);
    backend.send('begin');
    control.send('begin');
    const [health, nothing, plans] = await Promise.all([
      measure(`${portal.address}${HEALTH}`),
      measure(idle),
      measurePlans(portal),
    ]);
    const told = Promise.all([
      children.heard<LoopDelays>(backend),
      children.heard<LoopDelays>(control),
      children.heard<Record<string, number>>(attacker),
    ]);
    backend.send(attack);
    control.send(attack);
    attacker.send('end');
    const [loop, idleLoop, answers] = await told;
    attacker.kill('SIGKILL');
    row([
      attack,
      figures(health).join(' / '),
      figures(nothing).join(' / '),
      `${loop.p99.toFixed(0)} / ${loop.max.toFixed(0)}`,
      `${idleLoop.p99.toFixed(0)} / ${idleLoop.max.toFixed(0)}`,
      figures(plans).join(' / '),
      Object.entries(answers)
        .map(([status, count]) => `${count} x ${status}`)
        .join(', ') || '-',
      loop.memory,
    ]);
    worst = Math.max(worst, at(health, 0.99) - at(nothing, 0.99));
  }
  process.stdout.write(
    `\nworst p99 of health, beside the idle server's: ${worst.toFixed(
      0,
    )} of ${LIMIT_MS} ms, load ${os.loadavg()[0].toFixed(1)}\n`,
  );
  process.exitCode = worst > LIMIT_MS ? 1 : 0;
}

main()
  .catch(error => {
    process.stderr.write(`${error}\n`);
    process.exitCode = 1;
  })
  .finally(() => {
    children.end();
    process.exit();
  });
