import { JsonObject, TargetCall } from '@tutti/engine';
import { warnedAbout } from './causes/events';
import { Cluster } from './Cluster';
import { listObjects } from './observe';

/** What stands around the objects asked for, listed at most once per namespace and call. */
export class Surroundings {
  readonly #lists = new Map<string, Promise<JsonObject[]>>();
  readonly #warned = new Map<string, Promise<ReadonlySet<string>>>();

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

  jobs(namespace: string): Promise<JsonObject[]> {
    return this.list('batch/v1', 'Job', 'jobs', namespace);
  }

  deployments(namespace: string): Promise<JsonObject[]> {
    return this.list('apps/v1', 'Deployment', 'deployments', namespace);
  }

  statefulSets(namespace: string): Promise<JsonObject[]> {
    return this.list('apps/v1', 'StatefulSet', 'statefulsets', namespace);
  }

  endpointSlices(namespace: string): Promise<JsonObject[]> {
    const version = 'discovery.k8s.io/v1';
    return this.list(version, 'EndpointSlice', 'endpointslices', namespace);
  }

  /** Uids of what warnings are about. */
  warned(namespace: string): Promise<ReadonlySet<string>> {
    const warned =
      this.#warned.get(namespace) ??
      warnedAbout(this.cluster, namespace, this.call);
    this.#warned.set(namespace, warned);
    return warned;
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
    const list = listObjects(this.cluster, served, namespace, this.call);
    this.#lists.set(key, list);
    return list;
  }
}
