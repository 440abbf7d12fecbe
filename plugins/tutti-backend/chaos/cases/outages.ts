import { setTimeout as pause } from 'node:timers/promises';
import { DeploymentDetail } from '@tutti/plugin-tutti-common';
import { Chance } from '../chance';
import { judge, Run } from '../records/judge';
import { Postgres } from '../scene/Postgres';
import { Scene } from '../scene/Scene';
import { Place } from '../scene/Place';
import { imagesOf, moodyScore } from '../scene/world';

type Deployed = Omit<Run, 'environment' | 'status'>;

/** Deploys to a place; keeps what a judge needs of it. */
export async function deployTag(
  scene: Scene,
  place: Place,
  tag: string,
  runs: Deployed[],
): Promise<string> {
  const { id, number } = await scene.api.deploy(place, imagesOf(place, tag));
  runs.push({ id, number, tag, namespace: place.namespace });
  return id;
}

/** PostgreSQL ends every session and is away for a while, in the middle of many runs. */
export async function restartPostgres(
  scene: Scene,
  postgres: Postgres,
  tell: (line: string) => void,
): Promise<string[]> {
  const runs: Deployed[] = [];
  await scene.startWorker();
  await scene.startWorker();
  const broken: string[] = [];
  for (const round of [1, 2, 3]) {
    const ids = await Promise.all(
      scene.places.map(place => deployTag(scene, place, `n${round}`, runs)),
    );
    await underWay(scene, ids);
    tell(`PostgreSQL restarts, round ${round}`);
    await postgres.restart(2_000);
    for (const id of ids) {
      const { status, failures } = await scene.api.ended(id);
      if (status !== 'succeeded') {
        broken.push(`${id}: ${status} ${JSON.stringify(failures)}`);
      }
    }
  }
  return [...broken, ...brokenPromises(await scene.evidence(runs))];
}

/** The cluster answers nobody for so long; then it is as if nothing had been. */
export async function silenceCluster(
  scene: Scene,
  milliseconds: number,
  tell: (line: string) => void,
): Promise<string[]> {
  const runs: Deployed[] = [];
  await scene.startWorker();
  await scene.startWorker();
  const all = (tag: string) =>
    Promise.all(scene.places.map(place => deployTag(scene, place, tag, runs)));
  const before = await all('n1');
  await underWay(scene, before);
  scene.proxy.silent = true;
  await pause(milliseconds);
  scene.proxy.silent = false;
  const ends = await Promise.all(before.map(id => scene.api.ended(id)));
  tell(`runs that were under way: ${counted(ends)}`);
  const broken = ends.flatMap(({ id, status, failures }) =>
    status === 'succeeded' ||
    (status === 'failed' &&
      failures.every(({ code }) => code === 'TargetUnavailable'))
      ? []
      : [`${id}: ${status} ${JSON.stringify(failures)}`],
  );
  const after = await all('n2');
  for (const { id, status, failures } of await Promise.all(
    after.map(deployment => scene.api.ended(deployment)),
  )) {
    if (status !== 'succeeded') {
      broken.push(`Afterwards ${id}: ${status} ${JSON.stringify(failures)}`);
    }
  }
  return [...broken, ...brokenPromises(await scene.evidence(runs))];
}

/** A driver that fails twice and then works: tried again, and each try is seen. */
export async function driverFailsTwice(scene: Scene): Promise<string[]> {
  const [place] = scene.places;
  await scene.startWorker();
  await scene.setMood({ fails: 2 });
  await addMoody(scene, place, 'one');
  const { id } = await scene.api.deploy(place, withMoody(place));
  const { status, failures, steps } = await scene.api.ended(id);
  const step = steps.find(({ address }) => address.startsWith('moody'));
  const calls = await scene.moodyCalls();
  return [
    ...unless(status === 'succeeded', `${status} ${JSON.stringify(failures)}`),
    ...unless(step?.attempt === 3, `The step shows try ${step?.attempt}.`),
    ...unless(
      calls.length === 3 && new Set(calls).size === 1,
      `The driver was called for ${calls.join(', ')}.`,
    ),
  ];
}

/**
 * A driver that hangs holds its own environment and nobody else's; its worker may be killed, the next
 * one asks again; cancelling ends it.
 */
