import type {
  Application,
  ApplicationVerb,
  ApplicationListing,
  ApplicationSettings,
  ApplicationPage,
  BlastView,
  Build,
  BuildPage,
  BuildsQuery,
  ComparisonView,
  Deployment,
  DeploymentDetail,
  DeploymentStep,
  DeploymentStepsQuery,
  ClusterCheck,
  ClusterView,
  DefinitionUsage,
  AuditPage,
  AuditQuery,
  DriftDecided,
  DriftDecision,
  DriftFindingPage,
  DriftGroupPage,
  DriftQuery,
  DriftView,
  EnvironmentSummary,
  EnvironmentVerb,
  EnvironmentValue,
  EventPage,
  ExecInput,
  ExplainInput,
  InspectInput,
  ModuleView,
  GateView,
  ImpactInput,
  ImpactView,
  Explanation,
  NewBuild,
  NewEnvironment,
  NewValue,
  PlanInput,
  PlanRecord,
  PlanStep,
  PlanUnderWay,
  PlanView,
  PlatformView,
  Preview,
  PreviewComment,
  PreviewInput,
  PromotionInput,
  PromotionList,
  PromotionOutlook,
  PromotionRound,
  Problem,
  ResourceOffer,
  ResourceView,
  RemovedValue,
  RevisionUse,
  RevisionView,
  Lineage,
  LogLine,
  Runtime,
  RuntimeEventView,
  RuntimeLog,
  RuntimeLogQuery,
  RuntimeLook,
  RuntimeObjectView,
  RuntimePage,
  RuntimeQuery,
  StepPage,
  StepsQuery,
  SecretPurge,
  SecretPurged,
  ToldBuild,
  ValueVersion,
  Why,
  Workload,
  WorkloadInput,
  WorkloadVersion,
  VersionsRow,
  WaitingPage,
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookResent,
  WebhookView,
} from '../types';
import type { TerminalListener, TerminalSession } from './terminal';

/** How somebody waits for a plan that is being made. */
export interface WaitForPlan {
  /** Told every few seconds until it is made. */
  onWaiting?: (plan: PlanUnderWay) => void;
  signal?: AbortSignal;
}

/**
 * Tutti's HTTP API (`/api/tutti/v1`) as calls. Every call rejects with a `ResponseError`
 * of the server's answer; a refused plan rejects with `PlanRefusedError`.
 */
export interface TuttiApi {
  /** `GET /applications?search=&owner=&names=&mine=&problems=&limit=&cursor=` by title, `App 2` before `App 10`. */
  listApplications(query?: {
    /** Words that are all in the name or the title. */
    search?: string;
    owner?: string;
    /** Only these. */
    names?: string[];
    /** Of what the asking user owns. */
    mine?: boolean;
    /** With an environment that a person should look at. */
    problems?: boolean;
    limit?: number;
    /** The `next` of the page before. */
    cursor?: string;
  }): Promise<ApplicationPage>;
  /** `POST /applications` */
  createApplication(input: {
    name: string;
    title?: string;
    owner?: string;
    entityRef?: string;
  }): Promise<Application>;
  /** `GET /applications/:application`; also by `?entityRef=` through `findApplication`. */
  getApplication(application: string): Promise<Application>;
  /** `GET /applications/by-entity?entityRef=`; undefined where no application is bound to it. */
  findApplication(entityRef: string): Promise<Application | undefined>;
  /** `PUT /applications/:application/owner`: confirms what `claim` says, or chooses. */
  changeOwner(application: string, owner: string): Promise<Application>;
  /** `PUT /applications/:application/settings` */
  changeSettings(
    application: string,
    settings: Partial<ApplicationSettings>,
  ): Promise<Application>;
  /** `DELETE /applications/:application`; refused while anything runs. */
  deleteApplication(application: string): Promise<void>;

  /**
   * `GET /applications/:application/why?verb=`, or with an environment `…/environments/:environment/why`:
   * may the asking user, what decided, and who may.
   */
  why(
    of: { application: string } & (
      | { verb: ApplicationVerb; type?: string }
      | { environment: string; verb: EnvironmentVerb }
    ),
  ): Promise<Why>;

  /** `GET /applications/:application/access`: the same for every verb of the application. */
  listApplicationAccess(application: string): Promise<{ items: Why[] }>;

