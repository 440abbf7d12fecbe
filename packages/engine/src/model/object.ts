import { isObject, JsonObject, Manifest } from './json';

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

/** An object as it was written. */
export interface AppliedObject extends LiveObject {
  /** It is all that it will be: nobody has to ask for its health. */
  healthy?: true;
}

/** By which an object says that Tutti manages it. */
export const MANAGED_BY_LABEL = 'app.kubernetes.io/managed-by';
export const MANAGED_BY_TUTTI = 'tutti';
const MARK = 'tutti.dev/';
/** The id of the deployment that changed the object last: those that leave it alone leave it there. */
export const DEPLOYMENT_ANNOTATION = 'tutti.dev/deployment';

/** Keys of an object's labels and annotations that say whose it is. */
export function ownershipMarks({ metadata }: JsonObject): {
  labels: string[];
  annotations: string[];
} {
  const [labels, annotations] = ['labels', 'annotations'].map(field => {
    const map = isObject(metadata) ? metadata[field] : undefined;
    return isObject(map) ? map : {};
  });
  return {
    labels: Object.keys(labels).filter(
      key =>
        key.startsWith(MARK) ||
        (key === MANAGED_BY_LABEL && labels[key] === MANAGED_BY_TUTTI),
    ),
    annotations: Object.keys(annotations).filter(key => key.startsWith(MARK)),
  };
}

export type HealthStatus = 'healthy' | 'progressing' | 'failed' | 'missing';

/** The cause, ready to be shown: a sentence first, then what supports it, which counts as logs. */
export interface HealthCause {
  /** `ImagePullBackOff`, `CrashLoopBackOff`, `ProgressDeadlineExceeded` … */
  reason: string;
  /** `image registry/api:1.9.3 cannot be pulled: not found`; never in the words of a container. */
  message: string;
  /** What somebody can do about it: an imperative. Absent where nobody knows. */
  hint?: string;
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
