export { claimOf } from './applications';
export type { ApplicationRecord, EntityFacts, Offers } from './applications';
export type { AuditFilter, AuditNote, AuditRecord } from './audit';
export type { BuildRecord, StoredOutcome } from './builds';
export { databaseKind, isPostgres, moveClock, openDatabase } from './database';
export type { DecisionRecord } from './approvals';
export type {
  Aside,
  AskedApproval,
  DeploymentRecord,
  PhaseView,
  PlannedFacts,
  Review,
} from './deployments';
export { acceptedField, causePath, placeOf } from './drift';
export type {
  DriftCauseRecord,
  DriftCheckRecord,
  DriftFindingRecord,
  DriftGroupRecord,
  DriftRulingRecord,
} from './drift';
export type { BoundTarget, EnvironmentRecord } from './environments';
export type { ExecGrant } from './execTickets';
export type { RepeatableRequest } from './keptAnswers';
export type { Claim } from './leases';
export { FOR_GOOD } from './line';
export type { Ahead } from './line';
export type { NoticeRecord } from './notices';
export type { InventoryObject, ObjectHead } from './objects';
export type {
  ConsentRights,
  PlanClaim,
  PlanRequestRecord,
  RefusedRequest,
} from './planRequests';
export type { MadeFrom, StoredPlan } from './plans';
export type { StoredImpact } from './platformImpacts';
export type {
  PlatformFiles,
  PlatformPointer,
  RevisionUse,
  SourceReading,
} from './platformRevisions';
export type {
  PromotionRoundEnd,
  PromotionRoundRecord,
  PromotionRoundRule,
  RoundDeployment,
} from './promotionRounds';
export type { PromotionRecord, ReleaseRun } from './promotions';
export type { Images, ReleaseHead, ReleaseRecord } from './releases';
export type { Closing, PreviewRecord } from './previews';
export type { Resealed } from './reseal';
export type { ResourceHead } from './resources';
export type { RouteClaim } from './routes';
export { isSecretIn } from './secrets';
export type { PurgeMark, SecretContent, SecretHead } from './secrets';
export type { SoakRecord } from './soaks';
export type { Progress, StepChange, StepRecord } from './steps';
export { environmentState } from './environmentState';
export type { StepFilter } from './stepPage';
export { Store } from './Store';
export { scopeId } from './values';
export type { Scope, ValueRecord, VersionHead } from './values';
export type { DeliveryRecord, NewDelivery, Tried } from './webhookDeliveries';
export { digestOf } from './workloads';
export type { WorkloadCheck } from './workloadChecks';
export type {
  NewWorkloadVersion,
  WorkloadMark,
  WorkloadRecord,
  WorkloadVersion,
  WorkloadVersionHead,
} from './workloads';
