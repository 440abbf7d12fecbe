export * from './access';
export * from './applications';
export * from './deployments';
export * from './platform';
export type {
  Action,
  Address,
  Candidate,
  ConsentNeeded,
  Edge,
  Graph,
  GraphNode,
  HealthCause,
  JsonObject,
  JsonValue,
  Mask,
  ObjectChange,
  ObjectRef,
  Phase,
  Plan,
  PlanStep,
  PolicyFinding,
  Problem,
  Reason,
  ResourceStep,
  RunEvent,
  StepStatus,
  WorkloadStep,
} from '@tutti/engine';
