import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Application,
  ApplicationListing,
  ApplicationSettings,
  ApplicationPage,
  ApplicationSummary,
  Approval,
  Allowed,
  BlastView,
  Build,
  BuildPage,
  BuildsQuery,
  ComparisonView,
  ClusterCheck,
  ClusterView,
  DefinitionUsage,
  Deployment,
  DeploymentDetail,
  DeploymentStep,
  EnvironmentSummary,
  EnvironmentValue,
  EventPage,
  ExplainInput,
  GateView,
  Explanation,
  NewBuild,
  NewEnvironment,
  PlanInput,
  PlanRecord,
  PlanStep,
  PlanState,
  PlanUnderWay,
  PlatformView,
  ResourceView,
  RemovedValue,
  RevisionUse,
  RevisionView,
  Runtime,
  StepPage,
  SecretPurge,
  SecretPurged,
  ToldBuild,
  ValueVersion,
  Workload,
  WorkloadInput,
  WorkloadVersion,
  VersionsRow,
  WaitingPage,
} from '@tutti/plugin-tutti-common';
import {
  JsonValue,
  Problem,
  ResourceOffer,
  SecretReference,
} from '@tutti/engine';
import { ApplicationRecord, ConsentRights, StepFilter } from '../store';
import { ComparedRef } from './compare/refs';
import { Claims } from './access/claims';
import { EnvironmentPath, Place } from './Lookup';

export type { EnvironmentPath } from './Lookup';

/** What is there: a record, or its id and name. */
export interface AuditPlace {
  application?: { id: string; name: string };
  environment?: { id: string; name: string };
}

/** What a request leaves of itself in the audit, beside its route and who asks. */
export interface AuditTrail {
  /** What it is about, as soon as somebody knows: the first application, and the first environment of it. */
  about(subject: AuditPlace): void;
  /** Settings or values, as they were and as they are; no secret, and nothing that becomes one. */
  changed(change: { before?: JsonValue; after?: JsonValue }): void;
  /** One of several things that the same request does, each with an outcome of its own. */
  part(
    part: AuditPlace & {
      object: string;
      outcome: 'succeeded' | 'refused';
      reason?: string;
    },
  ): void;
}

/** Who asks, and with which right. */
export interface Caller {
  credentials: BackstageCredentials;
  /** Entity ref of a user, or a service's subject: what is recorded. */
  name: string;
  isUser: boolean;
  /** Of a request that changes something. */
  audit?: AuditTrail;
  /** Of a service's token, where that says more than its subject. */
  claims?: Claims;
}

/** Narrows a list: what a decorator adds, so that pages and limits count only what is seen. */
export interface Visibility {
  visible?: (place: Place) => boolean;
}

/*
 * One service per noun. Each has a default, which knows nothing of permissions, and an
 * `Authorized…` decorator, the only place that does. All reject with errors of
 * `@backstage/errors`: NotFoundError, NotAllowedError, InputError, ConflictError.
 */

export interface ApplicationQuery {
  search?: string;
  owner?: string;
  /** Only these. */
  names?: string[];
  /** Of what the caller owns. */
  mine?: boolean;
  /** With an environment that a person should look at. */
  problems?: boolean;
  limit: number;
  cursor?: string;
  /** What a decorator makes of `mine`: full refs. */
  owners?: string[];
  /** What a decorator adds: the environments that the caller sees. */
  environments?: (application: ApplicationSummary) => EnvironmentSummary[];
  /** What a decorator adds, so that pages hold only what is seen. */
  visible?: (application: {
    id: string;
    name: string;
    owner?: string;
  }) => boolean;
}

/** Refs are full ones. */
export interface NewApplication {
  name: string;
  title?: string;
  owner?: string;
  entityRef?: string;
}

export interface ApplicationsService {
  /** By name. `next` is there while more follow: the cursor of the next page. */
  list(query: ApplicationQuery, caller: Caller): Promise<ApplicationPage>;
  create(input: NewApplication, caller: Caller): Promise<Application>;
  get(name: string, caller: Caller): Promise<Application>;
  findByEntity(entityRef: string, caller: Caller): Promise<Application>;
  /**
   * Confirms another owner, or chooses one. With the owner it has: the entity is from now on the
   * one that the catalog has under this name, wherever it comes from.
   */
  changeOwner(
    name: string,
    owner: string,
    caller: Caller,
  ): Promise<Application>;
  /** What is left out stays as it is. */
  changeSettings(
    name: string,
    settings: Partial<ApplicationSettings>,
    caller: Caller,
  ): Promise<Application>;
  delete(name: string, caller: Caller): Promise<void>;
}

