import { NotFoundError } from '@backstage/errors';
import {
  Application,
  ApplicationPage,
  ApplicationSettings,
  ApplicationSummary,
  AuditEntry,
  AuditPage,
  AuditQuery,
  BlastView,
  Build,
  BuildPage,
  BuildsQuery,
  ComparisonView,
  Deployment,
  DeploymentDetail,
  DeploymentStepsQuery,
  ClusterCheck,
  ClusterView,
  DefinitionUsage,
  DriftDecided,
  InspectInput,
  ModuleView,
  DriftDecision,
  DriftFindingPage,
  DriftFindingView,
  DriftGroupPage,
  DriftQuery,
  DriftRuling,
  DriftView,
  DeploymentEvent,
  EnvironmentSummary,
  EnvironmentValue,
  EventPage,
  ExplainInput,
  Explanation,
  NewBuild,
  NewValue,
  PlanInput,
  PlanRecord,
  PlanView,
  PlatformView,
  Preview,
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
  ImpactView,
  Lineage,
  LogLine,
  Runtime,
  RuntimeLook,
  TerminalSession,
  RuntimeNode,
  StepsQuery,
  SecretPurge,
  SecretPurged,
  ToldBuild,
  ValueVersion,
  TuttiApi,
  VersionsRow,
  WaitingPage,
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookResent,
  WebhookView,
  Why,
  Workload,
  WorkloadInput,
  WorkloadSource,
  WorkloadVersion,
} from '@tutti/plugin-tutti-common';
import { access, applicationAccess, refusedByLine } from './access';
import { ago, DAY, HOUR, MINUTE, shop, summaries, yes } from './applications';
import { auditEntries, auditPage } from './audit';
import { builds } from './builds';
import { comparison, versions } from './comparison';
import { failed, liveEvents, running, succeeded } from './deployments';
import {
  driftChosen,
  driftFindings,
  driftGroups,
  driftKey,
  driftOutcomes,
  driftRulings,
} from './drift';
import { previewOf, previews } from './previews';
import { inspected } from './modules';
import { offers } from './offers';
import { acceptedPlan, explanation, planView, wholeStagingPlan } from './plans';
import { pageOfApplications } from './pageOfApplications';
import { lineage } from './lineage';
import { pageOf } from './stepPages';
import { platform } from './platform';
import { clusterCheck, clusters } from './clusters';
import { radius, usage, uses, WAITING, waitingView } from './revisions';
import { resources, runtime, scoreOf } from './runtime';
import { objectView, runtimeNodes, treePage } from './runtimeTree';
import { environmentValues, valueVersions } from './values';
import { outlookOf, promotionsOf, roundOf } from './promotions';
import { afterDecision, waitingPage } from './waiting';
import { webhookDeliveries, webhooks } from './webhooks';
import { versionText, workloadVersions } from './workloads';

/**
 * A whole Tutti in memory: the screens run on it in `dev/` and in tests. A test replaces
 * single calls by assigning them.
 */
export class MockTutti implements TuttiApi {
  applications: ApplicationSummary[] = [...summaries];
  builds: Build[] = [...builds];
  removedValues: RemovedValue[] = [];
  details: Record<string, Application> = { [shop.name]: shop };
  deployments: Record<string, DeploymentDetail> = Object.fromEntries(
    [succeeded, failed, running].map(each => [each.id, each]),
  );
  plans: Record<string, PlanView> = {
    [planView.id]: planView,
    [acceptedPlan.id]: acceptedPlan,
  };
  values: EnvironmentValue[] = environmentValues;
  access: Why[] = access;
  scores: Record<string, string> = {};
  runtimeNodes: RuntimeNode[] = runtimeNodes;
  podLog: LogLine[] = [
    { at: '2026-11-20T12:00:00.000000000Z', text: 'listening on 8080' },
    { at: '2026-11-20T12:00:01.500000000Z', text: 'GET /healthz 200' },
  ];
  audit: AuditEntry[] = auditEntries;
  webhooks: WebhookView[] = webhooks;
  webhookDeliveries: Record<string, WebhookDelivery[]> = webhookDeliveries;
  drift: DriftFindingView[] = driftFindings;
  driftRulings: DriftRuling[] = driftRulings;
  previews: Preview[] = previews;
  offers: ResourceOffer[] = offers;
  platform: PlatformView = {
    revision: platform.revision,
    acceptedAt: ago(3 * DAY),
    acceptedBy: 'user:default/pia',
    accept: 'manual',
    waiting: { revision: WAITING, since: ago(4 * MINUTE) },
    problems: [],
    sources: [{ name: '../../examples/platform', readAt: ago(MINUTE) }],
    platform,
    allowed: { accept: { allowed: true } },
  };
  waiting: RevisionView = waitingView;
  /** To all environments of a type, the newest first. */
  rounds: PromotionRound[] = [];
  /** What checking a text says of it. */
  check?: (score: string) => Problem[];
  /** Rows of the event stream that were not given out yet, with the time when they come. */
  #stream: DeploymentEvent[] = [];
  #waiting: (() => void)[] = [];

