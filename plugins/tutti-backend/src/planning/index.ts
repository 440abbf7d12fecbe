export { cameBetween } from './cameBetween';
export { OTHER_FORMAT } from './format';
export { Planner } from './Planner';
export type { Subject } from './Planner';
export { draftRelease, openContainers, storeRelease } from './ReleaseDrafts';
export type { ReleaseDraft } from './ReleaseDrafts';
export { systemClock } from './systemClock';
export { Targets } from './Targets';
export { valuesFor } from './values';
