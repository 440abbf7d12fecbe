export { bindingOf } from '../draft/binding';
export * from './planDeployment';
export * from './planDifference';
export type { PlannedNow } from './presentPlan';
