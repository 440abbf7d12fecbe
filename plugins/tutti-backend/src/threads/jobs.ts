import {
  Driver,
  DriverContract,
  Plan,
  PlanRequest,
  Platform,
  Result,
  RoutePlace,
  RunLimits,
  RunOrder,
  RunOutcome,
  RunStore,
  Secret,
  Sink,
  SourceFile,
  TakenRoute,
  Target,
  Workload,
} from '@tutti/engine';
import { Shape } from '@tutti/kubernetes';

/** What is large and stays the same: a thread asks for its content once and keeps it. */
export interface ByRevision<Content> {
  revision: string;
  fetch(): Promise<Content>;
}

export type CrossingTarget = Omit<Target, 'shapeOf'> & {
  shapeOf(
    apiVersion: string,
    kind: string,
  ): Promise<ByRevision<Shape> | undefined>;
};

/** `PlanPorts` in a form that crosses to a thread. */
export interface CrossingPlanPorts {
  /** The engine's own drivers are at home in every thread; others are asked where they live. */
  drivers: Record<string, Driver | 'builtin'>;
  openTarget(place: {
    name: string;
    driver: string;
    cluster: string;
    namespace: string;
  }): Promise<CrossingTarget>;
  /** By `generatedKey`. */
  generated: Map<string, Secret>;
  claimRoutes(cluster: string, routes: RoutePlace[]): Promise<TakenRoute[]>;
  digestKey: Uint8Array;
  signal: AbortSignal;
}

/** `RunPorts` in a form that crosses to a thread. */
export interface CrossingRunPorts extends CrossingPlanPorts {
  store: Omit<RunStore, 'leaseLeftMs'>;
  /** When the lease ends, nanoseconds of this process' `hrtime`; 0 when it is lost. */
  leaseEnd: BigInt64Array;
  sink: Sink;
  cancel: AbortSignal;
  limits: Partial<RunLimits>;
  unforeseen(errorId: string, trace: string): void;
}

type WithoutPlatform<Request> = Omit<Request, 'platform'>;

/** What threads do, by name: the engine's rooms that take as long as a tenant's files are large. */
export interface Jobs {
  plan: {
    ask: {
      request: WithoutPlatform<PlanRequest>;
      platform: ByRevision<Platform>;
      ports: CrossingPlanPorts;
    };
    answer: Result<Plan>;
  };
  run: {
    ask: {
      request: WithoutPlatform<RunOrder['request']>;
      platform: ByRevision<Platform>;
      reviewed: Plan;
      resumes: boolean;
      ports: CrossingRunPorts;
    };
    answer: RunOutcome;
  };
  readScore: {
    ask: { text: string; file: string; folder?: string };
    answer: Result<Workload>;
  };
  readPlatform: {
    ask: { files: SourceFile[]; drivers: DriverContract[] };
    answer: Result<Platform>;
  };
  /** Of files in use: an earlier version has accepted them. */
  readAcceptedPlatform: {
    ask: {
      files: SourceFile[];
      drivers: DriverContract[];
      isBeforeAllowLists: boolean;
    };
    answer: Result<Platform>;
  };
}

export type JobName = keyof Jobs;