  /** `GET /applications/:application/workloads/:workload` */
  getWorkload(application: string, workload: string): Promise<Workload>;
  /**
   * `PUT /applications/:application/workloads/:workload` `{score}` or `{source: {url, path, ref}}`:
   * adds or edits a managed one, or has it follow a repository.
   */
  putWorkload(
    application: string,
    workload: string,
    input: WorkloadInput,
  ): Promise<Workload>;
  /** `POST …/refresh`: looks at its repository now. */
  refreshWorkload(application: string, workload: string): Promise<Workload>;
  /** `GET …/versions?limit=&before=`: newest first. */
  listWorkloadVersions(
    application: string,
    workload: string,
    query?: { limit?: number; before?: number },
  ): Promise<{ items: WorkloadVersion[]; next?: number }>;
  /** `GET …/versions/:version`, with its text. */
  getWorkloadVersion(
    application: string,
    workload: string,
    version: number,
  ): Promise<WorkloadVersion & { score: string }>;
  /** `POST …/versions/:version/restore`: its text becomes the newest version of a managed workload. */
  restoreWorkloadVersion(
    application: string,
    workload: string,
    version: number,
  ): Promise<Workload>;
  /**
   * `POST …/workloads/:workload/check` `{score}`: what stands against a text, by the platform and in
   * the environments of the application. Saves nothing; the workload need not be there yet.
   */
  checkWorkload(
    application: string,
    workload: string,
    input: { score: string },
    options?: { signal?: AbortSignal },
  ): Promise<{ problems: Problem[] }>;
  /**
   * `POST …/environments/:environment/impact` `{scores, images?}`: what other Score texts would change of
   * what runs there, on paper. Saves nothing.
   */
  foreseeImpact(
    application: string,
    environment: string,
    input: ImpactInput,
  ): Promise<ImpactView>;
  /** `DELETE /applications/:application/workloads/:workload` */
  removeWorkload(application: string, workload: string): Promise<void>;

  /** `POST /applications/:application/environments`; with `from` like another one. */
  createEnvironment(
    application: string,
    input: NewEnvironment,
    options?: { idempotencyKey?: string },
  ): Promise<EnvironmentSummary>;
  /** `GET /applications/:application/environments/:environment` */
  getEnvironment(
    application: string,
    environment: string,
  ): Promise<EnvironmentSummary>;
  /**
   * `DELETE /applications/:application/environments/:environment?leaveRetained=`: only where nothing
   * runs; a plan with `destroy` takes away what does.
   */
  removeEnvironment(
    application: string,
    environment: string,
    options?: { leaveRetained?: boolean },
  ): Promise<void>;
  /** `GET /applications/:application/previews`: by key. */
  listPreviews(application: string): Promise<{ items: Preview[] }>;
  /** `GET …/previews/:key` */
  getPreview(application: string, key: string): Promise<Preview>;
  /**
   * `PUT …/previews/:key`: made, or deployed to, as far as it is not there yet. The same again changes
   * nothing but its lifetime, which begins anew, and wakes it up.
   */
  putPreview(
    application: string,
    key: string,
    input: PreviewInput,
  ): Promise<Preview>;
  /** `DELETE …/previews/:key`: undefined where there is none any more, else as it is being destroyed. */
  closePreview(application: string, key: string): Promise<Preview | undefined>;
  /** `GET …/previews/:key/comment`: for the pull request. */
  getPreviewComment(application: string, key: string): Promise<PreviewComment>;

  /** `GET …/access`: for every verb whether the asking user may, what decided, and who may. */
  listAccess(
    application: string,
    environment: string,
  ): Promise<{ items: Why[] }>;
  /** `GET …/runtime` */
  getRuntime(application: string, environment: string): Promise<Runtime>;
  /** `GET …/runtime/objects?search=&status=&workload=&limit=&cursor=`: the tree of what runs. */
  listRuntimeObjects(
    application: string,
    environment: string,
    query?: RuntimeQuery,
  ): Promise<RuntimePage>;
  /**
   * `GET …/runtime/follow`: the first page of the tree and the workloads with what is wrong with them, now
   * and after each change, until the signal aborts. A connection that breaks is opened again.
   */
  followRuntime(
    application: string,
    environment: string,
    query: Omit<RuntimeQuery, 'cursor'>,
    options: { signal: AbortSignal },
  ): AsyncIterable<RuntimeLook>;
  /** `GET …/runtime/objects/:uid` */
  getRuntimeObject(
    application: string,
    environment: string,
    uid: string,
  ): Promise<RuntimeObjectView>;
  /** `GET …/runtime/events?uid=&limit=`: newest first; of one object and all below it. */
  listRuntimeEvents(
    application: string,
    environment: string,
    query?: { uid?: string; limit?: number },
  ): Promise<{ items: RuntimeEventView[] }>;
  /** `GET …/runtime/objects/:uid/log?container=&previous=&tail=&since=` */
  getRuntimeLog(
    application: string,
    environment: string,
    uid: string,
    query: RuntimeLogQuery,
  ): Promise<RuntimeLog>;
  /**
   * `GET …/log/follow`: the same and what comes, until the container ends or the signal aborts. A
   * connection that breaks is opened again after the last line.
   */
  followRuntimeLog(
    application: string,
    environment: string,
    uid: string,
    query: RuntimeLogQuery,
    options: { signal: AbortSignal },
  ): AsyncIterable<LogLine[]>;

