import { setTimeout as pause } from 'node:timers/promises';
import {
  Deployment,
  DeploymentDetail,
  FINAL_STATUSES,
  PlanInput,
  PlanRecord,
} from '@tutti/plugin-tutti-common';
import { Place } from './Place';

export interface Answer<T> {
  status: number;
  body: T;
}

/** The backend is busy, away for a moment, or its database or its cluster is. */
function mayHelp({ status, body }: Answer<unknown>): boolean {
  return (
    [0, 429, 502, 503].includes(status) ||
    (status === 422 && JSON.stringify(body).includes('"TargetUnavailable"'))
  );
}

/** Of a plan beside a run: the next one, of the same, sees the whole. */
function sawHalf({ status, body }: Answer<unknown>): boolean {
  return (
    status === 422 &&
    /exists already and (nobody says|is not of)/.test(JSON.stringify(body))
  );
}

const PATIENCE_MS = 20 * 60_000;

/** The HTTP API as one person calls it; who is told to wait, waits. */
export class Api {
  constructor(
    private readonly address: string,
    private readonly authorization: string,
  ) {}

  /** @returns whatever was answered, refusals too. */
  async ask<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<T>> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.once<T>(method, path, body);
      if (!mayHelp(answer) || Date.now() > end) {
        return answer;
      }
      await pause(200);
    }
  }

  /** One try: status 0 when nobody answered. */
  async once<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<T>> {
    try {
      const response = await fetch(`${this.address}/api/tutti/v1${path}`, {
        method,
        headers: {
          authorization: this.authorization,
          'content-type': 'application/json',
          // However long a plan takes.
          prefer: 'wait=30',
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        body: text ? JSON.parse(text) : undefined,
      };
    } catch (error) {
      // What `T` is, nobody said.
      return { status: 0, body: String(error) as T };
    }
  }

  async get<T>(path: string): Promise<T> {
    return this.#good(await this.ask<T>('GET', path), `GET ${path}`);
  }

  async post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.#good(await this.ask<T>('POST', path, body), `POST ${path}`);
  }

  async put<T>(path: string, body: unknown): Promise<T> {
    return this.#good(await this.ask<T>('PUT', path, body), `PUT ${path}`);
  }

  async plan(place: Place, input: PlanInput): Promise<PlanRecord> {
    return this.#good(
      await this.#made<PlanRecord>(place, input),
      `POST ${pathOf(place)}/plans`,
    );
  }

  /** A plan, or why there is none, however long it takes to make. */
  async #made<T extends { id: string }>(
    place: Place,
    input: PlanInput,
  ): Promise<Answer<T>> {
    let answer = await this.ask<T>('POST', `${pathOf(place)}/plans`, input);
    while (answer.status === 202) {
      answer = await this.ask<T>('GET', `/plans/${answer.body.id}`);
    }
    // To look at a refusal is no error, as to be refused is. Whoever deploys plans again.
    return Reflect.get(Object(answer.body), 'state') === 'refused'
      ? { ...answer, status: 409 }
      : answer;
  }

  /**
   * Plans and queues; plans again where somebody was quicker, or the environment is locked, or the plan was
   * made while a run made an object: it knew the object and not yet whose it is.
   */
  async deploy(place: Place, input: PlanInput): Promise<Deployment> {
    return this.#unlessRefused(async () => {
      const { status, body } = await this.#made(place, input);
      return status < 300 && status > 0
        ? this.ask<Deployment>('POST', '/deployments', { planId: body.id })
        : // A refusal, which is no deployment either way.
          { status, body: body as Deployment };
    });
  }

  /** Queues a change, which is planned when its turn has come. */
  change(
    { application, environment }: Place,
    input: PlanInput,
  ): Promise<Deployment> {
    return this.#unlessRefused(() =>
      this.ask('POST', '/deployments', { application, environment, input }),
    );
  }

  deployment(id: string): Promise<DeploymentDetail> {
    return this.get(`/deployments/${id}`);
  }

  /** @throws Error that says where it hangs. */
  async ended(id: string, patienceMs = 10 * 60_000): Promise<DeploymentDetail> {
    const end = Date.now() + patienceMs;
    for (;;) {
      const detail = await this.deployment(id);
      if (FINAL_STATUSES.includes(detail.status)) {
        return detail;
      }
      if (Date.now() > end) {
        throw new Error(
          `${id} is still ${detail.status}: ${JSON.stringify(detail.steps)}`,
        );
      }
      await pause(100);
    }
  }

  async #unlessRefused(
    ask: () => Promise<Answer<Deployment>>,
  ): Promise<Deployment> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await ask();
      const refused = answer.status === 409 || sawHalf(answer);
      if (!refused || Date.now() > end) {
        return this.#good(answer, 'POST /deployments');
      }
      await pause(200);
    }
  }

  #good<T>({ status, body }: Answer<T>, what: string): T {
    if (status === 0 || status >= 300) {
      throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
    }
    return body;
  }
}

export function pathOf({ application, environment }: Place): string {
  return `/applications/${application}/environments/${environment}`;
}
