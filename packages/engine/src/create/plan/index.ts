export { bindingOf } from '../draft/binding';
export * from './planDeployment';
export * from './planDifference';
