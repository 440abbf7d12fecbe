import {
  AppliedObject,
  ConflictPolicy,
  DryRunAnswer,
  LiveObject,
  Manifest,
  ObjectHealth,
  ObjectRef,
  Precondition,
  Target,
  TargetCall,
} from '@tutti/engine';
import { Shape } from '@tutti/kubernetes';
import { Actor } from '@tutti/plugin-tutti-node';
import { apply, stamp } from './apply';
import { Cluster } from './Cluster';
import { Descriptions } from './Descriptions';
import { dryRun } from './dryRun';
import { healthOf } from './healthOf';
import { observe } from './observe';
import { release } from './release';
import { remove } from './remove';
import { KubernetesRuntime } from './runtime';

export const DRIVER_NAME = 'kubernetes';

/** For the one question that comes without a limit of its own. */
const DISCOVERY_TIMEOUT_MS = 10_000;

/** One namespace of one cluster. */
export class KubernetesTarget implements Target {
  readonly driver = DRIVER_NAME;
  readonly runtime: KubernetesRuntime;

  readonly #descriptions: Descriptions;
  /** What is written is written here. */
  readonly #written: { cluster: Cluster; namespace: string };

  constructor(
    private readonly place: { cluster: Cluster; namespace: string },
    private readonly now: () => number,
    /** In whose name it writes; absent: by the account itself. */
    actor?: Actor,
  ) {
    this.#written = {
      ...place,
      cluster: actor ? place.cluster.actingAs(actor) : place.cluster,
    };
    this.#descriptions = new Descriptions(place.cluster);
    const written = this.#written.cluster;
    this.runtime = new KubernetesRuntime({ ...place, written }, now);
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
    conflicts?: ConflictPolicy,
  ): Promise<AppliedObject> {
    return apply(this.#written, { manifest, precondition, conflicts }, call);
  }

  dryRun(
    manifest: Manifest,
    precondition: Precondition,
    call: TargetCall,
    conflicts?: 'force',
  ): Promise<DryRunAnswer> {
    return dryRun(this.#written, { manifest, precondition, conflicts }, call);
  }

  stamp(
    ref: ObjectRef,
    precondition: { uid: string; resourceVersion: string },
    call: TargetCall,
  ): Promise<LiveObject> {
    return stamp(
      this.#written.cluster,
      this.namespace,
      ref,
      precondition,
      call,
    );
  }

  release(
    ref: ObjectRef,
    precondition: { uid: string; resourceVersion: string },
    call: TargetCall,
  ): Promise<void> {
    return release(
      this.#written.cluster,
      this.namespace,
      ref,
      precondition,
      call,
    );
  }

  remove(
    ref: ObjectRef,
    precondition: { uid: string; resourceVersion?: string },
    call: TargetCall,
  ): Promise<void> {
    return remove(
      this.#written.cluster,
      this.namespace,
      ref,
      precondition,
      call,
    );
  }

  health(refs: ObjectRef[], call: TargetCall): Promise<ObjectHealth[]> {
    return healthOf(this.place.cluster, this.namespace, refs, this.now(), call);
  }
}
