export { checkScore, type CheckRequest } from './checkScore';
export { nameProblems } from './nameProblems';
export * from './offers';
export type { DriverOutputs } from './outputs';
export type { Place } from './places';
