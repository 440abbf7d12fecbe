import { JsonObject, JsonSchema, JsonValue } from './json';

/** All platform files at one revision. Names are unique per kind. */
export interface Platform {
  /** Content hash over all documents: the same files in any order give the same revision. */
  revision: string;
  /** Taken into use before profiles had an allow list: what reached pods then still does. */
  beforeAllowLists?: true;
  resourceTypes: Record<string, ResourceType>;
  definitions: Record<string, ResourceDefinition>;
  profiles: Record<string, WorkloadProfile>;
  environmentTypes: Record<string, EnvironmentType>;
  targets: Record<string, TargetDefinition>;
  policies: Record<string, Policy>;
  applications: Record<string, ApplicationDeclaration>;
}

/** What every platform document has. */
export interface Described {
  name: string;
  title?: string;
  description?: string;
  labels?: Record<string, string>;
  /** Where it stands: file as given to the reader, line of the document's start (1-based). */
  source: { file: string; line: number };
}

export interface ResourceType extends Described {
  params: JsonSchema;
  outputs: JsonSchema;
  /** `after`: made when the workload that asks is there (routes, autoscalers). */
  phase: 'before' | 'after';
}

/** All given keys must match; a list means any of (docs/reference/semantics.md, Match). */
export interface Criteria {
  resourceId?: string[];
  workload?: string[];
  environment?: string[];
  application?: string[];
  labels?: Record<string, string[]>;
  owner?: string[];
  environmentType?: string[];
}

export interface ResourceReference {
  type: string;
  /** `@` = the same as mine. */
  class: string;
  /** `@` = the same as mine; absent = one of its own per referring resource. */
  id?: string;
  params?: JsonObject;
}

export interface Provision extends ResourceReference {
  /** The new resource depends on this one. */
  dependsOnThis: boolean;
  /** Whoever depends on this one also depends on the new one. */
  inheritDependents: boolean;
}

export interface Collection {
  /** `self`, an alias of `dependsOn`, or `workload`. */
  from: string;
  of: 'dependents' | 'dependencies';
  type: string;
  depth: 1 | 'all';
}

export interface ResourceDefinition extends Described {
  type: string;
  /** Exact, or `*` for any. */
  class: string;
  criteria: Criteria;
  driver: string;
  /** With placeholders. */
  inputs: JsonObject;
  dependsOn: Record<string, ResourceReference>;
  provisions: Provision[];
  collect: Record<string, Collection>;
  protection: 'stateful' | 'none';
  onRemoval: 'delete' | 'retain';
  adopts: string[];
  /** It reads the platform's secrets whoever asks; otherwise its criteria say for whom. */
  secretsFor?: 'anyone';
}

export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'Job' | 'CronJob';

export interface WorkloadProfile extends Described {
  /** With the line of each patch, where the files are at hand. */
  source: Described['source'] & { patches?: number[] };
  kind: WorkloadKind;
  /** Merged into the base manifest before the patches; e.g. a CronJob's `spec.schedule`. */
  defaults: JsonObject;
  patches: ProfilePatch[];
  /** Annotations of Score files that reach pods: a key, or `domain/*`. */
  annotations: { allow: string[] };
  /** Whether a probe may ask another host than its pod. */
  probes: { host: 'allow' | 'refuse' };
  /** It may read the platform's secrets: whoever has a workload can name a profile. */
  secretsFor?: 'anyone';
}

export interface ProfilePatch {
  name: string;
  /** CEL over `workload` and `context`; absent = always. */
  when?: string;
  /** Which object of the workload: its main one unless another kind is named (`Service`, `ConfigMap` …). */
  target?: { kind: string };
  /**
   * Kubernetes strategic merge (its own list keys; `name: "*"` is every container), or RFC 6902.
   * Exactly one of the two.
   */
  merge?: JsonObject;
  json6902?: JsonObject[];
}

/** Entity refs of groups or users, `owner`, `anyone`, or `nobody`. */
export type Principals = string[];

/** What `EnvironmentType.access` has a line for. */
export const ENVIRONMENT_LINES = [
  'create',
  'deploy',
  'operate',
  'approve',
  'override',
  'secrets',
  'manage',
  'logs',
  'exec',
  'destroy',
] as const;

export type EnvironmentLine = (typeof ENVIRONMENT_LINES)[number];

export interface EnvironmentType extends Described {
  /** Order on the board; promotion goes upward. */
  rank: number;
  profile?: string;
  /** Who may do what in environments of this type, besides what the permission policy says. */
  access: Record<EnvironmentLine, Principals>;
  approval: { required: boolean; self: boolean; expiresAfter?: string };
  deferredPlans: 'allow' | 'review';
  drift: { every?: string; repair: 'manual' | 'automatic' };
  freeze: { title: string; cron: string; duration: string }[];
  destroy: 'allow' | 'refuse';
  lifetime?: string;
}

export interface TargetDefinition extends Described {
  driver: string;
  criteria: Criteria;
  /** A name under `tutti.clusters`. */
  cluster?: string;
  /** With placeholders; default `${context.application}-${context.environment}`. */
  namespace: string;
  /** Of the namespace itself; values with placeholders. */
  namespaceLabels?: Record<string, string>;
  namespaceAnnotations?: Record<string, string>;
  /** Several environments may have one namespace; otherwise each gets its own. */
  shared: boolean;
  /** Existing namespaces that an environment may take over, by name; never the cluster's own. */
  namespaces: { adopt: string[] };
}

export interface Policy extends Described {
  effect: 'deny' | 'warn';
  criteria: Criteria;
  on: 'plan' | 'workload' | 'object';
  /** CEL; false breaks the policy. */
  require: string;
  message: string;
}

/** An application declared in files; the same can be made by the API (docs/reference/platform-files.md). */
export interface ApplicationDeclaration extends Described {
  entity?: string;
  owner?: string;
  workloads: {
    /** Path beside this file, or a URL. */
    source: string;
    /** Image per container for those that say `.`, until a build or a deployment says otherwise. */
    images: Record<string, string>;
  }[];
  environments: { name: string; type: string }[];
  /** Plain start values of the application. */
  values: Record<string, JsonValue>;
  /** To which owners (`anyone`: all) each workload is offered; absent: as the portal says. */
  offers?: Record<string, string[]>;
}
