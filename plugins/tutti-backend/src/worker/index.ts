export { readWorkerConfig } from './config';
export { DeploymentWorker } from './DeploymentWorker';
export { PlanMaker } from './PlanMaker';
export { PlanWorker } from './PlanWorker';
export { PreviewKeeper } from './PreviewKeeper';
