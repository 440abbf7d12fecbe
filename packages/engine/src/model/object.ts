import { JsonObject } from './json';
import { Manifest } from './json';

/** Names one object of a cluster. `namespace` is absent for cluster-wide kinds. */
export interface ObjectRef {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}

/**
 * Unique per target and version-independent (`apps/Deployment/shop-dev/web`): two API
 * versions of one group name the same object.
 */
export type ObjectKey = string;

export function objectKey(ref: ObjectRef): ObjectKey {
  const slash = ref.apiVersion.indexOf('/');
  const group = slash < 0 ? '' : ref.apiVersion.slice(0, slash);
  return `${group}/${ref.kind}/${ref.namespace ?? ''}/${ref.name}`;
}

export function refOf(manifest: Manifest): ObjectRef {
  const { name, namespace } = manifest.metadata;
  return {
    apiVersion: manifest.apiVersion,
    kind: manifest.kind,
    ...(typeof namespace === 'string' && { namespace }),
    name: String(name),
  };
}

/** What the cluster holds. */
export interface LiveObject {
  ref: ObjectRef;
  uid: string;
  resourceVersion: string;
  content: JsonObject;
}

export type HealthStatus = 'healthy' | 'progressing' | 'failed' | 'missing';

/** The cause, ready to be shown: a sentence first, then what supports it, which counts as logs. */
export interface HealthCause {
  /** `ImagePullBackOff`, `CrashLoopBackOff`, `ProgressDeadlineExceeded` … */
  reason: string;
  /** `image registry/api:1.9.3 cannot be pulled: not found`; quotes neither events nor containers. */
  message: string;
  pod?: string;
  container?: string;
  /** What the cluster says about it in its own words, which may be the container's: a failed probe. */
  said?: string;
  events?: { time: string; reason: string; message: string }[];
  /** The last lines of the failing container. */
  logTail?: string[];
  /** Why `said`, `events` and `logTail` are not here for this reader. */
  withheld?: string;
}

export interface ObjectHealth {
  ref: ObjectRef;
  status: HealthStatus;
  /** One line: `2 of 3 replicas ready`. */
  message: string;
  ready?: { count: number; of: number };
  cause?: HealthCause;
}
