export * from './ports';
export * from './recoverEnvironment';
export * from './runDeployment';
