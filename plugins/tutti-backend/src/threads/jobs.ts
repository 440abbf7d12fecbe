import {
  BlastRadius,
  CheckRequest,
  ComparedRelease,
  Driver,
  DriverContract,
  DryRunLimits,
  PlanRequest,
  Platform,
  Problem,
  ReadSource,
  Result,
  RoutePlace,
  RunLimits,
  RunOrder,
  RunOutcome,
  RunPorts,
  RunStore,
  Secret,
  Sink,
  SourceFile,
  TakenRoute,
  Target,
  TargetPlace,
  Workload,
} from '@tutti/engine';
import { Shape } from '@tutti/kubernetes';
import { PlanSource, WrittenPlan, WrittenStep } from '../plans';

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
  openTarget(place: TargetPlace): Promise<CrossingTarget>;
  /** By `generatedKey`. */
  generated: Map<string, Secret>;
  claimRoutes(cluster: string, routes: RoutePlace[]): Promise<TakenRoute[]>;
  /** Absent: as the engine asks by itself. */
  dryRun?: DryRunLimits;
  digestKey: Uint8Array;
  signal: AbortSignal;
}

/** `RunPorts` in a form that crosses to a thread. */
export type CrossingRunPorts = CrossingPlanPorts & RunOnlyPorts;

/** What a run has beside the ports of its plan. */
export interface RunOnlyPorts {
  store: Omit<RunStore, 'leaseLeftMs'>;
  /** When the lease ends, nanoseconds of this process' `hrtime`; 0 when it is lost. */
  leaseEnd: BigInt64Array;
  sink: Sink;
  cancel: AbortSignal;
  limits: Partial<RunLimits>;
  readSecret: NonNullable<RunPorts['readSecret']>;
  unforeseen(errorId: string, trace: string): void;
}

/** What is decided about a plan that was drawn for a run. */
export interface Decided {
  deployment: string;
  ports: RunOnlyPorts & Pick<CrossingPlanPorts, 'claimRoutes' | 'signal'>;
}

type WithoutPlatform<Request> = Omit<Request, 'platform' | 'restores'>;

/** Those of a request, by themselves. */
interface Platforms {
  platform: ByRevision<Platform>;
  /** Of a rollback: the one of then. */
  restores?: ByRevision<Platform>;
}

/** What threads do, by name: the engine's rooms that take as long as a tenant's files are large. */
export interface Jobs {
  plan: {
    ask: Platforms & {
      request: WithoutPlatform<PlanRequest>;
      ports: CrossingPlanPorts;
      /** Takes the steps in their order, some at a time. */
      keepSteps(steps: WrittenStep[]): Promise<void>;
    };
    answer: Result<WrittenPlan>;
  };
  /** Plans, and runs what it has drawn if that is decided then. */
  planAndRun: {
    ask: Jobs['plan']['ask'] & {
      planned(plan: Result<WrittenPlan>): Promise<void>;
      /** Waited for once it is planned. */
      decided(): Promise<Decided | undefined>;
    };
    /** Undefined where it was not to run. */
    answer: RunOutcome | undefined;
  };
  run: {
    ask: Platforms & {
      request: WithoutPlatform<RunOrder['request']>;
      reviewed: PlanSource;
      resumes: boolean;
      deployment: string;
      approved?: Record<string, string>;
      ports: CrossingRunPorts;
    };
    answer: RunOutcome;
  };
  blastRadius: {
    ask: {
      before: ByRevision<Platform>;
      after: ByRevision<Platform>;
      environments: ComparedRelease[];
      ports: Pick<CrossingPlanPorts, 'drivers' | 'generated' | 'digestKey'>;
    };
    answer: BlastRadius;
  };
  readScore: {
    ask: {
      text: string;
      file: string;
      /** Where files beside it are: on this machine, or at hand by their path. */
      folder?: string;
      beside?: Map<string, ReturnType<ReadSource>>;
    };
    answer: Result<Workload>;
  };
  checkScore: {
    ask: {
      text: string;
      request: Omit<CheckRequest, 'platform' | 'drivers'>;
      platform: ByRevision<Platform>;
    };
    answer: Problem[];
  };
  /** The files beside it that a Score text takes in, by their path. */
  scoreSources: {
    ask: { text: string; file: string };
    answer: Result<string[]>;
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
