/**
 * How much the line carries, on PostgreSQL and the sandbox: runs that change nothing, lists of many
 * deployments, many small deployments at once, and how long one waits for a plan, a claim, an event.
 *
 * `bench/runs.ts [--only <part of a name>] [--runs N] [--deployments N] [--together N]`
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { DeploymentEvent } from '@tutti/plugin-tutti-common';
import { newDatabase, Scene } from '../chaos/scene/Scene';
import { Postgres } from '../chaos/scene/Postgres';
import { imagesOf } from '../chaos/scene/world';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    runs: { type: 'string', default: '600' },
    deployments: { type: 'string', default: '100000' },
    together: { type: 'string', default: '100' },
  },
});

type Bench = (postgres: Postgres) => Promise<string[]>;

const BENCHES: Record<string, Bench> = {
  'runs that change nothing, a minute': runsThatChangeNothing,
  'lists of many deployments': listsOfMany,
  'deployments at once': deploymentsAtOnce,
  'plan, claim and event lag': lags,
};

function at(times: number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function figures(times: number[]): string {
  return [0.5, 0.95, 0.99, 1]
    .map(share => at(times, share).toFixed(0))
    .join(' / ');
}

async function timed(call: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await call();
  return performance.now() - began;
}

async function open(
  postgres: Postgres,
  size: { applications: number; environmentsEach: number; pace?: number },
): Promise<Scene> {
  return Scene.open({
    connection: await postgres.create(newDatabase()),
    bare: true,
    ...size,
  });
}

/**
 * Of so many, one is no part of it: until then processes and their threads have loaded what they run. A worker
 * does that once in its life.
 */
const WARMING_UP = 3;

/** By the ends that the database has. */
async function runsThatChangeNothing(postgres: Postgres): Promise<string[]> {
  const scene = await open(postgres, { applications: 10, environmentsEach: 4 });
  const lines = ['| workers | runs a minute |', '| --: | --: |'];
  try {
    await scene.startWorker();
    const first = await Promise.all(
      scene.places.map(place => scene.api.change(place, imagesOf(place, 'n1'))),
    );
    await Promise.all(first.map(({ id }) => scene.ends.of(id)));
    const releases = await Promise.all(
      scene.places.map((_place, index) => releaseOf(scene, index)),
    );
    for (const workers of [1, 2, 4]) {
      await Promise.all(scene.workers.map(worker => worker.kill()));
      const ids: string[] = [];
      for (let n = 0; n < Number(options.runs); n++) {
        const index = n % scene.places.length;
        const { id } = await scene.api.change(scene.places[index], {
          releaseId: releases[index],
        });
        ids.push(id);
      }
      await Promise.all(
        Array.from({ length: workers }, () => scene.startWorker({ lease: 20 })),
      );
      await Promise.all(ids.map(id => scene.ends.of(id)));
      const ends: number[] = await scene
        .knex('deployments')
        .whereIn('id', ids)
        .andWhere('status', 'succeeded')
        .orderBy('finished_at')
        .pluck('finished_at');
      const counted = ends
        .slice(Math.floor(ends.length / WARMING_UP))
        .map(Number);
      const minutes = (counted[counted.length - 1] - counted[0]) / 60_000;
      lines.push(
        `| ${workers} | ${Math.round((counted.length - 1) / minutes)} |`,
      );
    }
    return lines;
  } finally {
    await scene.close();
  }
}

async function releaseOf(scene: Scene, index: number): Promise<string> {
  const { application, environment } = scene.places[index];
  const { items } = await scene.api.get<{
    items: { release?: { id: string } }[];
  }>(`/deployments?application=${application}&environment=${environment}`);
  const release = items.find(item => item.release)?.release;
  if (!release) {
    throw new Error(`Nothing was deployed to ${application} ${environment}.`);
  }
  return release.id;
}

/** Copies of one deployment that ended well, over all environments. */
async function listsOfMany(postgres: Postgres): Promise<string[]> {
  const scene = await open(postgres, { applications: 10, environmentsEach: 5 });
  try {
    await scene.startWorker();
    const [place] = scene.places;
    const { id } = await scene.api.change(place, imagesOf(place, 'n1'));
    await scene.ends.of(id);
    await copyDeployment(scene, id, Number(options.deployments));
    const paths: Record<string, string> = {
      'all, first page': '/deployments',
      'of an application': `/deployments?application=${place.application}`,
      'of an environment': `/deployments?application=${place.application}&environment=${place.environment}`,
      mine: '/deployments?mine=true',
      'the applications with their environments': '/applications',
      'one application': `/applications/${place.application}`,
      'what waits': '/waiting',
    };
    const lines = ['| list | p50 / p95 / p99 / max, ms |', '| --- | --: |'];
    for (const [name, path] of Object.entries(paths)) {
      await scene.api.get(path);
      const times: number[] = [];
      for (let n = 0; n < 100; n++) {
        times.push(await timed(() => scene.api.get(path)));
      }
      lines.push(`| ${name} | ${figures(times)} |`);
    }
    return lines;
  } finally {
    await scene.close();
  }
}

