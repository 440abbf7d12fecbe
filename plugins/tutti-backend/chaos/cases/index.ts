import { Case, CaseTools, inScene } from './Case';
import { expireWithoutWorker } from './expired';
import { lookAfterFailure } from './failed';
import { FATES, freezeWith } from './frozen';
import { killAgainAndAgain, KillingOptions } from './killing';
import {
  driverFailsTwice,
  driverHangs,
  restartPostgres,
  silenceCluster,
  wrongClocks,
} from './outages';
import { dieInTheMiddle } from './midWrite';
import { deployTogether } from './together';
import { Scene } from '../scene/Scene';

const ONE = { applications: 1, environmentsEach: 1 };
const TWO = { applications: 2, environmentsEach: 1 };
/** Pods take a moment, so that there is a middle in which something can happen. */
const SOME = { applications: 3, environmentsEach: 2, pace: 0.5 };
const MANY = { applications: 10, environmentsEach: 5 };
/** Nearly every deployment changes one image. */
const SMALL = { applications: 40, environmentsEach: 3, small: true };

/** In the order of docs/reference/chaos.md. */
export const CASES: Record<string, Case> = {
  'workers are killed again and again': inScene(MANY, (scene, tools) =>
    killWorkers(scene, tools, {
      queued: 3,
      killAfterMs: { least: 200, most: 3_000 },
      concurrency: 4,
    }),
  ),
  'workers of many small applications are killed': inScene(
    SMALL,
    (scene, tools) =>
      killWorkers(scene, tools, {
        queued: 2,
        // To start one takes as long as a hundred deployments.
        killAfterMs: { least: 5_000, most: 40_000 },
        concurrency: 8,
      }),
  ),
  'workers die in the middle of changes': inScene(SOME, async scene =>
    lines(await dieInTheMiddle(scene, { workers: 3, deploymentsEach: 4 })),
  ),
  ...Object.fromEntries(
    FATES.map(fate => [
      `a worker is frozen, its request ${fate}`,
      inScene(ONE, scene => freezeWith(fate, scene)),
    ]),
  ),
  'PostgreSQL restarts': inScene(SOME, (scene, { postgres, tell }) =>
    restartPostgres(scene, postgres, tell),
  ),
  'the cluster is silent for 30 s': inScene(SOME, (scene, { tell }) =>
    silenceCluster(scene, 30_000, tell),
  ),
  'a driver fails twice': inScene(ONE, driverFailsTwice),
  'a driver hangs': inScene(TWO, driverHangs),
  'clocks are wrong by two minutes': inScene(SOME, (scene, { seed, tell }) =>
    wrongClocks(scene, seed, tell),
  ),
  'two callers in the same instant, 200 times': inScene(
    { applications: 4, environmentsEach: 2 },
    (scene, { tell }) => deployTogether(scene, 200, tell),
  ),
  'an approval expires while its worker is killed': inScene(
    { ...ONE, type: 'careful' },
    expireWithoutWorker,
  ),
  'a look after a failure': inScene(ONE, lookAfterFailure),
};

async function killWorkers(
  scene: Scene,
  tools: CaseTools,
  how: Pick<KillingOptions, 'queued' | 'killAfterMs' | 'concurrency'>,
): Promise<string[]> {
  const report = await killAgainAndAgain(scene, { ...tools, ...how });
  tools.sum(
    [
      `${report.kills} kills, ${report.takeovers} takeovers, ${report.unlocked} unlocked`,
      Object.entries(report.ends)
        .map(([status, count]) => `${count} ${status}`)
        .join(', '),
    ].join('; '),
  );
  return lines(report.broken);
}

/** The first of what breaks each promise. */
function lines(broken: Record<string, string[]>): string[] {
  return Object.entries(broken).flatMap(([promise, all]) =>
    all.slice(0, 5).map(line => `${promise}: ${line}`),
  );
}
