export { AbsentOwners } from './AbsentOwners';
export { Access, applicationSubject, registerPermissions } from './Access';
export { Automation } from './automation';
export { Grants } from './Grants';
export { Guard, seesPlace } from './Guard';
export type { GuardedApplication, GuardedPlace } from './Guard';
export { allowedBy, demand } from './judgement';
export type { Judgement } from './judgement';
export { readApplicationLines } from './lines';
export {
  createTuttiApplicationConditionalDecision,
  createTuttiEnvironmentConditionalDecision,
  tuttiApplicationConditions,
  tuttiEnvironmentConditions,
} from './rules';
export type { ApplicationSubject, EnvironmentSubject } from './rules';
