/**
 * What a CI may tell, on PostgreSQL and the sandbox: how long it takes from a build to its run where
 * nothing else is asked for, and a storm of builds over many applications, of which each has to end on
 * its newest, none lost, nothing deployed twice.
 *
 * `bench/builds.ts [--builds N] [--applications N] [--seconds N] [--single N]`
 */
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Build } from '@tutti/plugin-tutti-common';
import { Postgres } from '../chaos/scene/Postgres';
import { Place } from '../chaos/scene/Place';
import { newDatabase, Scene } from '../chaos/scene/Scene';

const { values: options } = parseArgs({
  options: {
    builds: { type: 'string', default: '1000' },
    applications: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '60' },
    single: { type: 'string', default: '30' },
  },
});

const REPOSITORY = 'https://github.com/acme/storm';

interface Run {
  environment_id: string;
  number: number;
  status: string;
  input: string | null;
}

function at(times: number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function figures(times: number[]): string {
  return [0.5, 0.95, 0.99, 1]
    .map(share => at(times, share).toFixed(0))
    .join(' / ');
}

function imageOf(number: number): string {
  const digest = number.toString(16).padStart(64, '0');
  return `registry.example.com/storm/web@sha256:${digest}`;
}

/** @returns how long the answer took, milliseconds */
async function tell(
  scene: Scene,
  { application }: Place,
  number: number,
): Promise<{ build: Build; ms: number }> {
  const began = performance.now();
  const build = await scene.api.post<Build>('/builds', {
    application,
    workload: 'web',
    image: imageOf(number),
    commit: number.toString(16).padStart(40, '0'),
    ref: 'refs/heads/main',
    repository: REPOSITORY,
  });
  return { build, ms: performance.now() - began };
}

function deploymentOf({ outcomes }: Build): string {
  const [outcome] = outcomes;
  if (!outcome || !('deployment' in outcome)) {
    throw new Error(`Nothing deployed: ${JSON.stringify(outcomes)}`);
  }
  return outcome.deployment.id;
}

/** By the database's clock, from the build's row to the beginning of its run. */
async function alone(scene: Scene): Promise<string[]> {
  const answers: number[] = [];
  const begins: number[] = [];
  for (let n = 0; n < Number(options.single); n++) {
    const { build, ms } = await tell(scene, scene.places[0], 1_000_000 + n);
    const id = deploymentOf(build);
    await scene.ends.of(id);
    const [row] = await scene
      .knex('deployments')
      .where({ id })
      .select('requested_at', 'started_at');
    answers.push(ms);
    begins.push(Number(row.started_at) - Number(row.requested_at));
  }
  return [
    '| one build, idle | p50 / p95 / p99 / max, ms |',
    '| --- | --: |',
    `| answered | ${figures(answers)} |`,
    `| from told to running, with a poll of 200 ms | ${figures(begins)} |`,
  ];
}

async function storm(scene: Scene): Promise<string[]> {
  const count = Number(options.builds);
  const everyMs = (Number(options.seconds) * 1000) / count;
  const answers: number[] = [];
  const told: Promise<void>[] = [];
  const began = performance.now();
  for (let n = 1; n <= count; n++) {
    await pause(Math.max(0, began + n * everyMs - performance.now()));
    const place = scene.places[n % scene.places.length];
    told.push(
      tell(scene, place, n).then(({ ms }) => {
        answers.push(ms);
      }),
    );
  }
  await Promise.all(told);
  const toldMs = performance.now() - began;
  while (await isMoving(scene)) {
    await pause(250);
  }
  const endedMs = performance.now() - began;
  const { lost, notNewest, twice, runs } = await judged(scene);
  return [
    '| storm | |',
    '| --- | --: |',
    `| builds, for ${scene.places.length} applications | ${count} |`,
    `| told within | ${(toldMs / 1000).toFixed(1)} s |`,
    `| answered, p50 / p95 / p99 / max, ms | ${figures(answers)} |`,
    `| runs | ${runs} |`,
    `| all has ended after | ${(endedMs / 1000).toFixed(1)} s |`,
    `| builds that are lost | ${lost} |`,
    `| applications that do not run their newest | ${notNewest} |`,
    `| images that were deployed twice | ${twice} |`,
  ];
}

async function isMoving({ knex }: Scene): Promise<boolean> {
  const moving = await knex('deployments').whereNull('finished_at').first('id');
  return moving !== undefined;
}

async function judged({ knex }: Scene) {
  const builds: { application_id: string; image: string; number: string }[] =
    await knex('builds')
      .orderBy('number')
      .select('application_id', 'image', 'number');
  const environments: { id: string; application_id: string }[] = await knex(
    'environments',
  ).select('id', 'application_id');
  const deployments: Run[] = await knex('deployments')
    .orderBy('number')
    .select('environment_id', 'number', 'status', 'input');
  const imageIn = ({ input }: Run): string =>
    JSON.parse(input ?? '{}').images?.web?.main;
  let notNewest = 0;
  let twice = 0;
  let runs = 0;
  for (const { id, application_id: application } of environments) {
    const good = deployments
      .filter(each => each.environment_id === id && each.status === 'succeeded')
      .map(imageIn);
    const newest = builds
      .filter(each => each.application_id === application)
      .at(-1);
    runs += good.length;
    twice += good.length - new Set(good).size;
    if (newest && good.at(-1) !== newest.image) notNewest++;
  }
  const asked = new Set(deployments.map(imageIn));
  return {
    runs,
    twice,
    notNewest,
    lost:
      Number(options.builds) +
      Number(options.single) -
      builds.filter(({ image }) => asked.has(image)).length,
  };
}

async function main(): Promise<void> {
  const [{ model }] = os.cpus();
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(
    `${os.cpus().length} x ${model.trim()}, load ${os
      .loadavg()[0]
      .toFixed(1)}, Node ${process.version}, PostgreSQL 18 (fsync off)`,
  );
  const postgres = await Postgres.start();
  try {
    const scene = await Scene.open({
      connection: await postgres.create(newDatabase()),
      bare: true,
      applications: Number(options.applications),
      environmentsEach: 1,
      type: 'continuous',
      small: true,
    });
    try {
      for (const { application } of scene.places) {
        await scene.api.put(`/applications/${application}/settings`, {
          repositories: [{ url: REPOSITORY }],
        });
      }
      await scene.startWorker({ lease: 20, concurrency: 8 });
      (await alone(scene)).forEach(say);
      say('');
      (await storm(scene)).forEach(say);
      say(`\nload ${os.loadavg()[0].toFixed(1)}`);
    } finally {
      await scene.close();
    }
  } finally {
    await postgres.stop();
  }
}

main()
  .catch(error => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  })
  .finally(() => process.exit());