  /**
   * `POST …/runtime/objects/:uid/exec`, then a WebSocket to `/v1/exec`: a command in a container of a pod,
   * with a terminal of its own.
   */
  openTerminal(
    application: string,
    environment: string,
    uid: string,
    input: ExecInput,
    listener: TerminalListener,
  ): Promise<TerminalSession>;

  /** `GET …/values` */
  listValues(
    application: string,
    environment: string,
  ): Promise<{ items: EnvironmentValue[]; removed: RemovedValue[] }>;
  /** `GET …/values/:name/versions`: of the application and the environment, newest first. */
  listValueVersions(
    application: string,
    environment: string,
    name: string,
  ): Promise<{ items: ValueVersion[] }>;
  /** `POST …/values/:name/restore`: sets it again as it was; a secret is not shown on the way. */
  restoreValue(
    application: string,
    environment: string,
    name: string,
    version: Pick<ValueVersion, 'scope' | 'version' | 'secret'>,
  ): Promise<void>;
  /** `POST …/values/:name/purge`: a secret's content leaves the database for good. */
  purgeSecret(
    application: string,
    environment: string,
    name: string,
    purge: SecretPurge,
  ): Promise<SecretPurged>;
  /** `PUT …/values/:name`; with `secret: true` the value is write-only. */
  putValue(
    application: string,
    environment: string,
    name: string,
    input: NewValue,
  ): Promise<void>;
  /** `DELETE …/values/:name` */
  removeValue(
    application: string,
    environment: string,
    name: string,
    scope?: 'application' | 'environment',
  ): Promise<void>;

  /** `POST …/plans`; waits for the end. */
  createPlan(
    application: string,
    environment: string,
    input?: PlanInput,
    options?: WaitForPlan,
  ): Promise<PlanRecord>;
  /** `GET /plans/:id`; waits for the end of one that is being made. */
  getPlan(id: string, options?: WaitForPlan): Promise<PlanView>;
  /** `GET /plans/:id/steps?address=&search=&kind=&action=&limit=&cursor=` */
  listPlanSteps(id: string, query?: StepsQuery): Promise<StepPage<PlanStep>>;

