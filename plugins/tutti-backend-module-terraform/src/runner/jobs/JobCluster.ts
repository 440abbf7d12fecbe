import { JsonObject } from '@tutti/engine';
import {
  type ApiAnswer,
  type ApiRequest,
  type ConfiguredCluster,
  objectsAt,
  textAt,
} from '@tutti/plugin-tutti-backend-module-kubernetes';
import { JobState, judgeJob } from './JobState';
import { CONTAINER, WORK_SELECTOR } from './manifests';

const TIMEOUT_MS = 30_000;
/** A log is followed for as long as a work may last. */
const FOLLOW_MS = 2 ** 31 - 1;
const PAGE = 500;

/** What the runner asks of its cluster. All methods throw TargetError. */
export class JobCluster {
  constructor(
    private readonly cluster: () => Promise<ConfiguredCluster>,
    private readonly namespace: string,
  ) {}

  /** @returns its uid; undefined when there is one of this name */
  async makeJob(name: string, job: JsonObject): Promise<string | undefined> {
    const answer = await this.#ask(
      {
        method: 'POST',
        path: this.#jobs(),
        body: job,
        deed: `make Job ${this.namespace}/${name}`,
      },
      [409],
    );
    return answer.status === 409
      ? undefined
      : textAt(answer.body, 'metadata', 'uid');
  }

  /** Undefined when there is none. */
  async uidOf(name: string): Promise<string | undefined> {
    const answer = await this.#ask(
      {
        method: 'GET',
        path: this.#jobs(name),
        deed: `read Job ${this.namespace}/${name}`,
      },
      [404],
    );
    return answer.status === 404
      ? undefined
      : textAt(answer.body, 'metadata', 'uid');
  }

  /** As it is said here, whatever an earlier attempt left. */
  async putSecret(secret: JsonObject): Promise<void> {
    const name = textAt(secret, 'metadata', 'name') ?? '';
    await this.#ask({
      method: 'PATCH',
      path: `/api/v1/namespaces/${this.namespace}/secrets/${name}`,
      query: { fieldManager: 'tutti-runner', force: 'true' },
      contentType: 'application/apply-patch+yaml',
      body: secret,
      deed: `make Secret ${this.namespace}/${name}`,
    });
  }

  /** Its pod is made. */
  async begin(name: string): Promise<void> {
    await this.#ask({
      method: 'PATCH',
      path: this.#jobs(name),
      contentType: 'application/merge-patch+json',
      body: { spec: { suspend: false } },
      deed: `begin Job ${this.namespace}/${name}`,
    });
  }

  /** It goes when its pod has ended. One that is gone already is no error. */
  async removeJob(name: string): Promise<void> {
    await this.#ask(
      {
        method: 'DELETE',
        path: this.#jobs(name),
        contentType: 'application/json',
        body: {
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          propagationPolicy: 'Foreground',
        },
        deed: `delete Job ${this.namespace}/${name}`,
      },
      [404],
    );
  }

  /** All works of the namespace, by the names of their Jobs. */
  async states(): Promise<Map<string, JobState>> {
    // Pods first: one of a Job that is not there any more has ended with it.
    const pods = new Map(
      (await this.#list(`/api/v1/namespaces/${this.namespace}/pods`)).map(
        pod => [textAt(pod, 'metadata', 'labels', 'job-name') ?? '', pod],
      ),
    );
    const jobs = await this.#list(this.#jobs());
    return new Map(
      jobs.map(job => {
        const name = textAt(job, 'metadata', 'name') ?? '';
        return [name, judgeJob(job, pods.get(name))];
      }),
    );
  }

  /** What the pod's program says, from its begin; undefined where there is no log (yet, any more). */
  async log(
    pod: string,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Buffer> | undefined> {
    const request: ApiRequest = {
      method: 'GET',
      path: `/api/v1/namespaces/${this.namespace}/pods/${pod}/log`,
      query: { container: CONTAINER, follow: 'true' },
      deed: `read the log of pod ${this.namespace}/${pod}`,
    };
    const cluster = await this.cluster();
    const answer = await cluster.open(request, {
      signal,
      timeoutMs: FOLLOW_MS,
    });
    if ('chunks' in answer) return answer.chunks;
    if (answer.status === 400 || answer.status === 404) return undefined;
    throw cluster.refusal(request, answer);
  }

  async #list(path: string): Promise<JsonObject[]> {
    const items: JsonObject[] = [];
    let more = '';
    do {
      const answer = await this.#ask({
        method: 'GET',
        path,
        query: {
          labelSelector: WORK_SELECTOR,
          limit: String(PAGE),
          ...(more !== '' && { continue: more }),
        },
        deed: `list works of ${this.namespace}`,
      });
      items.push(...objectsAt(answer.body, 'items'));
      more = textAt(answer.body, 'metadata', 'continue') ?? '';
    } while (more !== '');
    return items;
  }

  /** @param fine - statuses beside success that are an answer, too */
  async #ask(request: ApiRequest, fine: number[] = []): Promise<ApiAnswer> {
    const cluster = await this.cluster();
    // Not stopped in the middle: whether something was made would not be known.
    const { signal } = new AbortController();
    const answer = await cluster.send(request, {
      signal,
      timeoutMs: TIMEOUT_MS,
    });
    if (answer.status < 300 || fine.includes(answer.status)) return answer;
    throw cluster.refusal(request, answer);
  }

  #jobs(name?: string): string {
    const jobs = `/apis/batch/v1/namespaces/${this.namespace}/jobs`;
    return name === undefined ? jobs : `${jobs}/${name}`;
  }
}
