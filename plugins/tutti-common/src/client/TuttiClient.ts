import { ResponseError } from '@backstage/errors';
import type { Problem } from '@tutti/engine';
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
  ExecTicket,
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
  PlanState,
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
  Lineage,
  ResourceOffer,
  ResourceView,
  RemovedValue,
  RevisionUse,
  RevisionView,
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
import { PlanRefusedError, RefusedError, WorkloadRefusedError } from './errors';
import { followLog } from './followLog';
import { followParts } from './followParts';
import { openTerminal, TerminalListener } from './terminal';
import type { TuttiApi, TuttiListingsApi, WaitForPlan } from './TuttiApi';

/** Of one request: whoever waits is told in between how long it takes. */
const PLAN_WAIT_S = 2;

/** A part of a path, or a query: undefined parameters are left out. */
type Query = Record<string, string | number | undefined>;

interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  query?: Query;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  refused?: new (message: string, problems: Problem[]) => RefusedError;
}

/**
 * `TuttiApi` over HTTP. In the frontend `fetchApi` resolves `plugin://tutti` and adds the
 * user's token; elsewhere give a `discoveryApi` and a `fetch` that authenticates.
 */
export class TuttiClient implements TuttiApi, TuttiListingsApi {
  readonly #fetch: typeof fetch;
  readonly #baseUrl: () => Promise<string>;

  constructor(options: {
    fetchApi: { fetch: typeof fetch };
    discoveryApi?: { getBaseUrl(pluginId: string): Promise<string> };
  }) {
    const { fetchApi, discoveryApi } = options;
    this.#fetch = (input, init) => fetchApi.fetch(input, init);
    this.#baseUrl = discoveryApi
      ? () => discoveryApi.getBaseUrl('tutti')
      : async () => 'plugin://tutti';
  }

