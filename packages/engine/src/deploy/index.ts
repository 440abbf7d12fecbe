export { unforeseenMessage } from './failures';
export * from './ports';
export { retry } from './retry';
export type { Retrying } from './retry';
export * from './recoverEnvironment';
export * from './runDeployment';
