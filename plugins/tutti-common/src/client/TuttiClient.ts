import { ResponseError } from '@backstage/errors';
import type { Problem } from '@tutti/engine';
import type {
  Application,
  ApplicationVerb,
  ApplicationSettings,
  ApplicationSummary,
  Deployment,
  DeploymentDetail,
  EnvironmentSummary,
  EnvironmentVerb,
  EnvironmentValue,
  EventPage,
  ExplainInput,
  Explanation,
  PlanInput,
  PlanRecord,
  PlanView,
  PlatformView,
  ResourceView,
  Runtime,
  Why,
  Workload,
} from '../types';
import { PlanRefusedError, RefusedError, WorkloadRefusedError } from './errors';
import type { TuttiApi } from './TuttiApi';

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
export class TuttiClient implements TuttiApi {
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

  listApplications(
    query: {
      search?: string;
      owner?: string;
      limit?: number;
      cursor?: string;
    } = {},
  ) {
    return this.#json<{ items: ApplicationSummary[]; next?: string }>(
      ['applications'],
      { query },
    );
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

  async findApplication(entityRef: string) {
    const response = await this.#send(['applications', 'by-entity'], {
      query: { entityRef },
    });
    if (response.status === 404) {
      return undefined;
    }
    return this.#read<Application>(response, {});
  }

  changeOwner(application: string, owner: string) {
    return this.#json<Application>(['applications', application, 'owner'], {
      method: 'PUT',
      body: { owner },
    });
  }

  changeSettings(application: string, settings: ApplicationSettings) {
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

  getWorkload(application: string, workload: string) {
    return this.#json<Workload>([
      'applications',
      application,
      'workloads',
      workload,
    ]);
  }

  putWorkload(application: string, workload: string, input: { score: string }) {
    return this.#json<Workload>(
      ['applications', application, 'workloads', workload],
      { method: 'PUT', body: input, refused: WorkloadRefusedError },
    );
  }

  removeWorkload(application: string, workload: string) {
    return this.#nothing(['applications', application, 'workloads', workload], {
      method: 'DELETE',
    });
  }

  createEnvironment(
    application: string,
    input: { name: string; type: string },
  ) {
    return this.#json<EnvironmentSummary>(
      ['applications', application, 'environments'],
      { method: 'POST', body: input },
    );
  }

  getEnvironment(application: string, environment: string) {
    return this.#json<EnvironmentSummary>(inside(application, environment));
  }

  getRuntime(application: string, environment: string) {
    return this.#json<Runtime>([
      ...inside(application, environment),
      'runtime',
    ]);
  }

  listValues(application: string, environment: string) {
    return this.#json<{ items: EnvironmentValue[] }>([
      ...inside(application, environment),
      'values',
    ]);
  }

  putValue(
    application: string,
    environment: string,
    name: string,
    input: {
      value: unknown;
      secret?: boolean;
      scope?: 'application' | 'environment';
    },
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

  createPlan(application: string, environment: string, input: PlanInput = {}) {
    return this.#json<PlanRecord>(
      [...inside(application, environment), 'plans'],
      { method: 'POST', body: input, refused: PlanRefusedError },
    );
  }

  getPlan(id: string) {
    return this.#json<PlanView>(['plans', id]);
  }

  deploy(planId: string, options: { idempotencyKey?: string } = {}) {
    return this.#json<Deployment>(['deployments'], {
      method: 'POST',
      body: { planId },
      refused: PlanRefusedError,
      headers: options.idempotencyKey
        ? { 'Idempotency-Key': options.idempotencyKey }
        : {},
    });
  }

  listDeployments(
    query: {
      application?: string;
      environment?: string;
      limit?: number;
      before?: string;
    } = {},
  ) {
    return this.#json<{ items: Deployment[]; next?: string }>(['deployments'], {
      query,
    });
  }

  getDeployment(id: string) {
    return this.#json<DeploymentDetail>(['deployments', id]);
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

  unlockEnvironment(application: string, environment: string, reason: string) {
    return this.#nothing([...inside(application, environment), 'unlock'], {
      method: 'POST',
      body: { reason },
    });
  }

  listResources(query: { application: string; environment?: string }) {
    return this.#json<{ items: ResourceView[] }>(['resources'], { query });
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

  refreshPlatform() {
    return this.#json<PlatformView>(['platform', 'refresh'], {
      method: 'POST',
    });
  }

  async #json<T>(path: string[], call: Call = {}): Promise<T> {
    return this.#read<T>(await this.#send(path, call), call);
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

function inside(application: string, environment: string): string[] {
  return ['applications', application, 'environments', environment];
}
