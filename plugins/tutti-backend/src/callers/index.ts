export { Share } from './Share';
export { readShares } from './config';
export type { Shares } from './config';