  listApplications(query: Parameters<TuttiApi['listApplications']>[0] = {}) {
    const { mine, names, problems, ...rest } = query;
    return this.#json<ApplicationPage>(['applications'], {
      query: {
        ...rest,
        names: names?.join(','),
        ...(mine && { mine: 'true' }),
        ...(problems && { problems: 'true' }),
      },
    });
  }

  createApplication(input: {
    name: string;
    title?: string;
    owner?: string;
    entityRef?: string;
  }) {
    return this.#json<Application>(['applications'], {
      method: 'POST',
      body: input,
    });
  }

  getApplication(application: string) {
    return this.#json<Application>(['applications', application]);
  }

  findApplication(entityRef: string) {
    return this.#found<Application>(['applications', 'by-entity'], {
      query: { entityRef },
    });
  }

  changeOwner(application: string, owner: string) {
    return this.#json<Application>(['applications', application, 'owner'], {
      method: 'PUT',
      body: { owner },
    });
  }

  changeSettings(application: string, settings: Partial<ApplicationSettings>) {
    return this.#json<Application>(['applications', application, 'settings'], {
      method: 'PUT',
      body: settings,
    });
  }

  deleteApplication(application: string) {
    return this.#nothing(['applications', application], { method: 'DELETE' });
  }

  why(
    of: { application: string } & (
      | { verb: ApplicationVerb; type?: string }
      | { environment: string; verb: EnvironmentVerb }
    ),
  ) {
    const { application, ...rest } = of;
    if ('environment' in rest) {
      const { environment, verb } = rest;
      return this.#json<Why>([...inside(application, environment), 'why'], {
        query: { verb },
      });
    }
    return this.#json<Why>(['applications', application, 'why'], {
      query: rest,
    });
  }

  listApplicationAccess(application: string) {
    return this.#json<{ items: Why[] }>([
      'applications',
      application,
      'access',
    ]);
  }

  getWorkload(application: string, workload: string) {
    return this.#json<Workload>(workloadPath(application, workload));
  }

  putWorkload(application: string, workload: string, input: WorkloadInput) {
    return this.#json<Workload>(workloadPath(application, workload), {
      method: 'PUT',
      body: input,
      refused: WorkloadRefusedError,
    });
  }

  refreshWorkload(application: string, workload: string) {
    return this.#json<Workload>(
      [...workloadPath(application, workload), 'refresh'],
      { method: 'POST' },
    );
  }

  listWorkloadVersions(
    application: string,
    workload: string,
    query: { limit?: number; before?: number } = {},
  ) {
    return this.#json<{ items: WorkloadVersion[]; next?: number }>(
      [...workloadPath(application, workload), 'versions'],
      { query },
    );
  }

  getWorkloadVersion(application: string, workload: string, version: number) {
    return this.#json<WorkloadVersion & { score: string }>([
      ...workloadPath(application, workload),
      'versions',
      String(version),
    ]);
  }

  restoreWorkloadVersion(
    application: string,
    workload: string,
    version: number,
  ) {
    return this.#json<Workload>(
      [
        ...workloadPath(application, workload),
        'versions',
        String(version),
        'restore',
      ],
      { method: 'POST', refused: WorkloadRefusedError },
    );
  }

  checkWorkload(
    application: string,
    workload: string,
    input: { score: string },
    { signal }: { signal?: AbortSignal } = {},
  ) {
    return this.#json<{ problems: Problem[] }>(
      ['applications', application, 'workloads', workload, 'check'],
      { method: 'POST', body: input, signal },
    );
  }

  foreseeImpact(application: string, environment: string, input: ImpactInput) {
    return this.#json<ImpactView>(
      [...inside(application, environment), 'impact'],
      { method: 'POST', body: input, refused: WorkloadRefusedError },
    );
  }

  removeWorkload(application: string, workload: string) {
    return this.#nothing(workloadPath(application, workload), {
      method: 'DELETE',
    });
  }

  createEnvironment(
    application: string,
    input: NewEnvironment,
    options: { idempotencyKey?: string } = {},
  ) {
    return this.#json<EnvironmentSummary>(
      ['applications', application, 'environments'],
      { method: 'POST', body: input, headers: askedOnce(options) },
    );
  }

  getEnvironment(application: string, environment: string) {
    return this.#json<EnvironmentSummary>(inside(application, environment));
  }

  removeEnvironment(
    application: string,
    environment: string,
    { leaveRetained }: { leaveRetained?: boolean } = {},
  ) {
    return this.#nothing(inside(application, environment), {
      method: 'DELETE',
      query: { leaveRetained: leaveRetained ? 'true' : undefined },
    });
  }

  listPreviews(application: string) {
    return this.#json<{ items: Preview[] }>([
      'applications',
      application,
      'previews',
    ]);
  }

  getPreview(application: string, key: string) {
    return this.#json<Preview>(previewPath(application, key));
  }

  putPreview(application: string, key: string, input: PreviewInput) {
    return this.#json<Preview>(previewPath(application, key), {
      method: 'PUT',
      body: input,
      refused: WorkloadRefusedError,
    });
  }

  async closePreview(application: string, key: string) {
    const call: Call = { method: 'DELETE' };
    const response = await this.#send(previewPath(application, key), call);
    return response.status === 204
      ? undefined
      : this.#read<Preview>(response, call);
  }

  getPreviewComment(application: string, key: string) {
    return this.#json<PreviewComment>([
      ...previewPath(application, key),
      'comment',
    ]);
  }

  listAccess(application: string, environment: string) {
    return this.#json<{ items: Why[] }>([
      ...inside(application, environment),
      'access',
    ]);
  }

  getRuntime(application: string, environment: string) {
    return this.#json<Runtime>([
      ...inside(application, environment),
      'runtime',
    ]);
  }

  listRuntimeObjects(
    application: string,
    environment: string,
    { status, ...query }: RuntimeQuery = {},
  ) {
    return this.#json<RuntimePage>(
      [...inside(application, environment), 'runtime', 'objects'],
      { query: { ...query, status: status?.join(',') } },
    );
  }

  followRuntime(
    application: string,
    environment: string,
    { status, ...query }: Omit<RuntimeQuery, 'cursor'>,
    { signal }: { signal: AbortSignal },
  ) {
    return followParts<RuntimeLook>(
      () =>
        this.#send([...inside(application, environment), 'runtime', 'follow'], {
          query: { ...query, status: status?.join(',') },
          signal,
        }),
      signal,
    );
  }

  getRuntimeObject(application: string, environment: string, uid: string) {
    return this.#json<RuntimeObjectView>(
      objectPath(application, environment, uid),
    );
  }

  listRuntimeEvents(
    application: string,
    environment: string,
    query: { uid?: string; limit?: number } = {},
  ) {
    return this.#json<{ items: RuntimeEventView[] }>(
      [...inside(application, environment), 'runtime', 'events'],
      { query },
    );
  }

  getRuntimeLog(
    application: string,
    environment: string,
    uid: string,
    query: RuntimeLogQuery,
  ) {
    return this.#json<RuntimeLog>(
      [...objectPath(application, environment, uid), 'log'],
      { query: asQuery(query) },
    );
  }

  followRuntimeLog(
    application: string,
    environment: string,
    uid: string,
    query: RuntimeLogQuery,
    { signal }: { signal: AbortSignal },
  ) {
    const path = [
      ...objectPath(application, environment, uid),
      'log',
      'follow',
    ];
    return followLog(
      since =>
        this.#send(path, { query: asQuery({ ...query, since }), signal }),
      query.since,
      signal,
    );
  }

  async openTerminal(
    application: string,
    environment: string,
    uid: string,
    input: ExecInput,
    listener: TerminalListener,
  ) {
    const address = `${(await this.#baseUrl()).replace(/^http/, 'ws')}/v1/exec`;
    const open = async () => {
      const { ticket } = await this.#json<ExecTicket>(
        [...objectPath(application, environment, uid), 'exec'],
        { method: 'POST', body: input },
      );
      return openTerminal(address, ticket, listener);
    };
    try {
      return await open();
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      // A replica that nobody asked anything before learns it by the first attempt.
      return open();
    }
  }

  listValues(application: string, environment: string) {
    return this.#json<{ items: EnvironmentValue[]; removed: RemovedValue[] }>([
      ...inside(application, environment),
      'values',
    ]);
  }

  listValueVersions(application: string, environment: string, name: string) {
    return this.#json<{ items: ValueVersion[] }>([
      ...inside(application, environment),
      'values',
      name,
      'versions',
    ]);
  }

  restoreValue(
    application: string,
    environment: string,
    name: string,
    version: Pick<ValueVersion, 'scope' | 'version' | 'secret'>,
  ) {
    return this.#nothing(
      [...inside(application, environment), 'values', name, 'restore'],
      { method: 'POST', body: version },
    );
  }

  purgeSecret(
    application: string,
    environment: string,
    name: string,
    purge: SecretPurge,
  ) {
    return this.#json<SecretPurged>(
      [...inside(application, environment), 'values', name, 'purge'],
      { method: 'POST', body: purge },
    );
  }

  putValue(
    application: string,
    environment: string,
    name: string,
    input: NewValue,
  ) {
    return this.#nothing(
      [...inside(application, environment), 'values', name],
      {
        method: 'PUT',
        body: input,
      },
    );
  }

  removeValue(
    application: string,
    environment: string,
    name: string,
    scope?: 'application' | 'environment',
  ) {
    return this.#nothing(
      [...inside(application, environment), 'values', name],
      {
        method: 'DELETE',
        query: { scope },
      },
    );
  }

  async createPlan(
    application: string,
    environment: string,
    input: PlanInput = {},
    options: WaitForPlan = {},
  ): Promise<PlanRecord> {
    const { signal } = options;
    const plan = await this.#json<PlanRecord | PlanUnderWay>(
      [...inside(application, environment), 'plans'],
      { method: 'POST', body: input, refused: PlanRefusedError, signal },
    );
    return 'state' in plan ? this.#madePlan(plan, options) : plan;
  }

  async getPlan(id: string, options: WaitForPlan = {}): Promise<PlanView> {
    return this.#madePlan(await this.#plan(id, 0, options), options);
  }

  /** Asks until it is made. @throws PlanRefusedError where it cannot be. */
  async #madePlan(first: PlanState, options: WaitForPlan): Promise<PlanView> {
    let plan = first;
    while (plan.state === 'planning') {
      options.onWaiting?.(plan);
      plan = await this.#plan(plan.id, PLAN_WAIT_S, options);
    }
    if (plan.state === 'refused') {
      throw new PlanRefusedError(plan.message, plan.problems);
    }
    return plan;
  }

  #plan(id: string, wait: number, { signal }: WaitForPlan) {
    return this.#json<PlanState>(['plans', id], {
      ...(wait > 0 && { query: { wait } }),
      signal,
    });
  }

  listPlanSteps(id: string, query: StepsQuery = {}) {
    return this.#json<StepPage<PlanStep>>(['plans', id, 'steps'], {
      query: { ...query },
    });
  }

  deploy(planId: string, options: { idempotencyKey?: string } = {}) {
    return this.#json<Deployment>(['deployments'], {
      method: 'POST',
      body: { planId },
      refused: PlanRefusedError,
      headers: askedOnce(options),
    });
  }

  queueChange(
    application: string,
    environment: string,
    input: PlanInput,
    options: { idempotencyKey?: string } = {},
  ) {
    return this.#json<Deployment>(['deployments'], {
      method: 'POST',
      body: { application, environment, input },
      refused: PlanRefusedError,
      headers: askedOnce(options),
    });
  }

  createBuild(build: NewBuild) {
    return this.#json<ToldBuild>(['builds'], {
      method: 'POST',
      body: build,
      refused: WorkloadRefusedError,
    });
  }

  listBuilds(query: BuildsQuery = {}) {
    return this.#json<BuildPage>(['builds'], { query: { ...query } });
  }

  getBuild(id: string) {
    return this.#json<Build>(['builds', id]);
  }

  listDeployments(query: Parameters<TuttiApi['listDeployments']>[0] = {}) {
    const { mine, ...rest } = query;
    return this.#json<{ items: Deployment[]; next?: string }>(['deployments'], {
      query: { ...rest, ...(mine && { mine: 'true' }) },
    });
  }

  getDeployment(id: string) {
    return this.#json<DeploymentDetail>(['deployments', id]);
  }

  listDeploymentSteps(id: string, query: DeploymentStepsQuery = {}) {
    return this.#json<StepPage<DeploymentStep>>(['deployments', id, 'steps'], {
      query: { ...query },
    });
  }

  getEvents(query: {
    deployment?: string;
    after: number;
    wait?: number;
    signal?: AbortSignal;
  }) {
    const { signal, ...rest } = query;
    return this.#json<EventPage>(['events'], { query: rest, signal });
  }

  cancelDeployment(id: string) {
    return this.#json<Deployment>(['deployments', id, 'cancel'], {
      method: 'POST',
    });
  }

  decide(
    id: string,
    decision: { decision: 'approve' | 'reject'; comment?: string },
  ) {
    return this.#json<Deployment>(['deployments', id, 'approvals'], {
      method: 'POST',
      body: decision,
    });
  }

  overrideWindow(id: string, reason: string) {
    return this.#json<Deployment>(['deployments', id, 'override'], {
      method: 'POST',
      body: { reason },
    });
  }

  setGate(
    id: string,
    key: string,
    gate: Pick<GateView, 'status' | 'text' | 'link'>,
  ) {
    return this.#json<Deployment>(['deployments', id, 'gates', key], {
      method: 'PUT',
      body: gate,
    });
  }

  listPromotions(application: string) {
    return this.#json<PromotionList>([
      'applications',
      application,
      'promotions',
    ]);
  }

  getPromotionOutlook(
    application: string,
    { labels, maxConcurrent, stopOnFailure, ...query }: PromotionInput,
  ) {
    return this.#json<PromotionOutlook>(
      ['applications', application, 'promotions', 'outlook'],
      {
        query: {
          ...query,
          ...(labels && {
            labels: Object.entries(labels)
              .map(pair => pair.join('='))
              .join(','),
          }),
          ...(maxConcurrent !== undefined && { maxConcurrent }),
          ...(stopOnFailure !== undefined && {
            stopOnFailure: String(stopOnFailure),
          }),
        },
      },
    );
  }

  promoteToAll(
    application: string,
    input: PromotionInput,
    options: { idempotencyKey?: string } = {},
  ) {
    return this.#json<PromotionRound>(
      ['applications', application, 'promotions'],
      { method: 'POST', body: input, headers: askedOnce(options) },
    );
  }

  stopPromotion(application: string, round: string) {
    return this.#json<PromotionRound>(
      ['applications', application, 'promotions', round, 'stop'],
      { method: 'POST' },
    );
  }

  listWaiting(query: { limit?: number; cursor?: string } = {}) {
    return this.#json<WaitingPage>(['waiting'], { query });
  }

  getLineage(application: string, environment: string, uid: string) {
    return this.#json<Lineage>([
      ...inside(application, environment),
      'runtime',
      'objects',
      uid,
      'lineage',
    ]);
  }

  listAudit(query: AuditQuery = {}) {
    return this.#json<AuditPage>(['audit'], { query: { ...query } });
  }

  listWebhooks() {
    return this.#json<{ items: WebhookView[] }>(['webhooks']);
  }

  listWebhookDeliveries(
    webhook: string,
    query: {
      status?: WebhookDelivery['status'];
      limit?: number;
      cursor?: string;
    } = {},
  ) {
    return this.#json<WebhookDeliveryPage>(
      ['webhooks', webhook, 'deliveries'],
      { query },
    );
  }

  resendWebhookDelivery(webhook: string, id: string) {
    return this.#json<WebhookDelivery>(
      ['webhooks', webhook, 'deliveries', id, 'resend'],
      { method: 'POST' },
    );
  }

  resendWebhook(webhook: string) {
    return this.#json<WebhookResent>(['webhooks', webhook, 'resend'], {
      method: 'POST',
    });
  }

  listDrift(query: DriftQuery = {}) {
    return this.#json<DriftGroupPage>(['drift'], { query: { ...query } });
  }

  listDriftFindings(query: DriftQuery & { cause?: string } = {}) {
    return this.#json<DriftFindingPage>(['drift', 'findings'], {
      query: { ...query },
    });
  }

  decideDrift(decision: DriftDecision) {
    return this.#json<DriftDecided>(['drift', 'decisions'], {
      method: 'POST',
      body: decision,
    });
  }

  getDrift(application: string, environment: string, query: DriftQuery = {}) {
    return this.#json<DriftView>(
      [...inside(application, environment), 'drift'],
      { query: { ...query } },
    );
  }

  checkDrift(application: string, environment: string) {
    return this.#json<DriftView>(
      [...inside(application, environment), 'drift'],
      { method: 'POST' },
    );
  }

  endDriftRuling(application: string, environment: string, ruling: string) {
    return this.#nothing(
      [...inside(application, environment), 'drift', 'rulings', ruling],
      { method: 'DELETE' },
    );
  }

  holdAutomation(application: string, environment: string, reason: string) {
    return this.#nothing([...inside(application, environment), 'hold'], {
      method: 'PUT',
      body: { reason },
    });
  }

  resumeAutomation(application: string, environment: string) {
    return this.#nothing([...inside(application, environment), 'hold'], {
      method: 'DELETE',
    });
  }

  unlockEnvironment(application: string, environment: string, reason: string) {
    return this.#nothing([...inside(application, environment), 'unlock'], {
      method: 'POST',
      body: { reason },
    });
  }

  listResources(query: Parameters<TuttiApi['listResources']>[0]) {
    return this.#json<{ items: ResourceView[]; next?: string }>(['resources'], {
      query,
    });
  }

  listOffers(application: string) {
    return this.#json<{ items: ResourceOffer[] }>([
      'applications',
      application,
      'offers',
    ]);
  }

  listPlatformOffers(query: { types?: string[]; owner?: string } = {}) {
    const { types, owner } = query;
    return this.#json<{ items: ResourceOffer[] }>(['platform', 'offers'], {
      query: { types: types?.join(','), owner },
    });
  }

  listListings(query: { limit?: number; cursor?: string } = {}) {
    return this.#json<{ items: ApplicationListing[]; next?: string }>(
      ['listings'],
      { query },
    );
  }

  findListing(application: string) {
    return this.#found<ApplicationListing>(['listings', application]);
  }

  compare(left: string, right: string) {
    return this.#json<ComparisonView>(['compare'], { query: { left, right } });
  }

  listVersions(query: Parameters<TuttiApi['listVersions']>[0] = {}) {
    const { mine, differs, ...rest } = query;
    return this.#json<{ items: VersionsRow[]; next?: string }>(['versions'], {
      query: {
        ...rest,
        ...(mine && { mine: 'true' }),
        ...(differs && { differs: 'true' }),
      },
    });
  }

  getPlatform() {
    return this.#json<PlatformView>(['platform']);
  }

  explain(input: ExplainInput) {
    return this.#json<Explanation>(['platform', 'explain'], {
      method: 'POST',
      body: input,
    });
  }

  listDefinitionUsage() {
    return this.#json<{ items: DefinitionUsage[] }>(['platform', 'usage']);
  }

  listClusters() {
    return this.#json<{ items: ClusterView[] }>(['clusters']);
  }

  checkCluster(cluster: string, namespace?: string) {
    return this.#json<ClusterCheck>(['clusters', cluster, 'check'], {
      query: { namespace },
    });
  }

  inspectModule(input: InspectInput) {
    return this.#json<ModuleView>(['platform', 'modules', 'inspect'], {
      method: 'POST',
      body: input,
    });
  }

  refreshPlatform() {
    return this.#json<PlatformView>(['platform', 'refresh'], {
      method: 'POST',
    });
  }

  listPlatformUses(query: { limit?: number; before?: number } = {}) {
    return this.#json<{ items: RevisionUse[]; next?: number }>(
      ['platform', 'revisions'],
      { query },
    );
  }

  getPlatformRevision(revision: string) {
    return this.#json<RevisionView>(['platform', 'revisions', revision]);
  }

  getBlastRadius(
    revision: string,
    query: { limit?: number; cursor?: string } = {},
  ) {
    return this.#json<BlastView>(
      ['platform', 'revisions', revision, 'blast-radius'],
      { query },
    );
  }

  acceptPlatform(revision: string, expected: string) {
    return this.#nothing(['platform', 'revisions', revision, 'accept'], {
      method: 'POST',
      body: { expected },
    });
  }

  async #json<T>(path: string[], call: Call = {}): Promise<T> {
    return this.#read<T>(await this.#send(path, call), call);
  }

  /** Undefined where there is none. */
  async #found<T>(path: string[], call: Call = {}): Promise<T | undefined> {
    const response = await this.#send(path, call);
    return response.status === 404 ? undefined : this.#read<T>(response, call);
  }

  async #nothing(path: string[], call: Call): Promise<void> {
    const response = await this.#send(path, call);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
  }

  async #send(path: string[], call: Call): Promise<Response> {
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) {
        search.set(key, String(value));
      }
    }
    const query = search.size > 0 ? `?${search}` : '';
    const route = path.map(encodeURIComponent).join('/');
    return this.#fetch(`${await this.#baseUrl()}/v1/${route}${query}`, {
      method: call.method ?? 'GET',
      signal: call.signal,
      headers: {
        ...(call.body !== undefined && { 'Content-Type': 'application/json' }),
        ...call.headers,
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    });
  }

  async #read<T>(response: Response, call: Call): Promise<T> {
    const { refused: Refused } = call;
    if (response.status === 422 && Refused) {
      const refusal: { problems: Problem[]; error: { message: string } } =
        await response.json();
      throw new Refused(refusal.error.message, refusal.problems);
    }
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}

function workloadPath(application: string, workload: string): string[] {
  return ['applications', application, 'workloads', workload];
}

function previewPath(application: string, key: string): string[] {
  return ['applications', application, 'previews', key];
}

function inside(application: string, environment: string): string[] {
  return ['applications', application, 'environments', environment];
}

function objectPath(application: string, environment: string, uid: string) {
  return [...inside(application, environment), 'runtime', 'objects', uid];
}

function asQuery({ previous, ...query }: RuntimeLogQuery): Query {
  return { ...query, previous: previous ? 'true' : undefined };
}

function askedOnce({
  idempotencyKey,
}: {
  idempotencyKey?: string;
}): Record<string, string> {
  return idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {};
}
