import { Clock, Digest, Driver, GeneratedValues, Target } from './ports';
import { GitPlace } from './delivery';
import { DryRunLimits } from './dryRun';
import { JsonValue } from './json';
import { Overlays } from './overlays';
import { Platform } from './platform';
import { EnvironmentState } from './state';
import { SecretReference } from './secretReference';
import { Secret, Unknown, ValueObject } from './value';
import { Workload } from './workload';

/** Where an environment runs: a Target file's answer for it. */
export interface TargetPlace {
  /** Of the Target file. */
  name: string;
  driver: string;
  cluster: string;
  namespace: string;
  /** Of driver `git`. */
  git?: GitPlace;
}

/** Everything a plan is made of. The same request gives the same plan, byte for byte. */
export interface PlanRequest {
  platform: Platform;
  application: {
    id: string;
    name: string;
    owner?: string;
    labels: Record<string, string>;
  };
  environment: {
    id: string;
    name: string;
    type: string;
    /** The target it was bound to by its first deployment: it keeps the one it got. */
    target?: TargetPlace;
  };
  /** Content hash of the release: workloads and images. */
  release: string;
  workloads: Workload[];
  /** Workload -> container -> image, for containers that say `.`. */
  images: Record<string, Record<string, string>>;
  /** Application's, with the environment's overrides. */
  values: ValueObject;
  /** One that a reference stands for is Unknown until the run has read it. */
  secrets: Record<string, Secret | Unknown>;
  /** By name, secrets that live in a store outside; none of them is in `secrets` too. */
  references?: Record<string, SecretReference>;
  platformValues: ValueObject;
  platformSecrets: Record<string, Secret>;
  neighbours: Record<
    string,
    { namespace: string; workloads: Record<string, Workload> }
  >;
  state: EnvironmentState;
  /** Apply all the same, even what is unchanged. */
  force: boolean;
  /** Nothing shall be left: everything of the environment goes, its namespace last. */
  destroy?: boolean;
  /** Namespaces that no environment may have, beside the cluster's own: the portal's. */
  reservedNamespaces?: string[];
  consent: {
    subject: string;
    action: 'replace' | 'destroy' | 'adopt' | 'create';
  }[];
  moves: { from: string; to: string }[];
  /** Addresses of resources that are destroyed although they would stay: nothing may need them. */
  destroyed?: string[];
  /** Addresses of resources that are let go of: their objects stay and are ours no longer. Nothing may need them. */
  detached?: string[];
  /** Addresses of resources whose generated passwords are made anew. */
  rotate?: string[];
  /**
   * Puts back these objects, by key, and these resources, by address, and touches nothing else: everything
   * they are made from must be as it was when they were applied last.
   */
  repair?: string[];
  /** Addresses of resources whose drift is taken as it is. */
  refresh?: string[];
  /** What others set and people leave as it is. */
  accepted?: AcceptedField[];
  /** Absent: none. What names no workload of the release does nothing. */
  overlays?: Overlays;
  /**
   * Goes back to what ran once: release and values are those of then, and so are the definitions
   * of what holds no data. What holds data stays as it is.
   */
  restores?: { platform: Platform };
  /** Workloads that this very request restarts; when is in `overlays`. */
  restart?: string[];
}

/** One field that others changed, and that stays so until something else is wanted there. */
export interface AcceptedField {
  /** Key of the object. */
  object: string;
  /** As findings of drift tell it. */
  path: string;
  /** What was to stand there when it was accepted. */
  wanted?: JsonValue;
  /** What stands there and stays; absent: nothing. */
  value?: JsonValue;
}

/** What a plan may ask. Reading only. */
export interface PlanPorts {
  drivers: Record<string, Driver>;
  /** Opens the target that was matched; the namespace is filled already. */
  openTarget(target: TargetPlace): Promise<Target>;
  generated: GeneratedValues;
  /**
   * Takes these routes of a cluster for the environment, as far as nobody else has them, and tells
   * which somebody has. Absent where no other environment is known.
   */
  claimRoutes?(cluster: string, routes: RoutePlace[]): Promise<TakenRoute[]>;
  /** How much the cluster is asked about a plan; absent = `DEFAULT_DRY_RUN`. A run asks nothing: its apply is the check. */
  dryRun?: DryRunLimits;
  digest: Digest;
  clock: Clock;
  signal: AbortSignal;
}

/** Where a route is found from outside, written as whoever serves it compares it. */
export interface RoutePlace {
  host: string;
  path: string;
}

/** A route that is another's. */
export interface TakenRoute extends RoutePlace {
  /** Whose, if this environment's owner may know it. */
  by?: string;
}
