export { readJobs } from './config';
export { JobCluster } from './JobCluster';
export type { JobOptions } from './JobOptions';
export {
  MemoryJobRecords,
  type JobRecord,
  type JobRecords,
  type JobResults,
  type KeptJob,
} from './JobRecords';
export { KubernetesJobRunner } from './KubernetesJobRunner';
export { resultsRouter, WORKS_PATH } from './resultsRouter';