export interface WorkloadsService {
  get(application: string, name: string, caller: Caller): Promise<Workload>;
  /** @throws Refused with the problems of the text; then nothing was changed. */
  put(
    application: string,
    name: string,
    input: WorkloadInput,
    caller: Caller,
  ): Promise<Workload>;
  /** Looks at its repository now. @throws ConflictError where it follows none. */
  refresh(application: string, name: string, caller: Caller): Promise<Workload>;
  /** Newest first. `next` is there while more follow. */
  versions(
    application: string,
    name: string,
    query: { limit: number; before?: number },
    caller: Caller,
  ): Promise<{ items: WorkloadVersion[]; next?: number }>;
  version(
    application: string,
    name: string,
    version: number,
    caller: Caller,
  ): Promise<WorkloadVersion & { score: string }>;
  /** @throws Refused when the text is not valid any more. */
  restore(
    application: string,
    name: string,
    version: number,
    caller: Caller,
  ): Promise<Workload>;
  remove(application: string, name: string, caller: Caller): Promise<void>;
  /** What stands against a text before it is saved; its workload need not be there yet. */
  check(
    application: string,
    name: string,
    input: { score: string } & Visibility,
    caller: Caller,
  ): Promise<{ problems: Problem[] }>;
}

export interface OffersService {
  /** By type; environments in the order of their types' ranks. */
  ofApplication(
    query: { application: string } & Visibility,
    caller: Caller,
  ): Promise<ResourceOffer[]>;
  /**
   * For an application that is not there yet.
   *
   * @param query - `types` of its environments, absent: all; `owner` is a ref
   */
  ofPlatform(
    query: { types?: string[]; owner?: string },
    caller: Caller,
  ): Promise<ResourceOffer[]>;
}

export interface EnvironmentsService {
  /** Whole, or not at all. Asked again with the same key it is the same one. */
  create(
    application: string,
    input: NewEnvironment & { idempotencyKey?: string },
    caller: Caller,
  ): Promise<EnvironmentSummary>;
  /** With what comes to it from environments that are seen. */
  get(
    path: EnvironmentPath & Visibility,
    caller: Caller,
  ): Promise<EnvironmentSummary>;
  runtime(path: EnvironmentPath, caller: Caller): Promise<Runtime>;
  unlock(path: EnvironmentPath, reason: string, caller: Caller): Promise<void>;
  /** Keeps automation out until a person resumes it. */
  hold(path: EnvironmentPath, reason: string, caller: Caller): Promise<void>;
  /** @throws ConflictError where automation is not held */
  resume(path: EnvironmentPath, caller: Caller): Promise<void>;
  /**
   * Forgets it with its history and values; the name is free again.
   *
   * @param leaveRetained what was kept on purpose stays in the cluster, and nobody knows of it any more
   * @throws ConflictError while something of it runs, or is kept and not to be left
   */
  remove(
    path: EnvironmentPath,
    options: { leaveRetained: boolean },
    caller: Caller,
  ): Promise<void>;
}

export type VersionOfValue = Pick<ValueVersion, 'scope' | 'version' | 'secret'>;

export type ValueScope = EnvironmentValue['scope'];

export interface ValuesService {
  /** `removed` are names that are gone, but not from what runs. */
  list(
    path: EnvironmentPath,
    caller: Caller,
  ): Promise<{ items: EnvironmentValue[]; removed: RemovedValue[] }>;
  /** Of the application and the environment, newest first. */
  versions(
    path: EnvironmentPath,
    name: string,
    caller: Caller,
  ): Promise<ValueVersion[]>;
  /** Sets it again as it was in that version; secrets leave the database for nobody. */
  restore(
    path: EnvironmentPath,
    name: string,
    version: VersionOfValue,
    caller: Caller,
  ): Promise<void>;
  /**
   * Takes a secret's content out of the database for good, one version or all.
   *
   * @throws ConflictError where what runs has it, unless it is forced with a reason
   */
  purge(
    path: EnvironmentPath,
    name: string,
    purge: SecretPurge,
    caller: Caller,
  ): Promise<SecretPurged>;
  put(
    path: EnvironmentPath,
    name: string,
    input: ValueInput,
    caller: Caller,
  ): Promise<void>;
  remove(
    path: EnvironmentPath,
    name: string,
    scope: ValueScope,
    caller: Caller,
  ): Promise<void>;
}

