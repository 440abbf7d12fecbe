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

/**
 * Tutti's HTTP API (`/api/tutti/v1`) as calls. Every call rejects with a `ResponseError`
 * of the server's answer; a refused plan rejects with `PlanRefusedError`.
 */
export interface TuttiApi {
  /** `GET /applications?search=&owner=&limit=&cursor=` by name, `app-2` before `app-10`. */
  listApplications(query?: {
    search?: string;
    owner?: string;
    limit?: number;
    /** The `next` of the page before. */
    cursor?: string;
  }): Promise<{ items: ApplicationSummary[]; next?: string }>;
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
    settings: ApplicationSettings,
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

  /** `GET /applications/:application/workloads/:workload` */
  getWorkload(application: string, workload: string): Promise<Workload>;
  /** `PUT /applications/:application/workloads/:workload` `{score}`: adds or edits a managed one. */
  putWorkload(
    application: string,
    workload: string,
    input: { score: string },
  ): Promise<Workload>;
  /** `DELETE /applications/:application/workloads/:workload` */
  removeWorkload(application: string, workload: string): Promise<void>;

  /** `POST /applications/:application/environments` */
  createEnvironment(
    application: string,
    input: { name: string; type: string },
  ): Promise<EnvironmentSummary>;
  /** `GET /applications/:application/environments/:environment` */
  getEnvironment(
    application: string,
    environment: string,
  ): Promise<EnvironmentSummary>;
  /** `GET …/runtime` */
  getRuntime(application: string, environment: string): Promise<Runtime>;

  /** `GET …/values` */
  listValues(
    application: string,
    environment: string,
  ): Promise<{ items: EnvironmentValue[] }>;
  /** `PUT …/values/:name`; with `secret: true` the value is write-only. */
  putValue(
    application: string,
    environment: string,
    name: string,
    input: {
      value: unknown;
      secret?: boolean;
      scope?: 'application' | 'environment';
    },
  ): Promise<void>;
  /** `DELETE …/values/:name` */
  removeValue(
    application: string,
    environment: string,
    name: string,
    scope?: 'application' | 'environment',
  ): Promise<void>;

  /** `POST …/plans` */
  createPlan(
    application: string,
    environment: string,
    input?: PlanInput,
  ): Promise<PlanRecord>;
  /** `GET /plans/:id` */
  getPlan(id: string): Promise<PlanView>;

  /** `POST /deployments` `{planId}`; 409 `StalePlan` with what moved. */
  deploy(
    planId: string,
    options?: { idempotencyKey?: string },
  ): Promise<Deployment>;
  /** `GET /deployments?application=&environment=&limit=&before=` newest first. */
  listDeployments(query?: {
    application?: string;
    environment?: string;
    limit?: number;
    before?: string;
  }): Promise<{ items: Deployment[]; next?: string }>;
  /** `GET /deployments/:id` */
  getDeployment(id: string): Promise<DeploymentDetail>;
  /** `GET /events?deployment=&after=&wait=`: waits up to `wait` seconds for the next one. */
  getEvents(query: {
    deployment?: string;
    after: number;
    wait?: number;
    signal?: AbortSignal;
  }): Promise<EventPage>;
  /** `POST /deployments/:id/cancel` */
  cancelDeployment(id: string): Promise<Deployment>;
  /** `POST …/unlock` `{reason}`: after `interrupted` with an unknown operation. */
  unlockEnvironment(
    application: string,
    environment: string,
    reason: string,
  ): Promise<void>;

  /** `GET /resources?application=&environment=` */
  listResources(query: {
    application: string;
    environment?: string;
  }): Promise<{ items: ResourceView[] }>;

  /** `GET /platform` */
  getPlatform(): Promise<PlatformView>;
  /** `POST /platform/explain` */
  explain(input: ExplainInput): Promise<Explanation>;
  /** `POST /platform/refresh`: reads the sources again now. */
  refreshPlatform(): Promise<PlatformView>;
}
