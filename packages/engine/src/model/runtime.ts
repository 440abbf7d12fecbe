import { HealthCause, HealthStatus, LiveObject, ObjectRef } from './object';
import { TargetCall } from './targetCall';

/** One object as it runs now, with its place in the tree of what made what. */
export interface RuntimeObject {
  uid: string;
  ref: ObjectRef;
  /** The uid of the object that controls it; absent for those that were asked about. */
  parent?: string;
  /** RFC 3339. */
  createdAt: string;
  status: Exclude<HealthStatus, 'missing'>;
  /** One line: `2 of 3 replicas ready`. */
  message: string;
  ready?: { count: number; of: number };
  /** Quotes neither events nor containers. */
  cause?: Pick<HealthCause, 'reason' | 'message'>;
  /** Of a pod, in the order in which they start. */
  containers?: RuntimeContainer[];
  /** Of a pod that was given to one. */
  node?: string;
  /** `10.0.3.7:8080`, or the host name that a load balancer gave. Ready ones only. */
  endpoints?: string[];
}

export interface RuntimeContainer {
  name: string;
  image: string;
  /** It runs before the others, or beside them from before they start. */
  init: boolean;
  state: 'waiting' | 'running' | 'terminated';
  /** `CrashLoopBackOff`, `Completed`; absent while it runs. */
  reason?: string;
  ready: boolean;
  restarts: number;
}

/**
 * Which content one container runs, on all pods of an object's newest revision that are ready, or that have ended
 * well.
 */
export interface RunningImage {
  /** The object that was asked about. */
  ref: ObjectRef;
  container: string;
  /** As its pods name it: `registry.example.com/orders:1.4`. */
  image: string;
  /** `sha256:…`, by which the registry knows it. Absent: `unknown` says why. */
  digest?: string;
  /** `differs`: the tag has moved, and pods run different contents. `unreported`: a node names no digest. */
  unknown?: 'differs' | 'unreported';
}

/** What the cluster noted about an object. */
export interface RuntimeEvent {
  /** RFC 3339, when it was seen last. */
  at: string;
  warning: boolean;
  reason: string;
  /** In the cluster's words, at times in those of a container: counts as a log. */
  message: string;
  /** How often it was seen. */
  count: number;
  /** The uid of what it is about. */
  about: string;
}

export interface LogQuery {
  /** Of the pod. */
  namespace: string;
  pod: string;
  container: string;
  /** What it said before it was started again. */
  previous: boolean;
  /** The last so many lines. */
  tail: number;
  /** RFC 3339: nothing older. */
  since?: string;
}

export interface LogLine {
  /** RFC 3339 with the cluster's precision, so that a reader can go on after it. */
  at: string;
  text: string;
}

/** A command in a container that runs, with a terminal of its own. */
export interface ExecQuery {
  namespace: string;
  pod: string;
  container: string;
  command: string[];
}

/** What comes of it. */
export interface ExecListener {
  output(bytes: Uint8Array): void;
  /** Once, and nothing after it. */
  ended(end: ExecEnd): void;
}

export interface ExecEnd {
  /** Absent: it was broken off. */
  exitCode?: number;
  /** Why it was, in a sentence. */
  message?: string;
}

export interface ExecSession {
  write(bytes: Uint8Array): void;
  resize(size: { columns: number; rows: number }): void;
  /** Whoever reads is slow: no more for now. */
  pause(): void;
  resume(): void;
  close(): void;
}

/** Who set which fields of an object, as the API server keeps it. */
export interface FieldManager {
  /** `tutti`, `kube-controller-manager`, `kubectl-edit` */
  name: string;
  /** `Apply` or `Update`; with the subresource where it was one: `Update status`. */
  operation: string;
  /** RFC 3339. */
  at?: string;
  /** `spec.replicas`, `spec.containers[name=web].image`; sorted. */
  fields: string[];
}

/** Looks at what runs, and changes nothing but by `exec`. All methods throw `TargetError`. */
export interface RuntimeReader {
  /**
   * These objects and everything that they made, down to pods, parents before children. What is not
   * there is left out.
   */
  tree(refs: ObjectRef[], call: TargetCall): Promise<RuntimeObject[]>;
  /**
   * The images of these objects' containers, init containers too. Those that have no pod, or none that is ready,
   * give none.
   */
  images(refs: ObjectRef[], call: TargetCall): Promise<RunningImage[]>;
  /**
   * Calls `changed` whenever something of these objects, or of what they made, may be another than before,
   * and whenever nobody could see whether it is, until the signal aborts. A cluster that does not answer is
   * tried again.
   *
   * @throws TargetError where nobody may watch, or nobody more
   */
  watch(
    refs: ObjectRef[],
    changed: () => void,
    signal: AbortSignal,
  ): Promise<void>;
  managers(object: LiveObject): FieldManager[];
  /** About objects of these namespaces, in no order. None where events may not be read. */
  events(namespaces: string[], call: TargetCall): Promise<RuntimeEvent[]>;
  /** @throws TargetError `notFound` where there is no such log, with the reason */
  log(query: LogQuery, call: TargetCall): Promise<LogLine[]>;
  /**
   * The same, and what comes until the container ends. Reading it fails with a TargetError when the
   * call is over before.
   */
  follow(query: LogQuery, call: TargetCall): Promise<AsyncIterable<LogLine[]>>;
  /**
   * Runs a command until it ends, the session is closed or the call is over.
   *
   * @throws TargetError `invalid` where containers run nothing
   */
  exec(
    query: ExecQuery,
    listener: ExecListener,
    call: TargetCall,
  ): Promise<ExecSession>;
}
