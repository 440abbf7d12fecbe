import {
  LiveObject,
  Manifest,
  ObjectHealth,
  ObjectRef,
  Precondition,
  Target,
  TargetCall,
} from '@tutti/engine';
import { Shape } from '@tutti/kubernetes';
import { apply, stamp } from './apply';
import { Cluster } from './Cluster';
import { Descriptions } from './Descriptions';
import { healthOf } from './healthOf';
import { observe } from './observe';
import { remove } from './remove';

export const DRIVER_NAME = 'kubernetes';

/** For the one question that comes without a limit of its own. */
const DISCOVERY_TIMEOUT_MS = 10_000;

/** One namespace of one cluster. */
export class KubernetesTarget implements Target {
  readonly driver = DRIVER_NAME;

  readonly #descriptions: Descriptions;

  constructor(
    private readonly place: { cluster: Cluster; namespace: string },
    private readonly now: () => number,
  ) {
    this.#descriptions = new Descriptions(place.cluster);
  }

  get cluster(): string {
    return this.place.cluster.name;
  }

  get namespace(): string {
    return this.place.namespace;
  }

  get simulated(): boolean {
    return this.place.cluster.simulated;
  }

  async isNamespaced(apiVersion: string, kind: string): Promise<boolean> {
    const call = {
      signal: new AbortController().signal,
      timeoutMs: DISCOVERY_TIMEOUT_MS,
    };
    const { cluster } = this.place;
    await cluster.identify(call);
    const served = await cluster.discovery.require(apiVersion, kind, call);
    return served.namespaced;
  }

  shapeOf(apiVersion: string, kind: string): Promise<Shape | undefined> {
    return this.#descriptions.shapeOf(apiVersion, kind);
  }

  observe(refs: ObjectRef[], call: TargetCall): Promise<LiveObject[]> {
    return observe(this.place.cluster, this.namespace, refs, call);
  }

  apply(
    manifest: Manifest,
    precondition: Precondition,
    call: TargetCall,
  ): Promise<LiveObject> {
    const { cluster } = this.place;
    return apply(cluster, this.namespace, manifest, precondition, call);
  }

  stamp(
    ref: ObjectRef,
    precondition: { uid: string; resourceVersion: string },
    call: TargetCall,
  ): Promise<LiveObject> {
    return stamp(this.place.cluster, this.namespace, ref, precondition, call);
  }

  remove(
    ref: ObjectRef,
    precondition: { uid: string; resourceVersion?: string },
    call: TargetCall,
  ): Promise<void> {
    return remove(this.place.cluster, this.namespace, ref, precondition, call);
  }

  health(refs: ObjectRef[], call: TargetCall): Promise<ObjectHealth[]> {
    return healthOf(this.place.cluster, this.namespace, refs, this.now(), call);
  }
}
