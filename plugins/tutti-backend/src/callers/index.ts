export { callerOf } from './callerOf';
export { inShares } from './inShares';
export type { SharedWork } from './inShares';
export { Share } from './Share';
export { readShares } from './config';
export type { Shares } from './config';
