import type { HealthCause, Problem, SecretReference } from '@tutti/engine';
import type { AllowedActions } from './allowed';
import type { DeploymentStatus } from './deploymentStatus';
import type { Hold } from './hold';
import type { Promotion } from './promotions';
import type { ReleaseSummary } from './releases';

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
  /**
   * Where builds of its workloads come from: a build names one of these, or the repository that its
   * workload follows. Absent: only the latter.
   */
  repositories?: BuildRepository[];
}

/** A repository whose CI tells builds. */
export interface BuildRepository {
  /** As a browser shows it: `https://github.com/acme/shop`. */
  url: string;
  /** Of these workloads only; absent: of all. */
  workloads?: string[];
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

/** Some rows of the application list, by title. */
export interface ApplicationPage {
  items: ApplicationSummary[];
  /** There while more follow: the cursor of the next page. */
  next?: string;
  /** How many fit what was asked for. */
  total: number;
  /** How many the caller sees at all. */
  all: number;
  /** Entity refs of those who own any that the caller sees. */
  owners: string[];
}

/** Which Score file a workload follows. */
export interface RepositoryInput {
  /**
   * A repository, a folder of one, or the Score file, as a browser shows it; left out, the source
   * location of the application's entity.
   */
  url?: string;
  /** The Score file below the URL; `score.yaml` where nothing else is said. */
  path?: string;
  /** Branch, tag or commit; else the one in the URL, else the default branch. */
  ref?: string;
}

/** Where a workload's Score text comes from. `url` is the address of the Score file. */
export type WorkloadSource =
  | { kind: 'managed' }
  | { kind: 'declared'; url: string }
  | { kind: 'repository'; url: string; from: RepositoryInput };

/**
 * A text, or the repository to follow. A text for a workload that follows a repository needs the
 * word that it shall not follow any more.
 */
export type WorkloadInput =
  | { score: string; source?: { kind: 'managed' } }
  | { source: { kind?: 'repository' } & RepositoryInput };

export interface WorkloadSummary {
  name: string;
  source: WorkloadSource;
  /** Containers, with the image of the newest release; `.` where none was given yet. */
  images: Record<string, string>;
  /** Containers whose image comes from the deployment (`image: .`). */
  openImages: string[];
  /** `type` or `type.class` by resource name. */
  resources: { name: string; type: string; class: string; id?: string }[];
  entityRef?: string;
  /** Of the current text, and of the reading of its source; the last good text stays in use. */
  problems: Problem[];
}

export interface Workload extends WorkloadSummary {
  /** The Score text as it was given. */
  score: string;
  version: number;
  updatedAt: string;
  updatedBy: string;
  /** When its repository was last looked at. */
  checkedAt?: string;
  /** Where its text is changed: here, or in its repository; with the SCM's own editor where known. */
  edit: { kind: 'managed' } | { kind: 'external'; url?: string };
}

/** One text that a workload had, or has. */
export interface WorkloadVersion {
  version: number;
  at: string;
  by: string;
  /** Where the text came from. */
  source: WorkloadSource;
  /** The earlier version whose text it has. */
  restores?: number;
  /** What plans are made of. */
  inUse: boolean;
  problems: Problem[];
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

/** What a new environment is made with. */
export interface NewEnvironment {
  name: string;
  type: string;
  /** Another one of the application: its own plain values by name. Secrets are never copied. */
  from?: EnvironmentSource;
  /** Secrets of the new environment, by name. */
  secrets?: Record<string, string>;
  /** What tells it apart from others of its type; for promotion alone. */
  labels?: Record<string, string>;
}

export interface EnvironmentSource {
  environment: string;
  values: string[];
}

/** A cell of the list, a tile of the board: desired, applied, observed kept apart. */
export interface EnvironmentSummary {
  id: string;
  name: string;
  type: string;
  typeTitle: string;
  rank: number;
  /** What tells it apart from others of its type. */
  labels?: Record<string, string>;
  cluster?: string;
  namespace?: string;
  /** True where pods are simulated. */
  simulated: boolean;
  /** What runs by the last success. */
  release?: ReleaseSummary;
  /** The last deployment destroyed it: nothing runs, and it may be removed. */
  destroyed?: true;
  /** Declared in platform files: it is removed there. */
  declared?: true;
  /** It is that of a pull request: it follows that, and goes with it. */
  preview?: { key: string; title?: string; link?: string; closing?: true };
  lastDeployment?: {
    id: string;
    number: number;
    status: DeploymentStatus;
    destroys?: true;
    /** Absent while a change has not been planned. */
    release?: ReleaseSummary;
    requestedBy: string;
    requestedAt: string;
    finishedAt?: string;
    progress: { done: number; of: number };
    /** First cause of a failure, one sentence. */
    failure?: string;
  };
  /** Automation stays out until a person resumes it. */
  hold?: Hold;
  /** A freeze window is open: nothing begins before it ends. */
  frozen?: { title: string; until: string };
  /** Workloads are scaled to zero, and nothing is deployed. */
  paused?: true;
  /** Workload -> replicas that a person chose. */
  replicas?: Record<string, number>;
  health: Health;
  /** How many objects others changed, as of the last look; absent: none, or nobody has looked. */
  drift?: { objects: number };
  /** Addresses people can open. */
  endpoints: { workload: string; url: string }[];
  /** What comes here, of one whose type says from where; on its own page, not in lists. */
  promotion?: Promotion;
  /** Changes of workloads and values since the last success. */
  pendingChanges: number;
  allowed: AllowedActions;
}

/**
 * What can be done with an application: workloads, settings and plain values are part of `update`;
 * `build` tells builds; `assign` gives it to another owner.
 */
export const APPLICATION_VERBS = [
  'read',
  'update',
  'delete',
  'createEnvironment',
  'build',
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
  'gate',
  'logs',
  'exec',
  'destroy',
] as const;
export type EnvironmentVerb = (typeof ENVIRONMENT_VERBS)[number];

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

/** `PUT …/values/:name`: a value, or where a secret lives that is read in each run. */
export type NewValue = { scope?: 'application' | 'environment' } & (
  | { value: unknown; secret?: boolean }
  | { from: SecretReference }
);

/** What one scope says of a name. */
export interface ScopedValue {
  name: string;
  /** Absent for secrets: nobody reads one back. */
  value?: unknown;
  secret: boolean;
  /** It lives in a store outside, and is read in each run. */
  from?: SecretReference;
  scope: 'application' | 'environment';
  version: number;
  updatedAt: string;
  updatedBy: string;
}

/** One name as an environment has it: its own, or the application's. */
export interface EnvironmentValue extends ScopedValue {
  /** Changed since the last success of the environment: what runs has it as it was before. */
  pending: boolean;
  /** What the application says of the name, where the environment says something else. */
  overrides?: ScopedValue;
}

/** A name that was removed since the last success of the environment: what runs still has it. */
export interface RemovedValue {
  name: string;
  secret: boolean;
  scope: 'application' | 'environment';
  updatedAt: string;
  updatedBy: string;
}

/** What a name was set to, or that it was removed. Versions count by name, scope and kind. */
export interface ValueVersion {
  scope: 'application' | 'environment';
  version: number;
  secret: boolean;
  /** Absent for secrets, and where it was removed. */
  value?: unknown;
  /** Of a secret that lives in a store outside. */
  from?: SecretReference;
  removed: boolean;
  at: string;
  by: string;
  /** What the next deployment has. */
  inUse: boolean;
  /** Of a secret whose content was taken out of the database for good. */
  purged?: { at: string; by: string; reason?: string };
  /** Where what runs has this version: after a change, those that have an old one. */
  usedBy: ValueUse[];
}

/** An environment whose last success, or a run since, had a version of a name. */
export interface ValueUse {
  environment: string;
  /** That read it, by name; of those that a profile gives it nothing is known. */
  workloads: string[];
  /** Addresses of resources whose definition reads it. */
  resources: string[];
}

/** `POST …/values/:name/purge`: of a secret, for good. */
export interface SecretPurge {
  scope: 'application' | 'environment';
  /** Absent: every version. */
  version?: number;
  /** Purges also what runs has; then a reason is needed. */
  force?: boolean;
  reason?: string;
}

/** What was purged, and where what runs has it still, until it is deployed to again. */
export interface SecretPurged {
  versions: number[];
  remains: ValueUse[];
}
