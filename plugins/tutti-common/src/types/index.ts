export * from './access';
export * from './allowed';
export * from './answers';
export * from './applications';
export * from './audit';
export * from './builds';
export * from './clusters';
export * from './comparison';
export * from './deployments';
export * from './hold';
export * from './images';
export * from './impacts';
export * from './listings';
export * from './modules';
export * from './plans';
export * from './platform';
export * from './previews';
export * from './promotions';
export * from './releases';
export * from './revisions';
export * from './runtime';
export * from './search';
export * from './drift';
export * from './versions';
export * from './waiting';
export * from './webhooks';
export type {
  Action,
  Address,
  Candidate,
  ConsentNeeded,
  DocumentChange,
  Edge,
  EnvironmentImpact,
  Graph,
  GraphNode,
  HealthCause,
  Impact,
  JsonObject,
  JsonValue,
  Mask,
  ObjectAction,
  ObjectChange,
  ObjectDryRun,
  ObjectRef,
  Phase,
  Plan,
  PlanDryRun,
  PlanStep,
  PlanSummary,
  PolicyFinding,
  Problem,
  ProblemFix,
  Reason,
  ResourceStep,
  RunEvent,
  SecretReference,
  SettingChange,
  StepStatus,
  WorkloadStep,
} from '@tutti/engine';
