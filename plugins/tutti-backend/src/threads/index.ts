export { readThreadLimits } from './config';
export { EngineThreads, JobTooLarge } from './EngineThreads';
export type { ThreadLimits } from './EngineThreads';
export type { CrossingPlanPorts } from './jobs';
export * from './ports';
export { readInThread } from './reading';