async function copyDeployment(
  { knex }: Scene,
  id: string,
  count: number,
): Promise<void> {
  const columns = Object.keys(await knex('deployments').columnInfo());
  const own: Record<string, string> = {
    id: "'copy-' || n",
    environment_id: '(array_agg_of_environments)[1 + n % environments]',
    number: '1000 + n',
    plan_id: 'null',
    idempotency_key: 'null',
    requested_at: 'requested_at - 1000 * n',
    started_at: 'started_at - 1000 * n',
    finished_at: 'finished_at - 1000 * n',
  };
  const names = columns.map(name => `"${name}"`).join(', ');
  const values = columns.map(name => own[name] ?? `"${name}"`).join(', ');
  await knex.raw(
    `insert into deployments (${names}) select ${values} from deployments,
      generate_series(1, ?) as n,
      (select array_agg(id) as array_agg_of_environments, count(*) as environments from environments) as e
      where deployments.id = ?`,
    [count, id],
  );
  await knex.raw('analyze');
}

/** From the first request to the last success; pods take as long as the sandbox pretends. */
async function deploymentsAtOnce(postgres: Postgres): Promise<string[]> {
  const together = Number(options.together);
  const scene = await open(postgres, {
    applications: Math.ceil(together / 5),
    environmentsEach: 5,
    pace: 1,
  });
  try {
    await Promise.all(
      [1, 2].map(() => scene.startWorker({ concurrency: 16, lease: 20 })),
    );
    const ends: string[] = [];
    const ms = await timed(async () => {
      const ids = await Promise.all(
        scene.places
          .slice(0, together)
          .map(place => scene.api.change(place, imagesOf(place, 'n1'))),
      );
      ends.push(...(await Promise.all(ids.map(({ id }) => scene.ends.of(id)))));
    });
    const good = ends.filter(end => end === 'succeeded').length;
    return [
      `${good} of ${together} healthy after ${(ms / 1000).toFixed(
        1,
      )} s (2 workers of 16 runs)`,
    ];
  } finally {
    await scene.close();
  }
}

/** One deployment after the other, by a worker in another process with the usual poll. */
async function lags(postgres: Postgres): Promise<string[]> {
  const scene = await open(postgres, { applications: 1, environmentsEach: 1 });
  try {
    await scene.startWorker({ pollMs: 1_000, lease: 20 });
    const [place] = scene.places;
    const over = new AbortController();
    const events: number[] = [];
    const listening = listen(scene, events, over.signal);
    const plans: number[] = [];
    const ids: string[] = [];
    for (let n = 1; n <= 50; n++) {
      const images = imagesOf(place, `n${n}`);
      plans.push(await timed(() => scene.api.plan(place, images)));
      const { id } = await scene.api.change(place, images);
      ids.push(id);
      await scene.ends.of(id);
    }
    over.abort();
    await listening;
    const rows: { requested_at: string; started_at: string }[] = await scene
      .knex('deployments')
      .whereIn('id', ids)
      .select('requested_at', 'started_at');
    const claims = rows.map(
      ({ requested_at, started_at }) =>
        Number(started_at) - Number(requested_at),
    );
    return [
      '| lag | p50 / p95 / p99 / max, ms |',
      '| --- | --: |',
      `| a plan is there | ${figures(plans)} |`,
      `| a deployment begins, with a poll of 1 s | ${figures(claims)} |`,
      `| an event is with who waits for it, at another replica | ${figures(
        events,
      )} |`,
    ];
  } finally {
    await scene.close();
  }
}

/** Long polls, as the portal does. */
async function listen(
  scene: Scene,
  lagsMs: number[],
  over: AbortSignal,
): Promise<void> {
  let after = 0;
  while (!over.aborted) {
    const page = await scene.api.get<{
      events: DeploymentEvent[];
      last: number;
    }>(`/events?after=${after}&wait=2`);
    const now = Date.now();
    lagsMs.push(...page.events.map(({ at: told }) => now - Date.parse(told)));
    after = page.last;
  }
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
    for (const [name, bench] of Object.entries(BENCHES)) {
      if (name.includes(options.only)) {
        say(`\n## ${name}\n`);
        (await bench(postgres)).forEach(say);
        say(`\nload ${os.loadavg()[0].toFixed(1)}`);
      }
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
