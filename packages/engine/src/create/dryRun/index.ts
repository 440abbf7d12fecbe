export { askCluster, DEFAULT_DRY_RUN } from './askCluster';
export type { DryRuns } from './askCluster';
export { judgeAnswers } from './judgeAnswers';
export type { Judged } from './judgeAnswers';
