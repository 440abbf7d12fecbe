/**
 * Many workloads, first deployment: time against parsing the same files' YAML alone in the same
 * run, peak memory, growth. Each measurement in a process of its own, cold.
 *
 * Ends with 1 when growth is worse than n log n or memory over its limit. Time is only shown:
 * machines differ, and are busy.
 */
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';

interface Figures {
  read: number;
  /** Graph, values and manifests are there. */
  created: number;
  /** So is the plan: policies, explanations, masks, hash. */
  total: number;
  /** Of all threads: more than `total` where garbage is collected beside the work. */
  cpu: number;
  steps: number;
  objects: number;
  memory: number;
}

const SIZES = [100, 1_000, 10_000];
const RUNS = 3;
/** What we promise (docs/reference/performance.md), in ms and bytes. */
const LIMITED = { size: 1_000, created: 1_500, memory: 512 * 2 ** 20 };
/** How much more than n log n a step from one size to the next may take: garbage, noise. */
const MARGIN = 1.5;

/** One file, as a published package is one: what transforms the checkout's sources is not measured. */
const BUNDLE = path.join(__dirname, '../node_modules/.cache/measureScale.cjs');
buildSync({
  entryPoints: [path.join(__dirname, 'measureScale.ts')],
  outfile: BUNDLE,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node22',
  // Only the example platform is looked for beside a source.
  define: {
    __dirname: JSON.stringify(
      path.join(__dirname, '../src/deploy/__testUtils__'),
    ),
  },
});

function measure<T>(what: 'plan' | 'parse', size: number): T {
  const line = execFileSync(process.execPath, [BUNDLE, what, String(size)], {
    encoding: 'utf8',
  });
  return JSON.parse(line);
}

/** The quickest of some: what disturbs a measurement only ever makes it slower. */
function best<T extends { total: number }>(take: () => T): T {
  return Array.from({ length: RUNS }, take).reduce((a, b) =>
    b.total < a.total ? b : a,
  );
}

function row(cells: (string | number)[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

const [{ model }] = os.cpus();
process.stdout.write(
  `\n${os.cpus().length} x ${model.trim()}, ${Math.round(
    os.totalmem() / 2 ** 30,
  )} GiB, load ${os.loadavg()[0].toFixed(1)}, Node ${process.version}\n\n`,
);
row([
  'workloads',
  'steps',
  'objects',
  'parse YAML, ms',
  'read, ms',
  'read, matched and created, ms',
  'and planned, ms',
  'planned to parsed',
  'CPU of all threads, ms',
  'peak memory, MiB',
]);
row(Array(10).fill('--:'));

const measured = SIZES.map(size => {
  const parse = best(() => measure<{ total: number }>('parse', size));
  const plan = best(() => measure<Figures>('plan', size));
  row([
    size,
    plan.steps,
    plan.objects,
    Math.round(parse.total),
    Math.round(plan.read),
    Math.round(plan.created),
    Math.round(plan.total),
    (plan.total / parse.total).toFixed(1),
    Math.round(plan.cpu),
    Math.round(plan.memory / 2 ** 20),
  ]);
  return { size, ...plan };
});

const failures: string[] = [];
measured.slice(1).forEach((larger, index) => {
  const smaller = measured[index];
  // In CPU time: on a busy machine the clock grows for other reasons.
  const growth = larger.cpu / smaller.cpu;
  const allowed =
    (larger.size * Math.log(larger.size)) /
    (smaller.size * Math.log(smaller.size));
  const text = `${smaller.size} to ${larger.size} workloads: ${growth.toFixed(
    1,
  )} times the CPU time; n log n is ${allowed.toFixed(1)}`;
  process.stdout.write(`${text}\n`);
  if (growth > MARGIN * allowed) failures.push(text);
});

for (const { size, created, memory } of measured) {
  if (size !== LIMITED.size) continue;
  process.stdout.write(
    `${size} workloads: created in ${Math.round(created)} of ${
      LIMITED.created
    } ms, ${Math.round(memory / 2 ** 20)} of ${LIMITED.memory / 2 ** 20} MiB\n`,
  );
  if (memory > LIMITED.memory) failures.push(`${size} workloads: memory`);
}

for (const failure of failures) process.stderr.write(`Too much: ${failure}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