/** What is set: a value, or where a secret lives that is read in each run. */
export type ValueInput = { scope: ValueScope } & (
  | { value: JsonValue; secret: boolean }
  | { from: SecretReference }
);

/** What a decorator adds: nobody consents to what is not theirs. */
export interface Consenting {
  /** Worked out when a plan is asked for: whoever makes it does not act for the caller. */
  consenting?: ConsentRights;
}

/** How long somebody listens. */
export interface Waiting {
  waitMs: number;
  signal: AbortSignal;
}

/** In the order of the run, from `cursor` on. */
export type StepPageQuery = StepFilter & { cursor?: number; limit: number };

export interface PlansService {
  /**
   * Waits for the plan, and answers that it is under way when that takes longer.
   *
   * @throws Refused with every problem that stands against it
   */
  create(
    path: EnvironmentPath,
    input: PlanInput & Consenting,
    caller: Caller,
    waiting: Waiting,
  ): Promise<PlanRecord | PlanUnderWay>;
  /** Waits for the end of one that is being made. */
  get(id: string, caller: Caller, waiting: Waiting): Promise<PlanState>;
  steps(
    id: string,
    query: StepPageQuery,
    caller: Caller,
  ): Promise<StepPage<PlanStep>>;
}

/** A change that is planned when its turn has come, on the last success as it is then. */
export interface AskedChange {
  application: string;
  environment: string;
  input: PlanInput;
}

/** What becomes a deployment: exactly the reviewed plan, or a change. */
export type Asked = ({ planId: string } | AskedChange) & {
  idempotencyKey?: string;
};

export interface DecisionInput {
  decision: 'approve' | 'reject';
  comment?: string;
}

/** What a decorator adds: the groups that somebody belongs to. */
export interface Deciding {
  isMemberOf?: (group: string) => boolean;
}

/** A check from outside. */
export type GateInput = Pick<GateView, 'key' | 'status' | 'text' | 'link'>;

export interface DeploymentsService {
  /** @throws StalePlan when the same plan would not come out any more. */
  create(asked: Asked, caller: Caller): Promise<Deployment>;
  list(
    query: {
      application?: string;
      environment?: string;
      /** Those that the caller asked for. */
      mine?: boolean;
      limit: number;
      before?: string;
    } & Visibility,
    caller: Caller,
  ): Promise<{ items: Deployment[]; next?: string }>;
  get(id: string, caller: Caller): Promise<DeploymentDetail>;
  steps(
    id: string,
    query: StepPageQuery,
    caller: Caller,
  ): Promise<StepPage<DeploymentStep>>;
  cancel(id: string, caller: Caller): Promise<Deployment>;
  /** @throws NotAllowedError where this person does not count, ConflictError where it does not wait */
  decide(
    id: string,
    decision: DecisionInput & Deciding,
    caller: Caller,
  ): Promise<Deployment>;
  /** Lets it begin although a freeze window is open. @throws ConflictError where none is */
  override(id: string, reason: string, caller: Caller): Promise<Deployment>;
  /** @throws ConflictError where it is neither verified now nor waited for by a promotion */
  setGate(id: string, gate: GateInput, caller: Caller): Promise<Deployment>;
}

export type BuildInput = NewBuild & {
  /** Digest of the id of the token that tells it, where tokens have one. */
  token?: string;
  /**
   * What a decorator adds: whether builds of this caller are deployed there; undefined for what they do
   * not see.
   */
  into?: (place: Place) => Allowed | undefined;
};

export type BuildListQuery = BuildsQuery & { limit: number } & Visibility & {
    /** What a decorator adds, so that pages hold only what is seen. */
    sees?: (application: ApplicationRecord) => boolean;
  };

export interface BuildsService {
  /**
   * Takes it, and queues deployments of it where environment types say so; once, however often it is told.
   *
   * @throws NotAllowedError for a repository that is not the workload's, Refused with the problems of its
   *   Score text
   */
  create(build: BuildInput, caller: Caller): Promise<ToldBuild>;
  /** Newest first. */
  list(query: BuildListQuery, caller: Caller): Promise<BuildPage>;
  get(id: string, query: Visibility, caller: Caller): Promise<Build>;
}

