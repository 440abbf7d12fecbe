export { readNamedScore } from './readNamedScore';
export { isSameRepository, repositoryKey } from './repositories';
export { ScoreReader } from './ScoreReader';
export { isNews, versionOf, WorkloadSources } from './WorkloadSources';
