import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long what is told of the past is kept, milliseconds. */
export interface Retention {
  /** Events, which are the log of a run. */
  eventsMs: number;
  /** Plans that ran. */
  plansMs: number;
  /** Plans that nobody ran: stale long before. */
  unusedPlansMs: number;
  /** Who did what. */
  auditMs: number;
  /** Builds; one that is told again afterwards is a new one. */
  buildsMs: number;
}

const DEFAULTS: Retention = {
  eventsMs: 90 * DAY_MS,
  plansMs: 180 * DAY_MS,
  unusedPlansMs: 30 * DAY_MS,
  auditMs: 400 * DAY_MS,
  buildsMs: 180 * DAY_MS,
};
/** A run, and whoever reads of it, must have time to end. */
const SHORTEST_MS = DAY_MS;

/** @throws Error that names the config key. */
export function readRetention(config: Config): Retention {
  const retention = config.getOptionalConfig('tutti.retention');
  const read = (key: string, otherwise: number) => {
    if (!retention?.has(key)) return otherwise;
    const asked = durationToMilliseconds(
      readDurationFromConfig(retention, { key }),
    );
    if (asked < SHORTEST_MS) {
      throw new Error(`tutti.retention.${key} must be one day at least`);
    }
    return asked;
  };
  return {
    eventsMs: read('events', DEFAULTS.eventsMs),
    plansMs: read('plans', DEFAULTS.plansMs),
    unusedPlansMs: read('unusedPlans', DEFAULTS.unusedPlansMs),
    auditMs: read('audit', DEFAULTS.auditMs),
    buildsMs: read('builds', DEFAULTS.buildsMs),
  };
}
