export { readNamedScore } from './readNamedScore';
export { ScoreReader } from './ScoreReader';
export { versionOf, WorkloadSources } from './WorkloadSources';