  /** New rows of the event stream; whoever waits gets them. */
  emit(...events: DeploymentEvent[]): void {
    this.#stream.push(...events);
    this.#waiting.splice(0).forEach(wake => wake());
  }

  resources = resources;

  /** Plays the running deployment to its end, in real time. */
  play(): void {
    const events = liveEvents(running.id);
    const first = events[0].event.at;
    for (const each of events) {
      setTimeout(() => this.emit(each), each.event.at - first);
    }
  }

  async listApplications(
    query: Parameters<TuttiApi['listApplications']>[0] = {},
  ): Promise<ApplicationPage> {
    return pageOfApplications(this.applications, query);
  }

  async createApplication(input: {
    name: string;
    title?: string;
    owner?: string;
  }): Promise<Application> {
    const created: Application = {
      id: `app-${input.name}`,
      name: input.name,
      title: input.title ?? input.name,
      owner: input.owner,
      createdAt: ago(0),
      declared: false,
      offers: {},
      workloads: [],
      environments: [],
      allowed: { update: yes, delete: yes, createEnvironment: yes },
    };
    this.details[input.name] = created;
    this.applications.push(created);
    return created;
  }

  async getApplication(name: string): Promise<Application> {
    const found = this.details[name];
    if (found) return found;
    const summary = this.applications.find(each => each.name === name);
    if (!summary) throw new NotFoundError(`There is no application ${name}`);
    return { ...shop, ...summary };
  }

  async findApplication(entityRef: string): Promise<Application | undefined> {
    const found = this.applications.find(each => each.entityRef === entityRef);
    return found && this.getApplication(found.name);
  }

  async changeOwner(name: string, owner: string): Promise<Application> {
    const { claim: _, ...application } = await this.getApplication(name);
    this.details[name] = { ...application, owner };
    return this.details[name];
  }

  async changeSettings(
    name: string,
    settings: Partial<ApplicationSettings>,
  ): Promise<Application> {
    this.details[name] = { ...(await this.getApplication(name)), ...settings };
    return this.details[name];
  }

  async why({ verb }: { verb: string }): Promise<Why> {
    return { ...refusedByLine, verb };
  }

  async deleteApplication(name: string): Promise<void> {
    delete this.details[name];
    this.applications = this.applications.filter(each => each.name !== name);
  }

  async getWorkload(application: string, workload: string): Promise<Workload> {
    const { workloads } = await this.getApplication(application);
    const summary = workloads.find(each => each.name === workload);
    if (!summary) throw new NotFoundError(`There is no workload ${workload}`);
    return {
      ...summary,
      score: this.scores[workload] ?? scoreOf(workload),
      version: 4,
      updatedAt: ago(HOUR),
      updatedBy: 'user:default/maria',
      edit:
        summary.source.kind === 'managed'
          ? { kind: 'managed' }
          : { kind: 'external', url: summary.source.url },
      ...(summary.source.kind === 'repository' && { checkedAt: ago(MINUTE) }),
    };
  }

  async putWorkload(
    application: string,
    workload: string,
    input: WorkloadInput,
  ): Promise<Workload> {
    const source: WorkloadSource =
      'score' in input
        ? { kind: 'managed' }
        : {
            kind: 'repository',
            url: input.source.url ?? 'https://git.example/shop',
            from: input.source,
          };
    if ('score' in input) {
      this.scores[workload] = input.score;
    }
    const found = await this.getApplication(application);
    const present = found.workloads.find(each => each.name === workload);
    this.details[application] = {
      ...found,
      workloads: present
        ? found.workloads.map(each =>
            each.name === workload ? { ...each, source } : each,
          )
        : [
            ...found.workloads,
            {
              name: workload,
              source,
              images: { main: '.' },
              openImages: ['main'],
              resources: [],
              problems: [],
            },
          ],
    };
    return this.getWorkload(application, workload);
  }

