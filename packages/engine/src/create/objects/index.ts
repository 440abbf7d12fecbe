export {
  completeObject,
  ENVIRONMENT_LABEL,
  ownershipLabels,
  RESOURCE_LABEL,
} from './complete';
export type { CompleteObject, Completion } from './complete';
export { leafAt, withAccepted } from './accepted';
export { differences, isSame, movedLeaves } from './difference';
export type { Difference } from './difference';
export {
  conditionOf,
  draftObject,
  environmentLabel,
  isStillOf,
  lastApplied,
  ownedHash,
  ownedPart,
  saysItIsOf,
} from './condition';
export type { Condition, ObjectDraft } from './condition';
export { hideContents } from './secretObject';
export { project } from './project';
export { manifestOf } from './manifest';
export { makesClaims } from './unchangeable';
export { inWaves, isFoundation, isPrecious, waveOf } from './waves';