  /** `POST /deployments` `{planId}`; 409 `StalePlan` with what moved. */
  deploy(
    planId: string,
    options?: { idempotencyKey?: string },
  ): Promise<Deployment>;
  /**
   * `POST /deployments` `{application, environment, input}`: a change that is planned when its turn has
   * come, on the last success as it is then.
   */
  queueChange(
    application: string,
    environment: string,
    input: PlanInput,
    options?: { idempotencyKey?: string },
  ): Promise<Deployment>;
  /**
   * `POST /builds`: an image of a workload exists; deploys it where an environment type says so. Told
   * again it is the same build.
   */
  createBuild(build: NewBuild): Promise<ToldBuild>;
  /** `GET /builds?application=&workload=&commit=&limit=&cursor=` newest first. */
  listBuilds(query?: BuildsQuery): Promise<BuildPage>;
  /** `GET /builds/:id` */
  getBuild(id: string): Promise<Build>;
  /** `GET /deployments?application=&environment=&mine=&limit=&before=` newest first. */
  listDeployments(query?: {
    application?: string;
    environment?: string;
    /** Those that the asking user asked for. */
    mine?: boolean;
    limit?: number;
    before?: string;
  }): Promise<{ items: Deployment[]; next?: string }>;
  /** `GET /deployments/:id` */
  getDeployment(id: string): Promise<DeploymentDetail>;
  /** `GET /deployments/:id/steps?address=&search=&kind=&action=&status=&limit=&cursor=` */
  listDeploymentSteps(
    id: string,
    query?: DeploymentStepsQuery,
  ): Promise<StepPage<DeploymentStep>>;
  /** `GET /events?deployment=&after=&wait=`: waits up to `wait` seconds for the next one. */
  getEvents(query: {
    deployment?: string;
    after: number;
    wait?: number;
    signal?: AbortSignal;
  }): Promise<EventPage>;
  /** `POST /deployments/:id/cancel` */
  cancelDeployment(id: string): Promise<Deployment>;
  /** `POST /deployments/:id/approvals` `{decision, comment?}` */
  decide(
    id: string,
    decision: { decision: 'approve' | 'reject'; comment?: string },
  ): Promise<Deployment>;
  /** `POST /deployments/:id/override` `{reason}`: begins although a freeze window is open. */
  overrideWindow(id: string, reason: string): Promise<Deployment>;
  /**
   * `PUT /deployments/:id/gates/:key` `{status, text?, link?}`: of one that is verified, or that waits for it
   * before it is promoted.
   */
  setGate(
    id: string,
    key: string,
    gate: Pick<GateView, 'status' | 'text' | 'link'>,
  ): Promise<Deployment>;
  /** `GET /applications/{application}/promotions`: where each release is, and what it waits for. */
  listPromotions(application: string): Promise<PromotionList>;
  /** `GET …/promotions/outlook`: what a promotion to all of a type would do. */
  getPromotionOutlook(
    application: string,
    input: PromotionInput,
  ): Promise<PromotionOutlook>;
  /** `POST …/promotions`: what succeeded in one environment goes to all of a type, wave by wave. */
  promoteToAll(
    application: string,
    input: PromotionInput,
    options?: { idempotencyKey?: string },
  ): Promise<PromotionRound>;
  /** `POST …/promotions/{round}/stop`: nothing more of it begins. */
  stopPromotion(application: string, round: string): Promise<PromotionRound>;
  /** `GET /waiting?limit=&cursor=`: what waits for the caller, and what waits for whom. */
  listWaiting(query?: {
    limit?: number;
    cursor?: string;
  }): Promise<WaitingPage>;
  /** `GET …/runtime/objects/{uid}/lineage`: where it came from. */
  getLineage(
    application: string,
    environment: string,
    uid: string,
  ): Promise<Lineage>;
  /** `GET /audit?application=&environment=&actor=&verb=&outcome=&from=&to=&limit=&cursor=`: who did what, newest first. */
  listAudit(query?: AuditQuery): Promise<AuditPage>;
  /** `GET /webhooks` */
  listWebhooks(): Promise<{ items: WebhookView[] }>;
  /** `GET /webhooks/{webhook}/deliveries?status=&limit=&cursor=` */
  listWebhookDeliveries(
    webhook: string,
    query?: {
      status?: WebhookDelivery['status'];
      limit?: number;
      cursor?: string;
    },
  ): Promise<WebhookDeliveryPage>;
  /** `POST /webhooks/{webhook}/deliveries/{id}/resend` */
  resendWebhookDelivery(webhook: string, id: string): Promise<WebhookDelivery>;
  /** `POST /webhooks/{webhook}/resend`: all that was given up, and what waits for its next try. */
  resendWebhook(webhook: string): Promise<WebhookResent>;
  /** `GET /drift?limit=&cursor=`: what others changed, by cause, over all environments one may see. */
  listDrift(query?: DriftQuery): Promise<DriftGroupPage>;
  /** `GET /drift/findings?cause=&limit=&cursor=` */
  listDriftFindings(
    query?: DriftQuery & { cause?: string },
  ): Promise<DriftFindingPage>;
  /** `POST /drift/decisions`: put back, leave as it is, or never show again; one finding or all of a cause. */
  decideDrift(decision: DriftDecision): Promise<DriftDecided>;
  /** `GET …/environments/{environment}/drift` */
  getDrift(
    application: string,
    environment: string,
    query?: DriftQuery,
  ): Promise<DriftView>;
  /** `POST …/environments/{environment}/drift`: looks now. */
  checkDrift(application: string, environment: string): Promise<DriftView>;
  /** `DELETE …/environments/{environment}/drift/rulings/{ruling}`: it counts as drift again. */
  endDriftRuling(
    application: string,
    environment: string,
    ruling: string,
  ): Promise<void>;
  /** `PUT …/hold` `{reason}`: automation stays out until somebody resumes it. */
  holdAutomation(
    application: string,
    environment: string,
    reason: string,
  ): Promise<void>;
  /** `DELETE …/hold` */
  resumeAutomation(application: string, environment: string): Promise<void>;
  /** `POST …/unlock` `{reason}`: after `interrupted` with an unknown operation. */
  unlockEnvironment(
    application: string,
    environment: string,
    reason: string,
  ): Promise<void>;

