import { JsonObject, TargetCall } from '@tutti/engine';
import { describedShape, Shape } from '@tutti/kubernetes';
import { Cluster } from './Cluster';
import { rootOf } from './Discovery';
import { refusalError } from './errors';
import { isObject, textAt } from './json';

/** A plan waits for it, and is as good as before without it. */
const DEADLINE_MS = 3_000;

/**
 * One look at how a cluster describes its kinds (`/openapi/v3`): every document is asked for once,
 * and only when one of its kinds is met for the first time.
 */
export class Descriptions {
  #index?: Promise<JsonObject>;
  readonly #documents = new Map<string, Promise<JsonObject>>();

  constructor(private readonly cluster: Cluster) {}

  /** Undefined where the cluster says the same as we do, or nothing that can be understood. */
  async shapeOf(apiVersion: string, kind: string): Promise<Shape | undefined> {
    try {
      this.#index ??= this.#ask('/openapi/v3');
      const group = rootOf(apiVersion).slice(1);
      const hash = hashOf(
        textAt(await this.#index, 'paths', group, 'serverRelativeURL'),
      );
      if (hash === undefined) return undefined;
      return await this.cluster.shapes.of(
        `${hash} ${apiVersion} ${kind}`,
        async () =>
          describedShape(await this.#document(group), apiVersion, kind),
      );
    } catch {
      // Only advice: the cluster itself judges what is sent to it, and says why it refuses.
      return undefined;
    }
  }

  /** By our own path: the one that the index names could lead anywhere. */
  #document(group: string): Promise<JsonObject> {
    const known = this.#documents.get(group);
    if (known) return known;
    const asked = this.#ask(`/openapi/v3/${group}`);
    this.#documents.set(group, asked);
    return asked;
  }

  async #ask(path: string): Promise<JsonObject> {
    const call: TargetCall = {
      signal: new AbortController().signal,
      timeoutMs: DEADLINE_MS,
    };
    const deed = 'ask how it describes its kinds';
    const answer = await this.cluster.send({ method: 'GET', path, deed }, call);
    if (answer.status !== 200 || !isObject(answer.body)) {
      throw refusalError({ cluster: this.cluster.name, deed }, answer);
    }
    return answer.body;
  }
}

function hashOf(url: string | undefined): string | undefined {
  return /[?&]hash=([^&]+)/.exec(url ?? '')?.[1];
}
