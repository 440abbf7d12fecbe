export { readLocalRunner } from './config';
export {
  JobCluster,
  KubernetesJobRunner,
  MemoryJobRecords,
  readJobs,
  resultsRouter,
  WORKS_PATH,
  type JobOptions,
  type JobRecord,
  type JobRecords,
  type JobResults,
  type KeptJob,
} from './jobs';
export { LocalRunner, type LocalRunnerOptions } from './LocalRunner';
export {
  LOCK_FILE,
  type RecoveredWork,
  type Runner,
  type RunnerCall,
  type RunnerCommand,
  type RunnerEnd,
  type RunnerWork,
} from './Runner';
export { Slots } from './Slots';
export { MemoryWorkPlaces, type WorkPlaces } from './WorkPlaces';
