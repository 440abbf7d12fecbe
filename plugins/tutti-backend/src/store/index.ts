export { claimOf } from './applications';
export type { ApplicationRecord, EntityFacts, Offers } from './applications';
export { databaseKind, isPostgres, openDatabase } from './database';
export type { DeploymentRecord, PhaseView } from './deployments';
export type { BoundTarget, EnvironmentRecord } from './environments';
export type { Claim } from './leases';
export type { InventoryObject } from './objects';
export type { StoredPlan } from './plans';
export type { PlatformFiles, PlatformPointer } from './platformRevisions';
export type { Images, ReleaseHead, ReleaseRecord } from './releases';
export type { ResourceHead } from './resources';
export type { RouteClaim } from './routes';
export { isSecretIn } from './secrets';
export type { SecretHead } from './secrets';
export type { Progress, StepRecord } from './steps';
export { environmentState } from './environmentState';
export { Store } from './Store';
export type { Scope, ValueRecord } from './values';
export { digestOf } from './workloads';
export type {
  WorkloadMark,
  WorkloadRecord,
  WorkloadSource,
  WorkloadVersion,
} from './workloads';
