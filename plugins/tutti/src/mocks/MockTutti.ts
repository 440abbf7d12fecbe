import { NotFoundError } from '@backstage/errors';
import {
  Application,
  ApplicationSettings,
  ApplicationSummary,
  compareNames,
  Deployment,
  DeploymentDetail,
  DeploymentEvent,
  EnvironmentSummary,
  EnvironmentValue,
  EventPage,
  Explanation,
  PlanInput,
  PlanRecord,
  PlanView,
  PlatformView,
  ResourceView,
  Runtime,
  TuttiApi,
  Why,
  Workload,
} from '@tutti/plugin-tutti-common';
import { ago, DAY, HOUR, MINUTE, shop, summaries, yes } from './applications';
import { failed, liveEvents, running, succeeded } from './deployments';
import { acceptedPlan, planView } from './plans';
import { platform } from './platform';
import { resources, runtime, scoreOf } from './runtime';

const ENVIRONMENT_VALUES: EnvironmentValue[] = [
  {
    name: 'LOG_LEVEL',
    value: 'info',
    secret: false,
    scope: 'application',
    version: 3,
    updatedAt: ago(5 * DAY),
    updatedBy: 'user:default/maria',
  },
  {
    name: 'LOG_LEVEL',
    value: 'debug',
    secret: false,
    scope: 'environment',
    version: 1,
    updatedAt: ago(2 * HOUR),
    updatedBy: 'user:default/jon',
  },
  {
    name: 'PAYMENT_KEY',
    secret: true,
    scope: 'application',
    version: 2,
    updatedAt: ago(20 * MINUTE),
    updatedBy: 'user:default/maria',
  },
];

/**
 * A whole Tutti in memory: the screens run on it in `dev/` and in tests. A test replaces
 * single calls by assigning them.
 */
export class MockTutti implements TuttiApi {
  applications: ApplicationSummary[] = [...summaries];
  details: Record<string, Application> = { [shop.name]: shop };
  deployments: Record<string, DeploymentDetail> = Object.fromEntries(
    [succeeded, failed, running].map(each => [each.id, each]),
  );
  plans: Record<string, PlanView> = {
    [planView.id]: planView,
    [acceptedPlan.id]: acceptedPlan,
  };
  values: EnvironmentValue[] = ENVIRONMENT_VALUES;
  scores: Record<string, string> = {};
  /** Rows of the event stream that were not given out yet, with the time when they come. */
  #stream: DeploymentEvent[] = [];
  #waiting: (() => void)[] = [];

  /** New rows of the event stream; whoever waits gets them. */
  emit(...events: DeploymentEvent[]): void {
    this.#stream.push(...events);
    this.#waiting.splice(0).forEach(wake => wake());
  }

  /** Plays the running deployment to its end, in real time. */
  play(): void {
    const events = liveEvents(running.id);
    const first = events[0].event.at;
    for (const each of events) {
      setTimeout(() => this.emit(each), each.event.at - first);
    }
  }

  async listApplications(
    query: { limit?: number; cursor?: string } = {},
  ): Promise<{ items: ApplicationSummary[]; next?: string }> {
    const { limit = 20, cursor } = query;
    const rest = [...this.applications]
      .sort((a, b) => compareNames(a.name, b.name))
      .filter(({ name }) => !cursor || compareNames(name, cursor) > 0);
    const items = rest.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      ...(last && rest.length > limit && { next: last.name }),
    };
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
    settings: ApplicationSettings,
  ): Promise<Application> {
    this.details[name] = { ...(await this.getApplication(name)), ...settings };
    return this.details[name];
  }

  async why({ verb }: { verb: string }): Promise<Why> {
    return {
      verb,
      allowed: false,
      decidedBy: 'access',
      reason:
        'Deploying in shop/production is for group:default/release-managers (access.deploy of Production; tutti.deployment.create).',
      permission: { name: 'tutti.deployment.create', granted: true, rules: [] },
      access: {
        line: 'access.deploy of Production',
        granted: false,
        principals: ['group:default/release-managers'],
      },
      who: ['group:default/release-managers'],
    };
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
    };
  }

  async putWorkload(
    application: string,
    workload: string,
    input: { score: string },
  ): Promise<Workload> {
    this.scores[workload] = input.score;
    const found = await this.getApplication(application);
    if (!found.workloads.some(each => each.name === workload)) {
      this.details[application] = {
        ...found,
        workloads: [
          ...found.workloads,
          {
            name: workload,
            source: { kind: 'managed' },
            images: { main: '.' },
            openImages: ['main'],
            resources: [],
            problems: [],
          },
        ],
      };
    }
    return this.getWorkload(application, workload);
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

  async getRuntime(): Promise<Runtime> {
    return runtime;
  }

  async listValues(): Promise<{ items: EnvironmentValue[] }> {
    return { items: this.values };
  }

  async putValue(
    _application: string,
    _environment: string,
    name: string,
    input: {
      value: unknown;
      secret?: boolean;
      scope?: 'application' | 'environment';
    },
  ): Promise<void> {
    const { secret = false, scope = 'environment', value } = input;
    this.values = [
      ...this.values.filter(each => each.name !== name || each.scope !== scope),
      {
        name,
        ...(!secret && { value }),
        secret,
        scope,
        version: 1,
        updatedAt: ago(0),
        updatedBy: 'user:default/maria',
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

  async deploy(): Promise<Deployment> {
    return running;
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

  async listResources(query: {
    application: string;
    environment?: string;
  }): Promise<{ items: ResourceView[] }> {
    return {
      items: resources.filter(
        each => !query.environment || each.environment === query.environment,
      ),
    };
  }

  async getPlatform(): Promise<PlatformView> {
    return { revision: platform.revision, problems: [], platform };
  }

  async explain(): Promise<Explanation> {
    throw new NotFoundError('Nothing to explain here');
  }

  async refreshPlatform(): Promise<PlatformView> {
    return this.getPlatform();
  }
}
