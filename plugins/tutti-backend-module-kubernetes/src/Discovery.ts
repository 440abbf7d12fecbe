import { TargetCall, TargetError } from '@tutti/engine';
import { ApiClient } from './ApiClient';
import { refusalError } from './errors';
import { objectsAt, textAt } from './json';

/** How the API server serves one kind. */
export interface ServedKind {
  apiVersion: string;
  kind: string;
  /** The path's word for it: `deployments`. */
  plural: string;
  namespaced: boolean;
}

/**
 * Which kinds a cluster serves, asked per API version and remembered. A kind that is
 * missing in what we remember is asked for again: CRDs come while we run.
 */
export class Discovery {
  readonly #versions = new Map<string, Map<string, ServedKind>>();

  constructor(private readonly client: ApiClient) {}

  /** Undefined when the cluster does not serve the kind now. */
  async find(
    apiVersion: string,
    kind: string,
    call: TargetCall,
  ): Promise<ServedKind | undefined> {
    const known = this.#versions.get(apiVersion)?.get(kind);
    if (known) return known;
    const kinds = await this.ask(apiVersion, call);
    if (kinds) this.#versions.set(apiVersion, kinds);
    else this.#versions.delete(apiVersion);
    return kinds?.get(kind);
  }

  /** @throws TargetError `invalid` that says what is missing. */
  async require(
    apiVersion: string,
    kind: string,
    call: TargetCall,
  ): Promise<ServedKind> {
    const found = await this.find(apiVersion, kind, call);
    if (found) return found;
    throw new TargetError(
      `cluster "${this.client.cluster}": ${this.explainMissing(
        apiVersion,
        kind,
      )}`,
      'invalid',
      false,
    );
  }

  /** The API server answered that a path is unknown: what we remember is old. */
  forget(apiVersion: string): void {
    this.#versions.delete(apiVersion);
  }

  private explainMissing(apiVersion: string, kind: string): string {
    const kinds = this.#versions.get(apiVersion);
    if (!kinds) {
      return `does not know kind ${kind} of ${apiVersion}. Install its CustomResourceDefinition first, or correct apiVersion and kind`;
    }
    const meant = [...kinds.keys()].find(
      name => name.toLowerCase() === kind.toLowerCase(),
    );
    return meant
      ? `does not know kind ${kind} of ${apiVersion}. Did you mean ${meant}?`
      : `does not know kind ${kind} of ${apiVersion}. Install its CustomResourceDefinition first, or correct the kind: ${apiVersion} has ${[
          ...kinds.keys(),
        ]
          .sort()
          .join(', ')}`;
  }

  private async ask(
    apiVersion: string,
    call: TargetCall,
  ): Promise<Map<string, ServedKind> | undefined> {
    const deed = `look up the kinds of ${apiVersion}`;
    const answer = await this.client.send(
      { method: 'GET', path: rootOf(apiVersion), deed },
      call,
    );
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) {
      throw refusalError({ cluster: this.client.cluster, deed }, answer);
    }
    const kinds = new Map<string, ServedKind>();
    for (const resource of objectsAt(answer.body, 'resources')) {
      const kind = textAt(resource, 'kind');
      const plural = textAt(resource, 'name');
      // `deployments/status` and the like are parts of a kind, no kinds.
      if (kind && plural && !plural.includes('/')) {
        const namespaced = resource.namespaced === true;
        kinds.set(kind, { apiVersion, kind, plural, namespaced });
      }
    }
    return kinds;
  }
}

/** Empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** The path of a group and version: `/apis/apps/v1`. */
export function rootOf(apiVersion: string): string {
  const parts = apiVersion.split('/').map(encodeURIComponent);
  return parts.length === 1 ? `/api/${parts[0]}` : `/apis/${parts.join('/')}`;
}

/** The path of a kind's objects in a namespace, or of one of them; without one, in all. */
export function pathOf(
  served: ServedKind,
  namespace: string | undefined,
  name?: string,
): string {
  return [
    rootOf(served.apiVersion),
    ...(served.namespaced && namespace !== undefined
      ? [`namespaces/${encodeURIComponent(namespace)}`]
      : []),
    served.plural,
    ...(name === undefined ? [] : [encodeURIComponent(name)]),
  ].join('/');
}