export interface WaitingQuery extends Visibility {
  limit: number;
  cursor?: string;
  /** What a decorator adds: may the caller end it? */
  mayEnd?: (place: Place, what: 'approve' | 'deploy' | 'hold') => boolean;
  /** What a decorator adds: what the caller may do about it. */
  granted?: (place: Place, approval: Approval) => Approval;
}

export interface WaitingService {
  /** First what waits for the caller, then the oldest. */
  list(query: WaitingQuery, caller: Caller): Promise<WaitingPage>;
}

export interface EventsService {
  /** Waits up to `waitMs` for the first one. */
  after(
    query: { deployment?: string; after: number; waitMs: number } & Visibility,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<EventPage>;
}

export interface ResourceQuery {
  application: string;
  environment?: string;
  /** Only what has this one; then also which deployment changed it last. */
  address?: string;
  /** Words, all of them in the address. */
  search?: string;
  limit: number;
  cursor?: string;
}

export interface ResourcesService {
  list(
    query: ResourceQuery & Visibility,
    caller: Caller,
  ): Promise<{ items: ResourceView[]; next?: string }>;
}

export interface ListingQuery {
  limit: number;
  cursor?: string;
  /** What a decorator adds, so that pages hold only what is seen. */
  visible?: (application: ApplicationRecord) => boolean;
}

/** For the catalog and the search: no list grows with what runs. */
export interface ListingsService {
  /** By name. */
  list(
    query: ListingQuery,
    caller: Caller,
  ): Promise<{ items: ApplicationListing[]; next?: string }>;
  get(
    query: { application: string } & Pick<ListingQuery, 'visible'>,
    caller: Caller,
  ): Promise<ApplicationListing>;
}

export interface VersionsQuery {
  /** Entity ref. */
  owner?: string;
  /** Of what the caller owns. */
  mine?: boolean;
  /** By name. */
  application?: string;
  /** Of the application that is bound to this entity. */
  system?: string;
  /** Words in the names of application or workload. */
  search?: string;
  /** Only rows in which not all are the same. */
  differs?: boolean;
  limit: number;
  cursor?: string;
  /** What a decorator makes of `owner` and `mine`: full refs. */
  owners?: string[];
  /** What a decorator adds, so that pages hold only what is seen. */
  sees?: (application: ApplicationRecord) => boolean;
  visible?: (place: Place) => boolean;
}

export interface VersionsService {
  /** By application, then by workload. */
  list(
    query: VersionsQuery,
    caller: Caller,
  ): Promise<{ items: VersionsRow[]; next?: string }>;
}

export interface CompareService {
  /** @throws NotFoundError where a side is not there */
  compare(
    left: ComparedRef,
    right: ComparedRef,
    caller: Caller,
  ): Promise<ComparisonView>;
}

export interface BlastQuery {
  limit: number;
  cursor?: string;
  /** What a decorator adds: the others are only counted. */
  visible?: (place: Place) => boolean;
}

export interface RevisionsService {
  /** Times at which revisions were taken into use, newest first. */
  uses(
    query: { limit: number; before?: number },
    caller: Caller,
  ): Promise<{ items: RevisionUse[]; next?: number }>;
  /** @throws NotFoundError for what neither waits nor was ever in use */
  get(revision: string, caller: Caller): Promise<Omit<RevisionView, 'accept'>>;
  /** As far as it is computed; what is not is under way. */
  blastRadius(
    revision: string,
    query: BlastQuery,
    caller: Caller,
  ): Promise<BlastView>;
  /**
   * Takes into use what waits, or what was in use before.
   *
   * @param expected - What the caller saw serving
   * @throws ConflictError when another one serves by now; Refused when it cannot be read
   */
  accept(revision: string, expected: string, caller: Caller): Promise<void>;
}

export interface ClustersService {
  /** All that are configured. */
  list(caller: Caller): Promise<ClusterView[]>;
  /**
   * Asks a cluster now.
   *
   * @param query.namespace - rights there; absent: in every one
   * @throws NotFoundError when it is not configured
   */
  check(
    query: { cluster: string; namespace?: string },
    caller: Caller,
  ): Promise<ClusterCheck>;
}

export interface PlatformService {
  get(caller: Caller): Promise<Omit<PlatformView, 'allowed'>>;
  explain(input: ExplainInput, caller: Caller): Promise<Explanation>;
  /** By the names of definitions; also of such as are no more. */
  usage(query: Visibility, caller: Caller): Promise<DefinitionUsage[]>;
  refresh(caller: Caller): Promise<Omit<PlatformView, 'allowed'>>;
}
