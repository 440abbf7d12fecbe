import { Address } from './graph';
import { JsonValue } from './json';
import { Action, PlanSummary, PolicyFinding, Reason } from './plan';
import { Problem } from './problem';
import { PlanRequest } from './request';

/** An environment with the release that is in it now and what is known about its past. */
export type CurrentRelease = Omit<
  PlanRequest,
  'platform' | 'force' | 'consent' | 'moves'
>;

/** One that may be compared with other workloads in its place. */
export type ComparedRelease = CurrentRelease & {
  next?: Pick<PlanRequest, 'workloads' | 'images'>;
};

/** A platform document that is not the same in both revisions. */
export interface DocumentChange {
  kind: string;
  name: string;
  change: 'added' | 'removed' | 'changed';
  /** Fields that differ, of a changed one. */
  paths: string[];
}

/** A resource, a workload or the environment's own namespace that the new platform makes otherwise. */
export interface Impact {
  kind: 'target' | 'resource' | 'workload';
  address: Address;
  /** What the next deployment would do to it because the platform changed. */
  action: Exclude<Action, 'keep'>;
  reasons: Reason[];
  /** Of a resource: what makes it then; absent when nothing does any more. */
  definition?: string;
  /** It holds data (`protection: stateful`). */
  stateful: boolean;
}

/** A rule of the environment's type that is another one (approval, access, freeze …). */
export interface SettingChange {
  path: string;
  before?: JsonValue;
  after?: JsonValue;
}

export interface EnvironmentImpact {
  application: string;
  environment: string;
  environmentType: string;
  /** `blocked`: deploying what is there now would be refused by the new platform, and by the old one not. */
  outcome: 'unchanged' | 'changed' | 'blocked';
  /** In the order of a run; what goes away last. */
  impacts: Impact[];
  settings: SettingChange[];
  /** Judged otherwise than by the old platform; as the new one judges. */
  policies: PolicyFinding[];
  /** That deploying has with the new platform, and had not with the old. */
  problems: Problem[];
  /** That it had with the old platform, and has no more. */
  solved: Problem[];
}

/** What taking another revision of the platform into use would change, and where. */
export interface BlastRadius {
  /** Revisions. */
  before: string;
  after: string;
  documents: DocumentChange[];
  /** Of every release asked about, by application and environment. */
  environments: EnvironmentImpact[];
  summary: {
    unchanged: number;
    changed: number;
    blocked: number;
    /** Over all environments; `keep` is 0. */
    actions: PlanSummary;
  };
}
