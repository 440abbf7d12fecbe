export { readWorkerConfig } from './config';
export { DeploymentWorker } from './DeploymentWorker';
