export { AuthorizedBuildsService } from './AuthorizedBuildsService';
export { BuildScores } from './BuildScores';
export { BuildTargets } from './BuildTargets';
export { BuildViews } from './BuildViews';
export { readBuildsConfig } from './config';
export type { BuildsConfig } from './config';
export { DefaultBuildsService } from './DefaultBuildsService';
