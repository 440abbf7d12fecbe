import { Clock, Digest, Driver, GeneratedValues, Target } from './ports';
import { Platform } from './platform';
import { EnvironmentState } from './state';
import { Secret, ValueObject } from './value';
import { Workload } from './workload';

/** Everything a plan is made of. The same request gives the same plan, byte for byte. */
export interface PlanRequest {
  platform: Platform;
  application: {
    id: string;
    name: string;
    owner?: string;
    labels: Record<string, string>;
    /** By the platform team, in its files. */
    declared?: boolean;
  };
  environment: {
    id: string;
    name: string;
    type: string;
    /** The target it was bound to by its first deployment: it keeps the one it got. */
    target?: {
      name: string;
      driver: string;
      cluster: string;
      namespace: string;
    };
  };
  /** Content hash of the release: workloads and images. */
  release: string;
  workloads: Workload[];
  /** Workload -> container -> image, for containers that say `.`. */
  images: Record<string, Record<string, string>>;
  /** Application's, with the environment's overrides. */
  values: ValueObject;
  secrets: Record<string, Secret>;
  platformValues: ValueObject;
  platformSecrets: Record<string, Secret>;
  neighbours: Record<
    string,
    { namespace: string; workloads: Record<string, Workload> }
  >;
  state: EnvironmentState;
  /** Apply all the same, even what is unchanged. */
  force: boolean;
  /** Namespaces that no environment may have, beside the cluster's own: the portal's. */
  reservedNamespaces?: string[];
  consent: { subject: string; action: 'replace' | 'destroy' | 'adopt' }[];
  moves: { from: string; to: string }[];
}

/** What a plan may ask. Reading only. */
export interface PlanPorts {
  drivers: Record<string, Driver>;
  /** Opens the target that was matched; the namespace is filled already. */
  openTarget(target: {
    name: string;
    driver: string;
    cluster: string;
    namespace: string;
  }): Promise<Target>;
  generated: GeneratedValues;
  /**
   * Takes these routes of a cluster for the environment, as far as nobody else has them, and tells
   * which somebody has. Absent where no other environment is known.
   */
  claimRoutes?(cluster: string, routes: RoutePlace[]): Promise<TakenRoute[]>;
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
