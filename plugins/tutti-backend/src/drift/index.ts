export { DriftChecker, isWhole } from './DriftChecker';
export type { Checked } from './DriftChecker';
export { DriverLooks } from './DriverLooks';
export { DriftRounds } from './DriftRounds';
export { addressesOf, repairKey } from './repairKey';
export { whySkipped } from './whySkipped';
