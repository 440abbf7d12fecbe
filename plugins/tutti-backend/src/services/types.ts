import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Application,
  ApplicationSettings,
  ApplicationSummary,
  ConsentNeeded,
  Deployment,
  DeploymentDetail,
  EnvironmentSummary,
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
  Workload,
} from '@tutti/plugin-tutti-common';
import { JsonValue } from '@tutti/engine';
import { EnvironmentPath, Place } from './Lookup';

export type { EnvironmentPath } from './Lookup';

/** Who asks, and with which right. */
export interface Caller {
  credentials: BackstageCredentials;
  /** Entity ref of a user, or a service's subject: what is recorded. */
  name: string;
  isUser: boolean;
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
  limit: number;
  cursor?: string;
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
  list(
    query: ApplicationQuery,
    caller: Caller,
  ): Promise<{ items: ApplicationSummary[]; next?: string }>;
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
  changeSettings(
    name: string,
    settings: ApplicationSettings,
    caller: Caller,
  ): Promise<Application>;
  delete(name: string, caller: Caller): Promise<void>;
}

export interface WorkloadsService {
  get(application: string, name: string, caller: Caller): Promise<Workload>;
  /** @throws Refused with the problems of the text; the last good text stays in use. */
  put(
    application: string,
    name: string,
    input: { score: string },
    caller: Caller,
  ): Promise<Workload>;
  remove(application: string, name: string, caller: Caller): Promise<void>;
}

export interface EnvironmentsService {
  create(
    application: string,
    input: { name: string; type: string },
    caller: Caller,
  ): Promise<EnvironmentSummary>;
  get(path: EnvironmentPath, caller: Caller): Promise<EnvironmentSummary>;
  runtime(path: EnvironmentPath, caller: Caller): Promise<Runtime>;
  unlock(path: EnvironmentPath, reason: string, caller: Caller): Promise<void>;
}

export type ValueScope = EnvironmentValue['scope'];

export interface ValuesService {
  list(path: EnvironmentPath, caller: Caller): Promise<EnvironmentValue[]>;
  put(
    path: EnvironmentPath,
    name: string,
    input: { value: JsonValue; secret: boolean; scope: ValueScope },
    caller: Caller,
  ): Promise<void>;
  remove(
    path: EnvironmentPath,
    name: string,
    scope: ValueScope,
    caller: Caller,
  ): Promise<void>;
}

/** What a decorator adds: nobody consents to what is not theirs. */
export interface Consenting {
  /** Asked of each consent that is given, before the plan is kept. @throws NotAllowedError */
  demandConsent?: (consent: ConsentNeeded) => void;
}

export interface PlansService {
  /** @throws Refused with every problem that stands against it; then nothing was stored. */
  create(
    path: EnvironmentPath,
    input: PlanInput & Consenting,
    caller: Caller,
  ): Promise<PlanRecord>;
  get(id: string, caller: Caller): Promise<PlanView>;
}

export interface DeploymentsService {
  /** @throws StalePlan when the same plan would not come out any more. */
  create(
    input: { planId: string; idempotencyKey?: string },
    caller: Caller,
  ): Promise<Deployment>;
  list(
    query: {
      application?: string;
      environment?: string;
      limit: number;
      before?: string;
    } & Visibility,
    caller: Caller,
  ): Promise<{ items: Deployment[]; next?: string }>;
  get(id: string, caller: Caller): Promise<DeploymentDetail>;
  cancel(id: string, caller: Caller): Promise<Deployment>;
}

export interface EventsService {
  /** Waits up to `waitMs` for the first one. */
  after(
    query: { deployment?: string; after: number; waitMs: number } & Visibility,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<EventPage>;
}

export interface ResourcesService {
  list(
    query: { application: string; environment?: string } & Visibility,
    caller: Caller,
  ): Promise<ResourceView[]>;
}

export interface PlatformService {
  get(caller: Caller): Promise<PlatformView>;
  explain(input: ExplainInput, caller: Caller): Promise<Explanation>;
  refresh(caller: Caller): Promise<PlatformView>;
}