  async checkWorkload(
    application: string,
    workload: string,
    { score }: { score: string },
  ): Promise<{ problems: Problem[] }> {
    if (this.check) return { problems: this.check(score) };
    const saved = this.details[application]?.workloads.some(
      ({ name }) => name === workload,
    )
      ? await this.getWorkload(application, workload)
      : undefined;
    return { problems: saved?.score === score ? saved.problems : [] };
  }

  async foreseeImpact(): Promise<ImpactView> {
    return { problems: [] };
  }

  async refreshWorkload(application: string, workload: string) {
    return this.getWorkload(application, workload);
  }

  async listWorkloadVersions(
    application: string,
    workload: string,
    _query?: { before?: number },
  ): Promise<{ items: WorkloadVersion[]; next?: number }> {
    return {
      items: workloadVersions(await this.getWorkload(application, workload)),
    };
  }

  async getWorkloadVersion(
    application: string,
    workload: string,
    version: number,
  ) {
    const { items } = await this.listWorkloadVersions(application, workload);
    const found = items.find(each => each.version === version);
    if (!found) throw new NotFoundError(`There is no version ${version}`);
    return { ...found, score: versionText(workload, version) };
  }

  async restoreWorkloadVersion(
    application: string,
    workload: string,
    version: number,
  ) {
    const { score } = await this.getWorkloadVersion(
      application,
      workload,
      version,
    );
    return this.putWorkload(application, workload, { score });
  }

  async removeWorkload(application: string, workload: string): Promise<void> {
    const found = await this.getApplication(application);
    this.details[application] = {
      ...found,
      workloads: found.workloads.filter(each => each.name !== workload),
    };
  }

  async createEnvironment(
    application: string,
    input: { name: string; type: string },
  ): Promise<EnvironmentSummary> {
    const found = await this.getApplication(application);
    const type = platform.environmentTypes[input.type];
    const created: EnvironmentSummary = {
      id: `env-${application}-${input.name}`,
      name: input.name,
      type: input.type,
      typeTitle: type.title ?? input.type,
      rank: type.rank,
      simulated: true,
      health: { status: 'empty', healthy: 0, of: 0 },
      endpoints: [],
      pendingChanges: found.workloads.length,
      allowed: { deploy: yes, secrets: yes },
    };
    this.details[application] = {
      ...found,
      environments: [...found.environments, created].sort(
        (a, b) => a.rank - b.rank,
      ),
    };
    return created;
  }

  async removeEnvironment(
    application: string,
    environment: string,
  ): Promise<void> {
    const found = await this.getApplication(application);
    this.details[application] = {
      ...found,
      environments: found.environments.filter(
        ({ name }) => name !== environment,
      ),
    };
  }

  async getEnvironment(
    application: string,
    environment: string,
  ): Promise<EnvironmentSummary> {
    const { environments } = await this.getApplication(application);
    const found = environments.find(each => each.name === environment);
    if (!found) {
      throw new NotFoundError(`There is no environment ${environment}`);
    }
    return found;
  }

  async listPreviews(application: string): Promise<{ items: Preview[] }> {
    return {
      items: this.previews.filter(each => each.application === application),
    };
  }

  async getPreview(application: string, key: string): Promise<Preview> {
    const { items } = await this.listPreviews(application);
    const found = items.find(each => each.key === key);
    if (!found) throw new NotFoundError(`There is no preview ${key}`);
    return found;
  }

  async putPreview(
    application: string,
    key: string,
    { title, link }: PreviewInput,
  ): Promise<Preview> {
    const { items } = await this.listPreviews(application);
    const asked: Preview = {
      ...(items.find(each => each.key === key) ?? previewOf(application, key)),
      ...(title && { title }),
      ...(link && { link }),
    };
    this.previews = [
      ...this.previews.filter(
        each => each.application !== application || each.key !== key,
      ),
      asked,
    ];
    return asked;
  }

  async closePreview(application: string, key: string) {
    this.previews = this.previews.filter(
      each => each.application !== application || each.key !== key,
    );
    return undefined;
  }

