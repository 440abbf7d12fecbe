import { GitPlace } from './delivery';
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
  /**
   * Whether its generated passwords may be made anew while it lives. Absent: unless it holds data, since
   * a server keeps in its volume what it was first started with.
   */
  rotation?: 'allow' | 'refuse';
  adopts: string[];
  /** It reads the platform's secrets whoever asks; otherwise its criteria say for whom. */
  secretsFor?: 'anyone';
  fromScore?: FromScore;
}

/**
 * What a Score file may decide in objects although it reaches beyond its own containers: fields
 * (`hostPath`, see `POWERS`), annotations by key or `domain/*`.
 */
export interface FromScore {
  allow: string[];
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
  fromScore?: FromScore;
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
  approval: ApprovalRule;
  deferredPlans: 'allow' | 'review';
  promotion?: PromotionRule;
  /** Which builds are deployed by themselves; empty lists mean all. */
  automation?: { on: 'build'; refs: string[]; workloads: string[] };
  /** What has to hold after everything is healthy; `within`: when an unset gate fails by itself. */
  verify: { healthyFor?: string; gates: string[]; within: string };
  onFailure: 'leave' | 'rollback';
  drift: DriftSettings;
  freeze: FreezeWindow[];
  destroy: 'allow' | 'refuse';
  /** A duration such as `3d`; present: environments of this type are previews of pull requests. */
  lifetime?: string;
  /** A duration such as `2h`, after which a preview that nobody uses is paused. */
  idle?: string;
}

/** What other hands changed in a cluster: how often it is looked for, and what is done about it. */
export interface DriftSettings {
  /** A duration such as `15m`; absent: only when somebody asks. */
  every?: string;
  repair: 'manual' | 'automatic';
  /** Absent: none beside those that Tutti ships. */
  ignore?: DriftRule[];
}

/** What is no drift: all that is given must hold. */
export interface DriftRule {
  /** `Deployment`; absent: any. */
  kinds?: string[];
  /** `spec.replicas`: this field and all below it. `*` stands for anything that is no bracket. */
  paths: string[];
  /** Field managers that may set it, with `*`; absent: anybody. */
  managers?: string[];
}

/** Whether somebody has to agree before a deployment: always, or where `when` is true. */
export interface ApprovalRule {
  required: boolean;
  /** CEL over `plan`, `release` and `context`; one of it and `required`. */
  when?: string;
  /** So many different people. */
  quorum: number;
  /** At least one member of each, by entity ref. */
  groups: string[];
  /** Who asks, and who made the plan, count too. */
  self: boolean;
  /** A duration such as `72h`. */
  expiresAfter: string;
}

export interface PromotionRule {
  /** An environment type of a lower rank. */
  from: string;
  /** What did not succeed there is refused here. */
  only: boolean;
  automatic: boolean;
  /** A duration such as `30m`: so long it is healthy there before. */
  soak?: string;
  /** Keys that are passed there before. */
  gates: string[];
  /** In which order environments of this type get a release by themselves; those in none come last. */
  waves: PromotionWave[];
  stopOnFailure: boolean;
}

export interface PromotionWave {
  /** All of them, of environments that are in no earlier wave. */
  labels: Record<string, string>;
  /** Absent: all of the wave at once. */
  maxConcurrent?: number;
}

/** `deny`: nothing begins inside; `allow`: nothing begins outside of all that allow. */
export interface FreezeWindow {
  title: string;
  mode: 'deny' | 'allow';
  /** Five fields by the wall clock of `timeZone`; the minute is one number. */
  cron: string;
  /** Of time that passes, such as `64h`. */
  duration: string;
  /** IANA name. */
  timeZone: string;
}

export interface TargetDefinition extends Described {
  driver: string;
  criteria: Criteria;
  /** A name under `tutti.clusters`. */
  cluster?: string;
  /** Of driver `git`, with placeholders. */
  git?: GitPlace;
  /** With placeholders; default `${context.application}-${context.environment}`. */
  namespace: string;
  /** Of the namespace itself; values with placeholders. */
  namespaceLabels?: Record<string, string>;
  namespaceAnnotations?: Record<string, string>;
  /** Several environments may have one namespace; otherwise each gets its own. */
  shared: boolean;
  /** Existing namespaces that an environment may take over, by name; never the cluster's own. */
  namespaces: { adopt: string[] };
  /** What may be read of secrets outside; namespaces with placeholders. Absent: nothing. */
  secrets?: { read: ReadableSecrets[] };
  /** Fields that another manager owns are taken over, or the apply is refused. Absent: `force`. */
  conflicts?: ConflictPolicy;
  /** What may be written there. Absent: everything. */
  limits?: TargetLimits;
  /** What is no drift here. Absent: nothing beside what Tutti and the environment's type say. */
  drift?: { ignore: DriftRule[] };
}

export type ConflictPolicy = 'force' | 'refuse';

export interface TargetLimits {
  /** `Deployment` of any group, or `apps/Deployment`. Absent: every kind. */
  kinds?: string[];
  /** Names, or beginnings of names: `shop-*`. Absent: every namespace. */
  namespaces?: string[];
}

/** Secrets of a store that references may name: by name, or `*` for all of a namespace. */
export interface ReadableSecrets {
  store: string;
  namespace: string;
  names: string[];
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
  environments: {
    name: string;
    type: string;
    /** What tells it apart from others of its type; for promotion alone. */
    labels: Record<string, string>;
  }[];
  /** Plain start values of the application. */
  values: Record<string, JsonValue>;
  /** To which owners (`anyone`: all) each workload is offered; absent: as the portal says. */
  offers?: Record<string, string[]>;
}