export async function driverHangs(scene: Scene): Promise<string[]> {
  const [place, other] = scene.places;
  const first = await scene.startWorker();
  await scene.setMood({ hangs: true });
  await addMoody(scene, place, 'two');
  const { id } = await scene.api.deploy(place, withMoody(place));
  const calls = async () => (await scene.moodyCalls()).length;
  const called = async (times: number) => {
    while ((await calls().catch(() => 0)) < times) {
      await pause(50);
    }
  };
  await called(1);
  const broken: string[] = [];
  const beside = await scene.api.deploy(other, imagesOf(other, 'n1'));
  const { status: besides } = await scene.api.ended(beside.id);
  broken.push(
    ...unless(
      besides === 'succeeded',
      `The environment beside it ended as ${besides}.`,
    ),
  );
  await first.kill();
  await scene.startWorker();
  await called(2);
  const { status: hanging } = await scene.api.deployment(id);
  await scene.api.post(`/deployments/${id}/cancel`);
  const { status: end } = await scene.api.ended(id);
  await scene.setMood({});
  const next = await scene.api.deploy(place, withMoody(place));
  const { status: freed } = await scene.api.ended(next.id);
  return [
    ...broken,
    ...unless(hanging === 'running', `While it hangs it is ${hanging}.`),
    ...unless(end === 'cancelled', `Cancelled, it ended as ${end}.`),
    ...unless(freed === 'succeeded', `The next one ended as ${freed}.`),
  ];
}

/**
 * The wall clock of one process is two minutes ahead, that of another two minutes behind, and both
 * lose runs to each other. Nobody notices: every time is by the database's clock.
 */
export async function wrongClocks(
  scene: Scene,
  seed: number,
  tell: (line: string) => void,
): Promise<string[]> {
  const chance = new Chance(seed);
  const runs: Deployed[] = [];
  const offsets = [120_000, -120_000];
  const start = (offset: number) =>
    scene.startWorker({ clockOffsetMs: offset });
  await Promise.all(offsets.map(start));
  const broken: string[] = [];
  for (const round of [1, 2, 3]) {
    const ids = await Promise.all(
      scene.places.map(place => deployTag(scene, place, `n${round}`, runs)),
    );
    await underWay(scene, ids);
    const victim = chance.of(scene.workers.filter(({ isAlive }) => isAlive));
    await victim.kill();
    await start(chance.of(offsets));
    for (const id of ids) {
      const { status, failures } = await scene.api.ended(id);
      broken.push(
        ...unless(
          status === 'succeeded',
          `${id}: ${status} ${JSON.stringify(failures)}`,
        ),
      );
    }
  }
  const evidence = await scene.evidence(runs);
  const now = Date.now();
  const rows: Record<string, number | string | null>[] = await scene
    .knex('deployments')
    .select('requested_at', 'started_at', 'finished_at');
  const off = rows
    .flatMap(row => Object.values(row))
    .filter(at => at !== null && Math.abs(Number(at) - now) > 600_000);
  const ordered = rows.every(
    ({ requested_at, started_at, finished_at }) =>
      Number(requested_at) <= Number(started_at) &&
      Number(started_at) <= Number(finished_at),
  );
  const shown = await timesOff(scene);
  tell(
    `${runs.length} runs, ${evidence.database.claims.length} claims; times that people read are off by ${shown} ms at most`,
  );
  return [
    ...broken,
    ...unless(off.length === 0, `Times of deployments are off: ${off}.`),
    ...unless(ordered, 'A deployment ended before it began.'),
    ...unless(shown < 10_000, `Times of events are off by ${shown} ms.`),
    ...brokenPromises(evidence),
  ];
}

/** How far what events say of their time is from when the database stored them. */
async function timesOff({ knex }: Scene): Promise<number> {
  const [{ off }] = await knex('chaos_events').select({
    off: knex.raw('max(abs(told - at))'),
  });
  return Number(off);
}

/** Waits until the cluster was asked for something by some of these runs. */
async function underWay(scene: Scene, ids: string[]): Promise<void> {
  const begun = async () => {
    const rows = await scene
      .knex('steps')
      .whereIn('deployment_id', ids)
      .whereIn('status', ['running', 'waiting', 'done']);
    return rows.length;
  };
  while ((await begun()) < 2) {
    await pause(20);
  }
}

async function addMoody(
  scene: Scene,
  { application }: Place,
  wish: string,
): Promise<void> {
  await scene.api.put(`/applications/${application}/workloads/moody`, {
    score: moodyScore(wish),
  });
}

function withMoody(place: Place) {
  const { images } = imagesOf(place, 'n1');
  return { images: { ...images, moody: { main: 'example/moody:1' } } };
}

export function brokenPromises(
  evidence: Parameters<typeof judge>[0],
): string[] {
  return Object.entries(judge(evidence)).flatMap(([promise, broken]) =>
    broken.slice(0, 5).map(line => `${promise}: ${line}`),
  );
}

export function unless(holds: boolean, otherwise: string): string[] {
  return holds ? [] : [otherwise];
}

export function counted(ends: Pick<DeploymentDetail, 'status'>[]): string {
  const counts: Record<string, number> = {};
  ends.forEach(({ status }) => {
    counts[status] = (counts[status] ?? 0) + 1;
  });
  return JSON.stringify(counts);
}
