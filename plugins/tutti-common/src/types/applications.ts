import type { HealthCause, Problem } from '@tutti/engine';
import type { DeploymentStatus } from './deploymentStatus';

/** Workloads that share environments and are deployed together. */
export interface Application extends ApplicationSettings {
  id: string;
  name: string;
  title: string;
  description?: string;
  /** Catalog entity it is bound to. */
  entityRef?: string;
  /** Full entity ref of the owning group or user: verified, and what rights go by. */
  owner?: string;
  /** Another owner that platform files or the catalog name; it changes nothing until confirmed. */
  claim?: { owner: string; by: 'files' | 'catalog' };
  createdAt: string;
  /** Declared in platform files: its workloads and environments follow the files. */
  declared: boolean;
  workloads: WorkloadSummary[];
  /** In rank order. */
  environments: EnvironmentSummary[];
  /** What the asking user may do, with the reason where not. */
  allowed: AllowedActions;
}

export interface ApplicationSettings {
  /**
   * Workloads whose address applications of other owners may ask for: by name, for whom: entity refs
   * of owners, or `anyone`. Applications of the same owner need no offer.
   */
  offers: Record<string, string[]>;
}

/** A row of the application list. */
export interface ApplicationSummary {
  id: string;
  name: string;
  title: string;
  owner?: string;
  entityRef?: string;
  environments: EnvironmentSummary[];
}

export interface WorkloadSummary {
  name: string;
  source: { kind: 'managed' } | { kind: 'repository'; url: string };
  /** Containers, with the image of the newest release; `.` where none was given yet. */
  images: Record<string, string>;
  /** Containers whose image comes from the deployment (`image: .`). */
  openImages: string[];
  /** `type` or `type.class` by resource name. */
  resources: { name: string; type: string; class: string; id?: string }[];
  entityRef?: string;
  /** Problems of the current text; the last good text stays in use. */
  problems: Problem[];
}

export interface Workload extends WorkloadSummary {
  /** The Score text as it was given. */
  score: string;
  version: number;
  updatedAt: string;
  updatedBy: string;
}

export interface Health {
  /** `unknown`: not looked at yet, or the cluster does not answer (then `message` says so). */
  status: 'healthy' | 'progressing' | 'degraded' | 'empty' | 'unknown';
  healthy: number;
  of: number;
  /** One line: `api: CrashLoopBackOff`. */
  message?: string;
  observedAt?: string;
}

/** A cell of the list, a tile of the board: desired, applied, observed kept apart. */
export interface EnvironmentSummary {
  id: string;
  name: string;
  type: string;
  typeTitle: string;
  rank: number;
  cluster?: string;
  namespace?: string;
  /** True where pods are simulated. */
  simulated: boolean;
  /** What runs by the last success. */
  release?: ReleaseSummary;
  lastDeployment?: {
    id: string;
    number: number;
    status: DeploymentStatus;
    release: ReleaseSummary;
    requestedBy: string;
    requestedAt: string;
    finishedAt?: string;
    progress: { done: number; of: number };
    /** First cause of a failure, one sentence. */
    failure?: string;
  };
  health: Health;
  /** Addresses people can open. */
  endpoints: { workload: string; url: string }[];
  /** Changes of workloads and values since the last success. */
  pendingChanges: number;
  allowed: AllowedActions;
}

export interface ReleaseSummary {
  id: string;
  /** `r41`: numbered per application. */
  number: number;
  /** Content hash. */
  hash: string;
  images: Record<string, Record<string, string>>;
  createdAt: string;
}

/**
 * What can be done with an application: workloads, settings and plain values are part of `update`;
 * `assign` gives it to another owner.
 */
export const APPLICATION_VERBS = [
  'read',
  'update',
  'delete',
  'createEnvironment',
  'assign',
] as const;
export type ApplicationVerb = (typeof APPLICATION_VERBS)[number];

/** What can be done in an environment: planning is part of `deploy`; `cancel` is of what others deployed. */
export const ENVIRONMENT_VERBS = [
  'read',
  'deploy',
  'cancel',
  'operate',
  'unlock',
  'approve',
  'override',
  'secrets',
  'manage',
  'logs',
  'destroy',
] as const;
export type EnvironmentVerb = (typeof ENVIRONMENT_VERBS)[number];

/** A verb that may not be used says why: buttons show it. */
export type Allowed = { allowed: true } | { allowed: false; reason: string };

/** By `ApplicationVerb` or `EnvironmentVerb`; a verb that is absent is decided when it is used. */
export type AllowedActions = Record<string, Allowed>;

/** The live view of one environment: workloads to pods. */
export interface Runtime {
  simulated: boolean;
  observedAt: string;
  /** Set when the cluster does not answer; `workloads` is then the last known. */
  error?: string;
  workloads: {
    name: string;
    status: 'healthy' | 'progressing' | 'failed' | 'missing';
    message: string;
    cause?: HealthCause;
    objects: {
      kind: string;
      name: string;
      namespace?: string;
      status: string;
      message: string;
    }[];
  }[];
}

export interface EnvironmentValue {
  name: string;
  /** Absent for secrets: nobody reads one back. */
  value?: unknown;
  secret: boolean;
  scope: 'application' | 'environment';
  version: number;
  updatedAt: string;
  updatedBy: string;
}
