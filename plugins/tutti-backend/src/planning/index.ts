export { Actors } from './Actors';
export { BlastRadii } from './BlastRadii';
export type { Deployed } from './BlastRadii';
export { cameBetween } from './cameBetween';
export { readDryRunLimits } from './dryRunConfig';
export { OTHER_FORMAT } from './format';
export { PlanFacts } from './PlanFacts';
export { Planner } from './Planner';
export type { DrawnPaper, PlannedPaper, WorkerPorts } from './Planner';
export { PlanRequests } from './PlanRequests';
export type { Subject } from './PlanRequests';
export {
  draftRelease,
  openContainers,
  storeRelease,
  withImages,
} from './ReleaseDrafts';
export type { ReleaseContent, ReleaseDraft } from './ReleaseDrafts';
export { declaredContent, lastSuccess, valuesAt } from './releaseContents';
export { SecretStores } from './SecretStores';
export { systemClock } from './systemClock';
export { Targets } from './Targets';
export { valuesFor } from './values';
export { PlanDeadline } from './PlanDeadline';
