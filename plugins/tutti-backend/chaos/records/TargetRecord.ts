import { setTimeout as pause } from 'node:timers/promises';

/** What the cluster itself says that happened to one object. */
export interface Change {
  /** One counter for all objects of the cluster: its order of things. */
  version: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  plural: string;
  namespace: string;
  name: string;
  uid: string;
  /** Of the first container; empty for what has none. */
  image: string;
  generation: number;
}

interface Live {
  metadata: {
    name: string;
    namespace?: string;
    uid: string;
    resourceVersion: string;
    generation?: number;
    deletionTimestamp?: string;
  };
  spec?: { template?: { spec?: { containers?: { image: string }[] } } };
}

const PATHS = {
  namespaces: '/api/v1/namespaces',
  secrets: '/api/v1/secrets',
  services: '/api/v1/services',
  configmaps: '/api/v1/configmaps',
  deployments: '/apis/apps/v1/deployments',
};

/** Follows the cluster from its beginning: its own record, in its own order. */
export class TargetRecord {
  readonly changes: Change[] = [];
  readonly #stop = new AbortController();
  readonly #following: Promise<void>[];
  readonly #generations = new Map<string, number>();
  #broken?: Error;

  private constructor(private readonly cluster: string) {
    this.#following = Object.entries(PATHS).map(([plural, path]) =>
      this.#follow(plural, path).catch(error => {
        if (!this.#stop.signal.aborted) {
          this.#broken = error;
        }
      }),
    );
  }

  static async follow(cluster: string): Promise<TargetRecord> {
    return new TargetRecord(cluster);
  }

  /**
   * Waits until everything that happened is in it.
   *
   * @throws Error when a part of it was missed: then nothing is proved.
   */
  async complete(): Promise<Change[]> {
    // A watch has told everything before it tells of something that happened after it.
    const name = `tutti-chaos-${Date.now()}`;
    for (const [plural, path] of Object.entries(PATHS)) {
      await this.#mark(plural, path, name);
    }
    if (this.#broken) {
      throw this.#broken;
    }
    return this.changes
      .filter(change => !change.name.startsWith('tutti-chaos-'))
      .sort((a, b) => a.version - b.version);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#following);
  }

  async #mark(plural: string, path: string, name: string): Promise<void> {
    const at = path.replace(
      /\/(?!namespaces)([a-z]+)$/,
      '/namespaces/default/$1',
    );
    const response = await fetch(`${this.cluster}${at}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(markOf(plural, name)),
    });
    if (!response.ok) {
      throw new Error(`${plural}: ${response.status} ${await response.text()}`);
    }
    while (
      !this.#broken &&
      !this.changes.some(
        change => change.plural === plural && change.name === name,
      )
    ) {
      await pause(20);
    }
  }

  async #follow(plural: string, path: string): Promise<void> {
    for (let from = '0'; !this.#stop.signal.aborted; ) {
      const response = await fetch(
        `${this.cluster}${path}?watch=1&allowWatchBookmarks=true&resourceVersion=${from}`,
        { signal: this.#stop.signal },
      );
      const lines = linesOf(response);
      for (;;) {
        // A connection that breaks is no gap: the next one goes on from the last version that was seen.
        const next = await lines.next().catch(() => undefined);
        if (!next || next.done) break;
        const { type, object } = JSON.parse(next.value);
        if (type === 'ERROR') {
          throw new Error(`The record of ${plural} has a gap: ${next.value}`);
        }
        from = object.metadata.resourceVersion;
        // Where nothing of its kind happens for long, it says how far it has come: a new connection begins there.
        if (type !== 'BOOKMARK') {
          this.#keep(type, plural, object);
        }
      }
    }
  }

  /** What controllers say about an object is no change of it. */
  #keep(type: Change['type'], plural: string, { metadata, spec }: Live): void {
    const { uid, generation = 0 } = metadata;
    const isStatus =
      type === 'MODIFIED' &&
      generation > 0 &&
      this.#generations.get(uid) === generation;
    this.#generations.set(uid, generation);
    if (!isStatus) {
      this.changes.push({
        version: Number(metadata.resourceVersion),
        type,
        plural,
        namespace: metadata.namespace ?? '',
        name: metadata.name,
        uid,
        image: spec?.template?.spec?.containers?.[0]?.image ?? '',
        generation,
      });
    }
  }
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    rest += decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter(Boolean);
  }
}

function markOf(plural: string, name: string): object {
  const metadata = { name };
  switch (plural) {
    case 'deployments': {
      const labels = { app: name };
      return {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: {
          replicas: 0,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: { containers: [{ name: 'main', image: 'example/mark:1' }] },
          },
        },
      };
    }
    case 'services':
      return {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: { ports: [{ port: 80 }] },
      };
    case 'secrets':
      return { apiVersion: 'v1', kind: 'Secret', metadata };
    case 'configmaps':
      return { apiVersion: 'v1', kind: 'ConfigMap', metadata };
    default:
      return { apiVersion: 'v1', kind: 'Namespace', metadata };
  }
}
