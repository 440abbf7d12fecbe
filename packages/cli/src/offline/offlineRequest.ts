import {
  builtinDrivers,
  PlanPorts,
  PlanRequest,
  Platform,
  Workload,
} from '@tutti/engine';
import { createHmac } from 'crypto';
import { Place } from '../place';
import { Known } from './known';
import { offlineTarget } from './OfflineTarget';
import { surroundings } from './surroundings';

/**
 * A first deployment: an environment without records in a cluster without objects.
 *
 * @param others - platforms that the same request will be tried with
 */
export function offlineRequest(
  platform: Platform,
  workloads: Workload[],
  place: Place,
  known: Known,
  others: Platform[] = [],
): PlanRequest {
  const declared = platform.applications[place.application];
  return {
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
    ...surroundings([platform, ...others], workloads, {
      ...known,
      values: { ...declared?.values, ...known.values },
    }),
    neighbours: {},
    state: { resources: [], workloads: [], objects: [], minted: {} },
    force: false,
    consent: [],
    moves: [],
  };
}

/** Generated values are not known, as before a first run. */
export function offlinePorts(): PlanPorts {
  return {
    drivers: Object.fromEntries(
      builtinDrivers().map(driver => [driver.name, driver]),
    ),
    openTarget: async target => offlineTarget(target),
    generated: { find: () => undefined },
    // No secret is ever digested here, so the key protects nothing.
    digest: text => createHmac('sha256', 'offline').update(text).digest('hex'),
    clock: { now: () => 0, sleep: async () => {} },
    signal: new AbortController().signal,
  };
}
