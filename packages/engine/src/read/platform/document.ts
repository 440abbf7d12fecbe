import {
  GitPlace,
  DriftRule,
  EnvironmentLine,
  FromScore,
  JsonObject,
  JsonValue,
  WorkloadKind,
} from '../../model';

/** Criteria as they are written: one text, or several. */
export interface CriteriaDocument {
  resourceId?: string | string[];
  workload?: string | string[];
  environment?: string | string[];
  application?: string | string[];
  labels?: Record<string, string | string[]>;
  owner?: string | string[];
  environmentType?: string | string[];
}

export interface ReferenceDocument {
  type: string;
  class: string;
  id?: string;
  params?: JsonObject;
}

export interface ProvisionDocument extends ReferenceDocument {
  dependsOnThis: boolean;
  inheritDependents: boolean;
}

export interface ResourceTypeSpec {
  params?: JsonObject;
  outputs?: JsonObject;
  phase: 'before' | 'after';
}

export interface ResourceDefinitionSpec {
  type: string;
  class: string;
  criteria: CriteriaDocument;
  driver: string;
  inputs: JsonObject;
  dependsOn: Record<string, ReferenceDocument>;
  provisions: ProvisionDocument[];
  collect: Record<
    string,
    {
      from: string;
      of: 'dependents' | 'dependencies';
      type: string;
      depth: 1 | 'all';
    }
  >;
  protection: 'stateful' | 'none';
  onRemoval: 'delete' | 'retain';
  rotation?: 'allow' | 'refuse';
  adopts: string[];
  secretsFor?: 'anyone';
  fromScore?: FromScore;
}

export interface WorkloadProfileSpec {
  kind: WorkloadKind;
  defaults: JsonObject;
  patches: {
    name: string;
    when?: string;
    target?: { kind: string };
    merge?: JsonObject;
    json6902?: JsonObject[];
  }[];
  annotations: { allow: string[] };
  probes: { host: 'allow' | 'refuse' };
  secretsFor?: 'anyone';
  fromScore?: FromScore;
}

export interface EnvironmentTypeSpec {
  rank: number;
  profile?: string;
  access: Record<EnvironmentLine, string[]>;
  approval: {
    required: boolean;
    when?: string;
    quorum: number;
    groups: string[];
    self: boolean;
    expiresAfter: string;
  };
  deferredPlans: 'allow' | 'review';
  promotion?: {
    from: string;
    only: boolean;
    automatic: boolean;
    soak?: string;
    gates: string[];
    waves: { labels: Record<string, string>; maxConcurrent?: number }[];
    stopOnFailure: boolean;
  };
  automation?: { on: 'build'; refs: string[]; workloads: string[] };
  verify: { healthyFor?: string; gates: string[]; within: string };
  onFailure: 'leave' | 'rollback';
  drift: {
    every?: string;
    repair: 'manual' | 'automatic';
    ignore?: DriftRule[];
  };
  freeze: {
    title: string;
    mode: 'deny' | 'allow';
    cron: string;
    duration: string;
    timeZone: string;
  }[];
  destroy: 'allow' | 'refuse';
  lifetime?: string | null;
  idle?: string | null;
}

export interface TargetSpec {
  driver: string;
  criteria: CriteriaDocument;
  cluster?: string;
  git?: GitPlace;
  namespace: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  shared: boolean;
  namespaces: { adopt: string[] };
  secrets: { read: { store: string; namespace: string; names: string[] }[] };
  conflicts?: 'force' | 'refuse';
  limits?: { kinds?: string[]; namespaces?: string[] };
  drift?: { ignore: DriftRule[] };
}

export interface PolicySpec {
  effect: 'deny' | 'warn';
  criteria: CriteriaDocument;
  on: 'plan' | 'workload' | 'object';
  require: string;
  message: string;
}

export interface ApplicationSpec {
  entity?: string;
  owner?: string;
  workloads: { source: string; images: Record<string, string> }[];
  environments: {
    name: string;
    type: string;
    labels: Record<string, string>;
  }[];
  values: Record<string, JsonValue>;
  offers?: Record<string, string[]>;
}

export interface Metadata {
  name: string;
  title?: string;
  description?: string;
  labels?: Record<string, string>;
}

interface Specs {
  ResourceType: ResourceTypeSpec;
  ResourceDefinition: ResourceDefinitionSpec;
  WorkloadProfile: WorkloadProfileSpec;
  EnvironmentType: EnvironmentTypeSpec;
  Target: TargetSpec;
  Policy: PolicySpec;
  Application: ApplicationSpec;
}

/** A document as its schema lets it through, defaults filled in. */
export type PlatformDocument = {
  [Kind in keyof Specs]: {
    kind: Kind;
    metadata: Metadata;
    spec: Specs[Kind];
  };
}[keyof Specs];
