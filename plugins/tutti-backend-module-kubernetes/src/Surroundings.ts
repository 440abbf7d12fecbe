import { JsonObject, TargetCall } from '@tutti/engine';
import { Cluster } from './Cluster';
import { listAll } from './observe';

/** What stands around the objects asked for, listed at most once per namespace and call. */
export class Surroundings {
  readonly #lists = new Map<string, Promise<JsonObject[]>>();

  constructor(
    private readonly cluster: Cluster,
    private readonly call: TargetCall,
  ) {}

  pods(namespace: string): Promise<JsonObject[]> {
    return this.list('v1', 'Pod', 'pods', namespace);
  }

  replicaSets(namespace: string): Promise<JsonObject[]> {
    return this.list('apps/v1', 'ReplicaSet', 'replicasets', namespace);
  }

  private list(
    apiVersion: string,
    kind: string,
    plural: string,
    namespace: string,
  ): Promise<JsonObject[]> {
    const key = `${kind} ${namespace}`;
    const known = this.#lists.get(key);
    if (known) return known;
    const served = { apiVersion, kind, plural, namespaced: true };
    const list = listAll(this.cluster, served, namespace, this.call);
    this.#lists.set(key, list);
    return list;
  }
}
