export {
  completeObject,
  ENVIRONMENT_LABEL,
  ownershipLabels,
  RESOURCE_LABEL,
} from './complete';
export type { CompleteObject, Completion } from './complete';
export { differences } from './difference';
export type { Difference } from './difference';
export {
  conditionOf,
  draftObject,
  environmentLabel,
  ownedHash,
  shownLive,
} from './condition';
export type { Condition, ObjectDraft } from './condition';
export { project } from './project';
export { inWaves, isFoundation, isPrecious, waveOf } from './waves';