  async getPreviewComment(application: string, key: string) {
    const { message } = await this.getPreview(application, key);
    const marker = `<!-- tutti-preview ${application}/${key} -->`;
    return { marker, markdown: `${marker}\n${message}\n` };
  }

  async getRuntime(): Promise<Runtime> {
    return runtime;
  }

  async listRuntimeObjects(
    ...[, , query = {}]: Parameters<TuttiApi['listRuntimeObjects']>
  ) {
    return treePage(this.runtimeNodes, query);
  }

  async *followRuntime(
    ...[application, environment, query, { signal }]: Parameters<
      TuttiApi['followRuntime']
    >
  ): AsyncIterable<RuntimeLook> {
    yield {
      page: await this.listRuntimeObjects(application, environment, query),
      workloads: (await this.getRuntime()).workloads,
    };
    await new Promise(resolve => signal.addEventListener('abort', resolve));
  }

  async getRuntimeObject(...[, , uid]: [string, string, string]) {
    return objectView(this.#runtimeNode(uid));
  }

  async listRuntimeEvents(
    ...[, , query = {}]: Parameters<TuttiApi['listRuntimeEvents']>
  ) {
    const { uid, kind, name } = this.#runtimeNode(query.uid ?? '');
    return {
      items: [
        {
          at: ago(MINUTE),
          warning: false,
          reason: 'Scheduled',
          message: 'Successfully assigned to node-a',
          count: 1,
          uid,
          kind,
          name,
        },
      ],
    };
  }

  async getRuntimeLog() {
    return { lines: this.podLog };
  }

  async *followRuntimeLog(
    ...[, , , , { signal }]: Parameters<TuttiApi['followRuntimeLog']>
  ): AsyncIterable<LogLine[]> {
    yield this.podLog;
    // A container that runs says more some day.
    await new Promise(resolve => signal.addEventListener('abort', resolve));
  }

  /** Says what is typed, until somebody types `exit`. */
  async openTerminal(
    ...[, , , , listener]: Parameters<TuttiApi['openTerminal']>
  ): Promise<TerminalSession> {
    const say = (text: string) =>
      listener.output(new TextEncoder().encode(text.replace(/\r/g, '\r\n')));
    let line = '';
    say('$ ');
    return {
      write(text) {
        say(text);
        line += text;
        if (!line.endsWith('\r')) return;
        if (line === 'exit\r') listener.ended({ exitCode: 0 });
        else say('$ ');
        line = '';
      },
      resize: () => {},
      close: () => {},
    };
  }

  #runtimeNode(uid: string): RuntimeNode {
    const found = this.runtimeNodes.find(each => each.uid === uid);
    if (!found) throw new NotFoundError(`There is no object ${uid} any more`);
    return found;
  }

  /** As the server: one entry for each name, with what it overrides. */
  async listValues() {
    const [everywhere, here] = (['application', 'environment'] as const).map(
      scope => this.values.filter(each => each.scope === scope),
    );
    const items: EnvironmentValue[] = [
      ...everywhere.filter(
        ({ name }) => !here.some(each => each.name === name),
      ),
      ...here.map(each => {
        const overrides = everywhere.find(({ name }) => name === each.name);
        return { ...each, ...(overrides && { overrides }) };
      }),
    ];
    return { items, removed: this.removedValues };
  }

  async listValueVersions(
    _application: string,
    _environment: string,
    name: string,
  ) {
    const items = valueVersions(this.values, name);
    return { items };
  }

  async restoreValue(
    application: string,
    environment: string,
    name: string,
    version: Pick<ValueVersion, 'scope' | 'version' | 'secret'>,
  ): Promise<void> {
    const { items } = await this.listValueVersions(
      application,
      environment,
      name,
    );
    const found = items.find(
      each => each.scope === version.scope && each.version === version.version,
    );
    if (!found) throw new NotFoundError(`There is no such version of ${name}`);
    await this.putValue(application, environment, name, {
      value: found.value,
      secret: found.secret,
      scope: found.scope,
    });
  }

  async purgeSecret(
    _application: string,
    _environment: string,
    name: string,
    { version }: SecretPurge,
  ): Promise<SecretPurged> {
    const newest = this.values.find(each => each.secret && each.name === name);
    if (!newest) throw new NotFoundError(`There is no secret ${name}`);
    return {
      versions: [version ?? newest.version],
      remains: [],
    };
  }

  async listAccess() {
    return { items: this.access };
  }

