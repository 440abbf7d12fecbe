import { setTimeout as pause } from 'node:timers/promises';
import { Deployment } from '@tutti/plugin-tutti-common';
import { Chance } from '../chance';
import { judge, Run } from '../records/judge';
import { pathOf } from '../scene/Api';
import { Place } from '../scene/Place';
import { imagesOf } from '../scene/world';
import { Scene } from '../scene/Scene';

export interface KillingOptions {
  seed: number;
  deployments: number;
  workers: number;
  /** In each environment so many wait for each other. */
  queued: number;
  /** Between two kills, when every worker is up again. */
  killAfterMs: { least: number; most: number };
  concurrency: number;
  /** Told how far it is. */
  tell(line: string): void;
}

export interface KillingReport {
  kills: number;
  /** Environments that a person had to unlock. */
  unlocked: number;
  /** How many deployments ended how. */
  ends: Record<string, number>;
  takeovers: number;
  broken: Record<string, string[]>;
}

type Deployed = Omit<Run, 'environment' | 'status'>;

/** Long enough for a machine that is busy with starting processes. */
const LEASE_SECONDS = 10;
const LOOK_FOR_LOCKS_MS = 2_000;
/** Of `ask`: a change that nothing takes into itself. */
const BY_CHANGE = 0.5;

/**
 * Deploys to all environments at once, again and again, while one worker after the other is killed
 * and another one takes its place. A person unlocks what was locked, and deploys again where the last
 * run was interrupted.
 */
export async function killAgainAndAgain(
  scene: Scene,
  options: KillingOptions,
): Promise<KillingReport> {
  const { seed, tell, concurrency } = options;
  const chance = new Chance(seed);
  const began = performance.now();
  const start = () => scene.startWorker({ lease: LEASE_SECONDS, concurrency });
  await Promise.all(Array.from({ length: options.workers }, start));
  const runs: Deployed[] = [];
  const deployOnce = async (place: Place, tag: string, way: number) => {
    const { id, number } = await ask(scene, place, tag, way);
    runs.push({ id, number, tag, namespace: place.namespace });
    return scene.ends.of(id);
  };
  let left = options.deployments;
  let ended = 0;
  const deployTo = async (place: Place): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const tag = `n${options.deployments - left}`;
      await deployOnce(place, tag, chance.next());
      ended += 1;
      if (ended % Math.ceil(options.deployments / 20) === 0) {
        const minutes = (performance.now() - began) / 60_000;
        tell(
          `${ended} of ${options.deployments}, ${Math.round(
            ended / minutes,
          )} a minute`,
        );
      }
    }
  };
  const done = new AbortController();
  const killing = kill(scene, options, chance, start, done.signal);
  const over = new AbortController();
  const unlocking = unlock(scene, over.signal, tell);
  const everything = async () => {
    await Promise.all(
      scene.places.flatMap(place =>
        Array.from({ length: options.queued }, () => deployTo(place)),
      ),
    );
    done.abort();
    await killing;
    await Promise.all(
      (
        await interrupted(scene)
      ).map(place => deployOnce(place, 'again', BY_CHANGE)),
    );
  };
  try {
    await Promise.race([
      everything(),
      // What goes wrong there ends everything; their ends do not.
      killing.then(() => new Promise<never>(() => {})),
      unlocking.then(() => new Promise<never>(() => {})),
    ]);
  } finally {
    done.abort();
    over.abort();
  }
  const evidence = await scene.evidence(runs);
  const ends: Record<string, number> = {};
  evidence.runs.forEach(({ status }) => {
    ends[status] = (ends[status] ?? 0) + 1;
  });
  const [{ takeovers }] = await scene
    .knex('deployments')
    .sum({ takeovers: 'takeovers' });
  return {
    kills: await killing,
    unlocked: await unlocking,
    ends,
    takeovers: Number(takeovers),
    broken: judge(evidence),
  };
}

/** As a person does who has looked. @returns how often. */
async function unlock(
  scene: Scene,
  over: AbortSignal,
  tell: (line: string) => void,
): Promise<number> {
  let unlocked = 0;
  while (!over.aborted) {
    const rows: { application: string; environment: string }[] = await scene
      .knex('environments')
      .join('applications', 'applications.id', 'environments.application_id')
      .whereNotNull('blocked')
      .select({
        application: 'applications.name',
        environment: 'environments.name',
      });
    const locked = rows.map(row => `${row.application}-${row.environment}`);
    for (const place of scene.places) {
      if (locked.includes(place.namespace)) {
        const { status, body } = await scene.api.ask(
          'POST',
          `${pathOf(place)}/unlock`,
          { reason: 'Looked at what is in the cluster.' },
        );
        // As long as a worker may still write, it is refused.
        if (status === 204) {
          unlocked += 1;
          tell(`${place.namespace} was locked, and is unlocked`);
        } else if (status !== 409) {
          throw new Error(`unlock: ${status} ${JSON.stringify(body)}`);
        }
      }
    }
    await pause(LOOK_FOR_LOCKS_MS, undefined, { signal: over }).catch(() => {});
  }
  return unlocked;
}

/** Where the last run that began was interrupted: nobody has looked at the cluster since. */
async function interrupted(scene: Scene): Promise<Place[]> {
  const { rows } = await scene.knex.raw(`
    select namespace from (
      select distinct on (d.environment_id) d.status,
        a.name || '-' || e.name as namespace
      from deployments d
      join environments e on e.id = d.environment_id
      join applications a on a.id = e.application_id
      where d.status not in ('superseded', 'stale')
      order by d.environment_id, d.number desc
    ) as last where status = 'interrupted'
  `);
  const names = new Set(
    rows.map(({ namespace }: { namespace: string }) => namespace),
  );
  return scene.places.filter(({ namespace }) => names.has(namespace));
}

/** One of the ways to ask: builds that compose, a change that does not, a plan that was reviewed. */
function ask(
  { api }: Scene,
  place: Place,
  tag: string,
  chance: number,
): Promise<Deployment> {
  const images = imagesOf(place, tag);
  if (chance < 0.4) {
    return api.change(place, images);
  }
  return chance < 0.8
    ? api.change(place, { ...images, force: true })
    : api.deploy(place, images);
}

/** @returns how many were killed. */
async function kill(
  scene: Scene,
  { killAfterMs: { least, most }, tell }: KillingOptions,
  chance: Chance,
  start: () => Promise<unknown>,
  done: AbortSignal,
): Promise<number> {
  let kills = 0;
  while (!done.aborted) {
    await pause(chance.between(least, most), undefined, {
      signal: done,
    }).catch(() => {});
    if (done.aborted) {
      break;
    }
    const victim = chance.of(scene.workers.filter(({ isAlive }) => isAlive));
    await victim.kill();
    kills += 1;
    tell(`${victim.name} is killed`);
    await start();
  }
  return kills;
}
