import {
  builtinDrivers,
  Plan,
  planDeployment,
  Platform,
  Result,
  Secret,
  Workload,
} from '@tutti/engine';
import { createHash, createHmac } from 'crypto';
import { Place } from '../place';
import { Known } from './known';
import { offlineTarget } from './OfflineTarget';
import { surroundings } from './surroundings';

/**
 * The plan of a first deployment: an environment without records in a cluster without objects.
 *
 * @param stand - what generated values are: `unknown` as before a first run, or `standIn` for
 *   texts that only stand where a value will be, so that everything else is known
 */
export async function planOffline(
  platform: Platform,
  workloads: Workload[],
  place: Place,
  known: Known,
  stand: 'unknown' | 'standIn',
): Promise<Result<Plan>> {
  const declared = platform.applications[place.application];
  return planDeployment(
    {
      platform,
      application: {
        id: place.application,
        name: place.application,
        ...(place.owner && { owner: place.owner }),
        labels: place.labels,
      },
      environment: {
        id: place.environment,
        name: place.environment,
        type: place.environmentType,
      },
      release: 'offline',
      workloads,
      images: {},
      ...surroundings(platform, workloads, {
        ...known,
        values: { ...declared?.values, ...known.values },
      }),
      neighbours: {},
      state: { resources: [], workloads: [], objects: [], minted: {} },
      force: false,
      consent: [],
      moves: [],
    },
    {
      drivers: Object.fromEntries(
        builtinDrivers().map(driver => [driver.name, driver]),
      ),
      openTarget: async target => offlineTarget(target),
      generated: {
        find: (resourceId, name) =>
          stand === 'standIn'
            ? new Secret(standIn(`${resourceId}/${name}`))
            : undefined,
      },
      // No secret is ever digested here, so the key protects nothing.
      digest: text =>
        createHmac('sha256', 'offline').update(text).digest('hex'),
      clock: { now: () => 0, sleep: async () => {} },
      signal: new AbortController().signal,
    },
  );
}

/** Legal in a name, where `generate.suffix` may stand. */
function standIn(subject: string): string {
  return createHash('sha256').update(subject).digest('hex').slice(0, 8);
}