  async listApplicationAccess() {
    return { items: applicationAccess };
  }

  async putValue(
    _application: string,
    _environment: string,
    name: string,
    input: NewValue,
  ): Promise<void> {
    const { scope = 'environment' } = input;
    const from = 'from' in input ? input.from : undefined;
    const value = 'from' in input ? undefined : input.value;
    const secret = 'from' in input || input.secret === true;
    const before = this.values.find(
      each => each.name === name && each.scope === scope,
    );
    this.values = [
      ...this.values.filter(each => each.name !== name || each.scope !== scope),
      {
        name,
        ...(!secret && { value }),
        ...(from && { from }),
        secret,
        scope,
        version: (before?.version ?? 0) + 1,
        updatedAt: ago(0),
        updatedBy: 'user:default/maria',
        pending: true,
      },
    ];
  }

  async removeValue(
    _application: string,
    _environment: string,
    name: string,
    scope: 'application' | 'environment' = 'environment',
  ): Promise<void> {
    this.values = this.values.filter(
      each => each.name !== name || each.scope !== scope,
    );
  }

  async createPlan(
    application: string,
    environment: string,
    input: PlanInput = {},
  ): Promise<PlanRecord> {
    const model = input.consent?.length ? acceptedPlan : planView;
    const made = { ...model, application, environment, input };
    this.plans[made.id] = made;
    return made;
  }

  async getPlan(id: string): Promise<PlanView> {
    const found = this.plans[id];
    if (!found) throw new NotFoundError(`There is no plan ${id}`);
    return found;
  }

  async listPlanSteps(id: string, query: StepsQuery = {}) {
    const found = this.plans[id]?.steps ?? wholeStagingPlan.steps;
    return pageOf(
      found.map((step, position) => ({ ...step, position })),
      query,
    );
  }

  async deploy(_planId: string): Promise<Deployment> {
    return running;
  }

  async queueChange(): Promise<Deployment> {
    return running;
  }

  async createBuild({ score: _, ...build }: NewBuild): Promise<ToldBuild> {
    const told: Build = {
      ...build,
      container: build.container ?? 'main',
      id: `build-${this.builds.length + 1}`,
      at: ago(0),
      by: 'user:default/guest',
      outcomes: [],
    };
    this.builds = [told, ...this.builds];
    return told;
  }

  async listBuilds({
    application,
    workload,
    commit,
    limit = 20,
    cursor,
  }: BuildsQuery = {}): Promise<BuildPage> {
    const found = this.builds.filter(
      each =>
        (!application || each.application === application) &&
        (!workload || each.workload === workload) &&
        (!commit || each.commit === commit),
    );
    const from = cursor ? found.findIndex(each => each.id === cursor) + 1 : 0;
    const items = found.slice(from, from + limit);
    return {
      items,
      ...(found.length > from + limit && { next: items[items.length - 1].id }),
    };
  }

  async getBuild(id: string): Promise<Build> {
    const found = this.builds.find(each => each.id === id);
    if (!found) throw new NotFoundError(`There is no build ${id}`);
    return found;
  }

  async listDeployments(query?: {
    environment?: string;
    before?: string;
  }): Promise<{ items: Deployment[]; next?: string }> {
    const items = Object.values(this.deployments)
      .filter(
        each => !query?.environment || each.environment === query.environment,
      )
      .sort((a, b) => b.number - a.number);
    return { items };
  }

  async getDeployment(id: string): Promise<DeploymentDetail> {
    const found = this.deployments[id];
    if (!found) throw new NotFoundError(`There is no deployment ${id}`);
    return found;
  }

  async listDeploymentSteps(id: string, query: DeploymentStepsQuery = {}) {
    const { steps } = await this.getDeployment(id);
    return pageOf(steps, query);
  }

