export * from './atHand';
export * from './documents';
export type { Locate, LocateOptions, Position } from './positions';
