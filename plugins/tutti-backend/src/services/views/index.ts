export { ApplicationViews } from './ApplicationViews';
export { DeploymentViews, FIRST_STEPS } from './DeploymentViews';
export { EnvironmentViews } from './EnvironmentViews';
export { approvalView } from './approvals';
export { imagePlace, imagesOf } from './images';
export type { ReleaseWithImages } from './images';
export { isoTime, releaseSummary } from './releases';
export { gateViews } from './verification';
