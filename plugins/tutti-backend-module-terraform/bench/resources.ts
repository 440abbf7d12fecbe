/**
 * Two questions about many things. How long the driver takes for one module with many resources of the tool,
 * against `init`, `plan` and `apply` of the same code by hand. And how long many resources of one environment
 * take at once, each a work of its own, and how much memory backend and tools use by then.
 *
 * `bench/resources.ts [--inside N] [--beside N] [--at-once N] [--rounds N] [--phases]`
 *
 * `--phases` tells what the time of the one module goes into.
 *
 * Needs TOFU_ASSETS. A figure counts on a quiet machine: the load is told with it, and the processor time, which
 * depends less on it.
 */
import { execFile } from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { openFile } from '../src/__testUtils__/sqliteFile';
import { openWorld, requestFor, runOf } from '../src/__testUtils__/world';
import { Phases, Run, told as toldPhases } from './Phases';
import { processorTime } from './processorTime';

const { values: options } = parseArgs({
  options: {
    inside: { type: 'string', default: '120' },
    beside: { type: 'string', default: '50' },
    'at-once': { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    phases: { type: 'boolean', default: false },
  },
});
const INSIDE = Number(options.inside);
const BESIDE = Number(options.beside);
const AT_ONCE = Number(options['at-once']);
const ROUNDS = Number(options.rounds);
const { TOFU_ASSETS = '' } = process.env;
const TOFU = join(TOFU_ASSETS, 'tofu');
const MIB = 1024 * 1024;

const many = (count: number, folder: string) => `
resource "random_pet" "each" {
  count = ${count / 2}
}
resource "local_file" "each" {
  count    = ${count / 2}
  filename = "${folder}/\${count.index}"
  content  = random_pet.each[count.index].id
}
output "first" { value = random_pet.each[0].id }
`;

/** Seconds, on the clock and of processors. */
interface Cost {
  clock: number;
  processor: number;
  phases?: Run;
}

type Steps = Record<string, () => Promise<unknown>>;

async function costOf(steps: Steps, phases?: Phases): Promise<Cost> {
  const used = await processorTime();
  const began = performance.now();
  const run = await phases?.of(steps);
  if (!phases) for (const step of Object.values(steps)) await step();
  const clock = (performance.now() - began) / 1000;
  // What a process used counts when it has ended: a supervisor does so just after its work.
  await pause(500);
  return {
    clock,
    processor: (await processorTime()) - used,
    ...(run && { phases: run }),
  };
}

/** By hand, as a person would. */
async function raw(count: number, phases?: Phases): Promise<Cost> {
  const folder = await mkdtemp(join(tmpdir(), 'tutti-raw-'));
  const config = join(folder, 'cli.tfrc');
  await writeFile(join(folder, 'main.tf'), many(count, join(folder, 'out')));
  await writeFile(
    config,
    `disable_checkpoint = true
provider_installation {
  filesystem_mirror { path = "${TOFU_ASSETS}/providers" }
}`,
  );
  const tofu = (...args: string[]) =>
    promisify(execFile)(phases?.tool ?? TOFU, args, {
      cwd: folder,
      env: { ...process.env, TF_CLI_CONFIG_FILE: config },
      maxBuffer: 64 * MIB,
    });
  try {
    return await costOf(
      {
        plan: async () => {
          await tofu('init', '-input=false', '-no-color');
          await tofu('plan', '-input=false', '-no-color', '-out=plan');
        },
        apply: () => tofu('apply', '-input=false', '-no-color', 'plan'),
      },
      phases,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same code by the driver: what people see first, and what they deploy. */
async function driven(count: number, phases?: Phases): Promise<Cost> {
  const world = await openWorld(openFile(':memory:'), {
    ...(phases && { tool: phases.tool }),
  });
  try {
    // A backend that runs knows its tool, and has read a module before.
    await world.module('one', { 'main.tf': 'resource "random_pet" "it" {}' });
    const first = requestFor(
      { module: { source: './one' } },
      { resourceId: 'res-one' },
    );
    await world.driver.plan(first);
    await world.driver.apply(first, runOf('op-one', { planned: 'exact' }));
    await world.module('many', {
      'main.tf': many(count, join(world.folder, 'out')),
    });
    const request = requestFor({
      module: { source: './many' },
      outputs: { first: 'first' },
    });
    return await costOf(
      {
        plan: () => world.driver.plan(request),
        apply: () =>
          world.driver.apply(request, runOf('op', { planned: 'exact' })),
      },
      phases,
    );
  } finally {
    await world.close();
    await world.stop();
  }
}

/** Resident memory of this process and of all that it began, MiB. */
async function memory(): Promise<{ own: number; tools: number }> {
  const parents = new Map<number, number>();
  const resident = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const text = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
    const field = (key: string) =>
      Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
    parents.set(Number(name), field('PPid'));
    resident.set(Number(name), field('VmRSS') / 1024);
  }
  const isOurs = (pid: number): boolean =>
    pid === process.pid || (pid > 1 && isOurs(parents.get(pid) ?? 0));
  let tools = 0;
  for (const [pid, size] of resident) {
    if (pid !== process.pid && isOurs(pid)) tools += size;
  }
  return { own: process.memoryUsage().rss / MIB, tools };
}

async function beside(): Promise<void> {
  const world = await openWorld(openFile(':memory:'), { concurrency: AT_ONCE });
  const peak = { own: 0, tools: 0 };
  const watching = setInterval(async () => {
    const now = await memory();
    peak.own = Math.max(peak.own, now.own);
    peak.tools = Math.max(peak.tools, now.tools);
  }, 500);
  try {
    await mkdir(join(world.folder, 'out'));
    await world.module('few', {
      'main.tf': many(4, `${world.folder}/out/\${var.name}`).concat(
        'variable "name" { type = string }\n',
      ),
    });
    const all = () =>
      Promise.all(
        Array.from({ length: BESIDE }, async (_, index) => {
          const request = requestFor(
            {
              module: { source: './few' },
              variables: { name: `n${index}` },
              outputs: { first: 'first' },
            },
            { resourceId: `res-${index}`, name: `n${index}` },
          );
          await world.driver.plan(request);
          const run = runOf(`op-${index}`, { planned: 'exact' });
          await world.driver.apply(request, run);
        }),
      );
    const { clock, processor } = await costOf({ all });
    process.stdout.write(
      `${BESIDE} resources of one environment, ${AT_ONCE} at once: ${clock.toFixed(
        1,
      )} s, ${processor.toFixed(1)} s of processors; at most ${peak.own.toFixed(
        0,
      )} MiB in the backend, ${peak.tools.toFixed(0)} MiB in tools\n`,
    );
  } finally {
    clearInterval(watching);
    await world.close();
    await world.stop();
  }
}

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function told(name: string, costs: Cost[]): string {
  const clock = costs.map(cost => cost.clock);
  const processor = costs.map(cost => cost.processor);
  return `${name}: least ${Math.min(...clock).toFixed(2)} s, median ${median(
    clock,
  ).toFixed(2)} s; of processors ${Math.min(...processor).toFixed(
    2,
  )} s, median ${median(processor).toFixed(2)} s`;
}

/** Of the two in one round: what else the machine does is in both. */
function ratios(byHand: Cost[], byDriver: Cost[]): string {
  const of = (kind: 'clock' | 'processor') =>
    median(byDriver.map((cost, index) => cost[kind] / byHand[index][kind]));
  const least = (costs: Cost[]) => Math.min(...costs.map(({ clock }) => clock));
  return [
    `${of('clock').toFixed(2)} times by the clock (median of rounds`,
    `${(least(byDriver) / least(byHand)).toFixed(2)} of the least),`,
    `${of('processor').toFixed(2)} times by processor time`,
  ].join(' ');
}

async function inside(phases?: Phases): Promise<void> {
  const byHand: Cost[] = [];
  const byDriver: Cost[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    byHand.push(await raw(INSIDE, phases));
    byDriver.push(await driven(INSIDE, phases));
  }
  process.stdout.write(
    [
      `${INSIDE} resources of the tool in one module, ${ROUNDS} rounds`,
      told('by hand', byHand),
      told('by the driver', byDriver),
      ratios(byHand, byDriver),
      '',
    ].join('\n'),
  );
  if (phases) {
    for (const [title, costs] of [
      ['by hand, medians', byHand],
      ['by the driver, medians', byDriver],
    ] as const) {
      process.stdout.write(
        toldPhases(
          title,
          costs.flatMap(({ phases: run }) => run ?? []),
        ),
      );
    }
  }
}

async function main(): Promise<void> {
  process.stdout.write(`load ${loadavg()[0].toFixed(1)}\n`);
  if (ROUNDS > 0) {
    const folder = await mkdtemp(join(tmpdir(), 'tutti-phases-'));
    try {
      await inside(options.phases ? await Phases.of(TOFU, folder) : undefined);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  if (BESIDE > 0) await beside();
  process.stdout.write(`load ${loadavg()[0].toFixed(1)}\n`);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
