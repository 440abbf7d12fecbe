export { Access, registerPermissions } from './Access';
export { demand, Grants } from './Grants';
export { Guard, seesPlace } from './Guard';
export type { GuardedApplication, GuardedPlace } from './Guard';
export {
  createTuttiApplicationConditionalDecision,
  createTuttiEnvironmentConditionalDecision,
  tuttiApplicationConditions,
  tuttiEnvironmentConditions,
} from './rules';
export type { ApplicationSubject, EnvironmentSubject } from './rules';
