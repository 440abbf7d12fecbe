/**
 * Two questions about many things. How long the driver takes for one module with many resources of the tool,
 * against `init`, `plan` and `apply` of the same code by hand. And how long many resources of one environment
 * take at once, each a work of its own, and how much memory backend and tools use by then.
 *
 * `bench/resources.ts [--inside N] [--beside N] [--at-once N] [--rounds N]`
 *
 * Needs TOFU_ASSETS. A figure counts on a quiet machine: the load is told with it.
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
import { parseArgs, promisify } from 'node:util';
import { openFile } from '../src/__testUtils__/sqliteFile';
import { openWorld, requestFor, runOf } from '../src/__testUtils__/world';

const { values: options } = parseArgs({
  options: {
    inside: { type: 'string', default: '120' },
    beside: { type: 'string', default: '50' },
    'at-once': { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
  },
});
const INSIDE = Number(options.inside);
const BESIDE = Number(options.beside);
const AT_ONCE = Number(options['at-once']);
const ROUNDS = Number(options.rounds);
const { TOFU_ASSETS = '' } = process.env;
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

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** By hand, as a person would. */
async function raw(count: number): Promise<number> {
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
    promisify(execFile)(join(TOFU_ASSETS, 'tofu'), args, {
      cwd: folder,
      env: { ...process.env, TF_CLI_CONFIG_FILE: config },
      maxBuffer: 64 * MIB,
    });
  try {
    return await timed(async () => {
      await tofu('init', '-input=false', '-no-color');
      await tofu('plan', '-input=false', '-no-color', '-out=plan');
      await tofu('apply', '-input=false', '-no-color', 'plan');
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same code by the driver: what people see first, and what they deploy. */
async function driven(count: number): Promise<number> {
  const world = await openWorld(openFile(':memory:'));
  try {
    await world.module('many', {
      'main.tf': many(count, join(world.folder, 'out')),
    });
    const request = requestFor({
      module: { source: './many' },
      outputs: { first: 'first' },
    });
    return await timed(async () => {
      await world.driver.plan(request);
      await world.driver.apply(request, runOf('op', { planned: 'exact' }));
    });
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
    const seconds = await timed(() =>
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
      ),
    );
    process.stdout.write(
      `${BESIDE} resources of one environment, ${AT_ONCE} at once: ${seconds.toFixed(
        1,
      )} s, ${(seconds / BESIDE).toFixed(2)} s each; at most ${peak.own.toFixed(
        0,
      )} MiB in the backend, ${peak.tools.toFixed(0)} MiB in tools\n`,
    );
  } finally {
    clearInterval(watching);
    await world.close();
    await world.stop();
  }
}

function told(name: string, seconds: number[]): string {
  const sorted = [...seconds].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  return `${name}: least ${sorted[0].toFixed(1)} s, median ${median.toFixed(
    1,
  )} s`;
}

async function main(): Promise<void> {
  process.stdout.write(`load ${loadavg()[0].toFixed(1)}\n`);
  const byHand: number[] = [];
  const byDriver: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    byHand.push(await raw(INSIDE));
    byDriver.push(await driven(INSIDE));
  }
  if (ROUNDS > 0) {
    const ratio = Math.min(...byDriver) / Math.min(...byHand);
    process.stdout.write(
      `${INSIDE} resources of the tool in one module, ${ROUNDS} rounds\n${told(
        'by hand',
        byHand,
      )}\n${told('by the driver', byDriver)}\n${ratio.toFixed(2)} times\n`,
    );
  }
  if (BESIDE > 0) await beside();
  process.stdout.write(`load ${loadavg()[0].toFixed(1)}\n`);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
