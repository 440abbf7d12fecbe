export * from './written';
export * from './PlanBasis';
