import { Broken } from './Broken';
import { CRASHES } from './crashes';
import { CREATIONS } from './creations';
import { LOST } from './lostNodes';
import { MOUNTS } from './mounts';
import { PROBES } from './probes';
import { PULLS } from './pulls';
import { REFUSALS } from './refusals';
import { SCHEDULING } from './scheduling';

export type { Broken };

/** The table of `docs/reference/causes.md`. */
export const BROKEN: readonly Broken[] = [
  ...PULLS,
  ...CREATIONS,
  ...CRASHES,
  ...PROBES,
  ...SCHEDULING,
  ...MOUNTS,
  ...LOST,
  ...REFUSALS,
];