  async getEvents(query: {
    deployment?: string;
    after: number;
    wait?: number;
    signal?: AbortSignal;
  }): Promise<EventPage> {
    const page = () => {
      const events = this.#stream.filter(
        each =>
          each.id > query.after &&
          (!query.deployment || each.deploymentId === query.deployment),
      );
      return { events, last: events.at(-1)?.id ?? query.after };
    };
    if (page().events.length > 0 || !query.wait) return page();
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push(resolve);
      query.signal?.addEventListener('abort', () =>
        reject(new DOMException('aborted', 'AbortError')),
      );
    });
    return page();
  }

  async cancelDeployment(id: string): Promise<Deployment> {
    const cancelled = await this.getDeployment(id);
    this.deployments[id] = { ...cancelled, status: 'cancelling' };
    return this.deployments[id];
  }

  async unlockEnvironment(): Promise<void> {}

  async decide(
    id: string,
    decision: { decision: 'approve' | 'reject'; comment?: string },
  ): Promise<Deployment> {
    const detail = await this.getDeployment(id);
    this.deployments[id] = afterDecision(
      detail,
      'user:default/maria',
      decision,
    );
    return this.deployments[id];
  }

  async overrideWindow(id: string, _reason: string): Promise<Deployment> {
    const { waits: _, ...detail } = await this.getDeployment(id);
    this.deployments[id] = detail;
    return detail;
  }

  async setGate(id: string): Promise<Deployment> {
    return this.getDeployment(id);
  }

  async listPromotions(application: string): Promise<PromotionList> {
    return {
      ...promotionsOf(this.details[application]?.environments ?? []),
      rounds: this.rounds,
    };
  }

  async getPromotionOutlook(
    application: string,
    input: PromotionInput,
  ): Promise<PromotionOutlook> {
    return outlookOf(this.details[application]?.environments ?? [], input);
  }

  async promoteToAll(
    application: string,
    input: PromotionInput,
  ): Promise<PromotionRound> {
    const round = roundOf(await this.getPromotionOutlook(application, input));
    this.rounds = [round, ...this.rounds];
    return round;
  }

  async stopPromotion(_: string, id: string): Promise<PromotionRound> {
    this.rounds = this.rounds.map(round =>
      round.id === id ? { ...round, state: 'stopped' } : round,
    );
    const [stopped] = this.rounds.filter(round => round.id === id);
    return stopped;
  }

  async listWaiting(
    query: { limit?: number; cursor?: string } = {},
  ): Promise<WaitingPage> {
    return waitingPage(
      Object.values(this.deployments),
      Object.values(this.details).flatMap(({ name, title, environments }) =>
        environments.map(environment => ({
          application: name,
          applicationTitle: title,
          environment,
        })),
      ),
      query,
    );
  }

  async getLineage(
    _application: string,
    _environment: string,
    _uid: string,
  ): Promise<Lineage> {
    return lineage;
  }

  async listAudit(query: AuditQuery = {}): Promise<AuditPage> {
    return auditPage(this.audit, query);
  }

  async listWebhooks(): Promise<{ items: WebhookView[] }> {
    return { items: this.webhooks };
  }

  async listWebhookDeliveries(
    webhook: string,
    query: {
      status?: WebhookDelivery['status'];
      limit?: number;
      cursor?: string;
    } = {},
  ): Promise<WebhookDeliveryPage> {
    const all = this.webhookDeliveries[webhook];
    if (!all) throw new NotFoundError(`There is no webhook '${webhook}'`);
    const { status, limit = 50, cursor } = query;
    const found = all
      .filter(delivery => (status ?? delivery.status) === delivery.status)
      .slice(Number(cursor ?? 0));
    return {
      items: found.slice(0, limit),
      ...(found.length > limit && {
        next: String(Number(cursor ?? 0) + limit),
      }),
    };
  }

  async resendWebhookDelivery(
    webhook: string,
    id: string,
  ): Promise<WebhookDelivery> {
    const { items } = await this.listWebhookDeliveries(webhook);
    const found = items.find(delivery => delivery.id === id);
    if (!found)
      throw new NotFoundError(`Webhook ${webhook} has no delivery '${id}'`);
    const again = { ...found, status: 'pending' as const, dueAt: ago(0) };
    this.webhookDeliveries = {
      ...this.webhookDeliveries,
      [webhook]: items.map(each => (each.id === id ? again : each)),
    };
    return again;
  }

  async resendWebhook(webhook: string): Promise<WebhookResent> {
    const { items } = await this.listWebhookDeliveries(webhook);
    const isSent = ({ status }: WebhookDelivery) => status === 'delivered';
    this.webhookDeliveries = {
      ...this.webhookDeliveries,
      [webhook]: items.map(each =>
        isSent(each)
          ? each
          : { ...each, status: 'pending' as const, dueAt: ago(0) },
      ),
    };
    return { count: items.filter(each => !isSent(each)).length };
  }

  async listDrift(_query: DriftQuery = {}): Promise<DriftGroupPage> {
    const items = driftGroups(this.drift);
    return { items, total: items.length };
  }

  async listDriftFindings(
    query: DriftQuery & { cause?: string } = {},
  ): Promise<DriftFindingPage> {
    const { cause } = query;
    const items = this.drift.filter(
      finding => cause === undefined || driftKey(finding) === cause,
    );
    return { items, total: items.length };
  }

  async decideDrift(decision: DriftDecision): Promise<DriftDecided> {
    const chosen = driftChosen(this.drift, decision);
    this.drift = this.drift.filter(finding => !chosen.includes(finding));
    return driftOutcomes(chosen, decision, running.id);
  }

  async getDrift(application: string, environment: string): Promise<DriftView> {
    const items = this.drift.filter(
      finding =>
        finding.application === application &&
        finding.environment === environment,
    );
    return {
      checkedAt: ago(MINUTE),
      checked: 42,
      candidates: items.length,
      unsure: [],
      every: '15m',
      repair: 'manual',
      items,
      total: items.length,
      rulings: environment === 'staging' ? this.driftRulings : [],
      allowed: { check: yes },
    };
  }

  checkDrift(application: string, environment: string): Promise<DriftView> {
    return this.getDrift(application, environment);
  }

  async endDriftRuling(
    _application: string,
    _environment: string,
    ruling: string,
  ): Promise<void> {
    this.driftRulings = this.driftRulings.filter(({ id }) => id !== ruling);
  }

  async holdAutomation(
    application: string,
    environment: string,
    reason: string,
  ): Promise<void> {
    const hold = { by: 'user:default/maria', since: ago(DAY), reason };
    this.#change(application, environment, found => ({ ...found, hold }));
  }

  async resumeAutomation(
    application: string,
    environment: string,
  ): Promise<void> {
    this.#change(application, environment, ({ hold: _, ...found }) => found);
  }

  #change(
    application: string,
    environment: string,
    change: (found: EnvironmentSummary) => EnvironmentSummary,
  ): void {
    const found = this.details[application];
    this.details[application] = {
      ...found,
      environments: found.environments.map(each =>
        each.name === environment ? change(each) : each,
      ),
    };
  }

  async listResources(query: {
    application: string;
    environment?: string;
    address?: string;
    search?: string;
  }): Promise<{ items: ResourceView[]; next?: string }> {
    const { environment, address, search = '' } = query;
    return {
      items: this.resources.filter(
        each =>
          (!environment || each.environment === environment) &&
          (!address || each.address === address) &&
          each.address.includes(search),
      ),
    };
  }

  async listOffers(): Promise<{ items: ResourceOffer[] }> {
    return { items: this.offers };
  }

  async listPlatformOffers(): Promise<{ items: ResourceOffer[] }> {
    return { items: this.offers };
  }

  async compare(): Promise<ComparisonView> {
    return comparison;
  }

  async listVersions(): Promise<{ items: VersionsRow[] }> {
    return { items: versions };
  }

  async getPlatform(): Promise<PlatformView> {
    return this.platform;
  }

  async explain(input: ExplainInput): Promise<Explanation> {
    return explanation(input.type, 'postgres-in-cluster');
  }

  async listClusters(): Promise<{ items: ClusterView[] }> {
    return { items: clusters };
  }

  async checkCluster(
    cluster: string,
    namespace?: string,
  ): Promise<ClusterCheck> {
    return clusterCheck(cluster, namespace);
  }

  async inspectModule(input: InspectInput): Promise<ModuleView> {
    return inspected(input);
  }

  async refreshPlatform(): Promise<PlatformView> {
    return this.getPlatform();
  }

  async listDefinitionUsage(): Promise<{ items: DefinitionUsage[] }> {
    return { items: usage };
  }

  async listPlatformUses(): Promise<{ items: RevisionUse[] }> {
    return { items: uses };
  }

  async getPlatformRevision(revision: string): Promise<RevisionView> {
    if (revision !== this.waiting.revision) {
      throw new NotFoundError(`There is no platform revision '${revision}'`);
    }
    return this.waiting;
  }

  async getBlastRadius(): Promise<BlastView> {
    return radius;
  }

  async acceptPlatform(revision: string): Promise<void> {
    const { waiting: _, ...view } = this.platform;
    this.platform = { ...view, revision };
  }
}
