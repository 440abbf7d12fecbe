export { ApplicationViews } from './ApplicationViews';
export { DeploymentViews } from './DeploymentViews';
export { EnvironmentViews } from './EnvironmentViews';
export { isoTime, releaseSummary } from './releases';
