export { readThreadLimits } from './config';
export { EngineThreads, JobTooLarge } from './EngineThreads';
export type { ThreadLimits } from './EngineThreads';
export type { CrossingPlanPorts, Decided, Jobs, RunOnlyPorts } from './jobs';
export * from './ports';
export { checkInThread, readInThread } from './reading';
