export { isAccepted, stillHolds } from './accepted';
export { driverFindings } from './driverFindings';
export { findDrift } from './findDrift';
export type { DriftQuestion, DriftTarget } from './findDrift';
export type {
  DriftFinding,
  DriftReport,
  OtherManager,
  UnsureObject,
} from './finding';
export { isIgnored } from './rules';
export { ownedHash } from '../create/objects';