  /** `GET /resources?application=&environment=&address=&search=&limit=&cursor=` */
  listResources(query: {
    application: string;
    environment?: string;
    /** Only what has this one. */
    address?: string;
    /** Words that are all in the address. */
    search?: string;
    limit?: number;
    /** The `next` of the page before. */
    cursor?: string;
  }): Promise<{ items: ResourceView[]; next?: string }>;

  /** `GET /applications/:application/offers`: the resources that its workloads can ask for. */
  listOffers(application: string): Promise<{ items: ResourceOffer[] }>;
  /** `GET /platform/offers?types=&owner=`: for an application that is not there yet. */
  listPlatformOffers(query?: {
    /** Types of its environments; absent: all. */
    types?: string[];
    /** Entity ref. */
    owner?: string;
  }): Promise<{ items: ResourceOffer[] }>;

  /**
   * `GET /compare?left=&right=`: two of anything, each `environment:shop/staging`, `release:<id>` or
   * `deployment:<id>`.
   */
  compare(left: string, right: string): Promise<ComparisonView>;

  /**
   * `GET /versions?owner=&mine=&application=&system=&search=&differs=&limit=&cursor=`: which version of each
   * workload runs where, by name.
   */
  listVersions(query?: {
    owner?: string;
    mine?: boolean;
    application?: string;
    /** Entity ref that an application is bound to. */
    system?: string;
    search?: string;
    differs?: boolean;
    limit?: number;
    /** The `next` of the page before. */
    cursor?: string;
  }): Promise<{ items: VersionsRow[]; next?: string }>;

  /** `GET /platform` */
  getPlatform(): Promise<PlatformView>;
  /** `POST /platform/explain` */
  explain(input: ExplainInput): Promise<Explanation>;
  /** `GET /platform/usage`: how many resources each definition has made. */
  listDefinitionUsage(): Promise<{ items: DefinitionUsage[] }>;
  /** `GET /clusters`: those that are configured. */
  listClusters(): Promise<{ items: ClusterView[] }>;
  /** `GET /clusters/:cluster/check`: asks it now; rights in one namespace, or in every one. */
  checkCluster(cluster: string, namespace?: string): Promise<ClusterCheck>;
  /** `POST /platform/modules/inspect`: what a module takes and gives, and what an upgrade would mean. */
  inspectModule(input: InspectInput): Promise<ModuleView>;
  /** `POST /platform/refresh`: reads the sources again now. */
  refreshPlatform(): Promise<PlatformView>;
  /**
   * `GET /platform/revisions?limit=&before=`: when which revision was taken into use, newest first.
   * Pages go on at `before`, the `next` of the one before.
   */
  listPlatformUses(query?: {
    limit?: number;
    before?: number;
  }): Promise<{ items: RevisionUse[]; next?: number }>;
  /** `GET /platform/revisions/:revision`: one that serves, waits or served, and what it says otherwise. */
  getPlatformRevision(revision: string): Promise<RevisionView>;
  /**
   * `GET /platform/revisions/:revision/blast-radius?limit=&cursor=`: what taking it would change, as far
   * as it is computed.
   */
  getBlastRadius(
    revision: string,
    query?: { limit?: number; cursor?: string },
  ): Promise<BlastView>;
  /**
   * `POST /platform/revisions/:revision/accept` `{expected}`: takes it into use in place of the one that
   * was seen serving.
   */
  acceptPlatform(revision: string, expected: string): Promise<void>;
}

/** What modules in other plugins read, as services: the catalog and the search. */
export interface TuttiListingsApi {
  /**
   * `GET /listings?limit=&cursor=`: what catalogs and searches list, by name; only of applications
   * that everyone may read.
   */
  listListings(query?: {
    limit?: number;
    cursor?: string;
  }): Promise<{ items: ApplicationListing[]; next?: string }>;
  /** `GET /listings/:application`; undefined where it is not listed. */
  findListing(application: string): Promise<ApplicationListing | undefined>;
}
