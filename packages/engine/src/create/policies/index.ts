export { judgePolicies } from './judgePolicies';
export type { PolicySubjects } from './judgePolicies';
