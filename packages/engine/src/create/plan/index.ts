export * from './planDeployment';
export * from './planDifference';
