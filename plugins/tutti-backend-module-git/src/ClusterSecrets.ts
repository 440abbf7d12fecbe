import {
  Delivered,
  DeliverySet,
  isObject,
  LiveObject,
  Manifest,
  ObjectHealth,
  ObjectRef,
  ownershipMarks,
  Precondition,
  SeenObject,
  Target,
  TargetCall,
  TargetError,
} from '@tutti/engine';
import { GitTarget } from './GitTarget';

const OF_ONE_RESOURCE = 'tutti.dev/resource';

/**
 * Secrets go into the cluster where the CD tool runs, and everything else into the repository: what is committed
 * names a Secret and never holds one. They are there before whatever names them is committed, and go after it.
 */
export class ClusterSecrets implements Target {
  readonly takesSecrets = true;
  readonly driver: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly simulated: boolean;
  readonly shapeOf: Target['shapeOf'];
  readonly healthWithinMs?: number;

  constructor(
    private readonly repository: GitTarget,
    /** The environment's namespace in the cluster. */
    private readonly live: Target,
  ) {
    const { healthWithinMs } = repository;
    this.driver = repository.driver;
    this.cluster = repository.cluster;
    this.namespace = repository.namespace;
    this.simulated = live.simulated;
    this.shapeOf = repository.shapeOf;
    if (healthWithinMs !== undefined) this.healthWithinMs = healthWithinMs;
  }

  isNamespaced(apiVersion: string, kind: string): Promise<boolean> {
    return this.repository.isNamespaced(apiVersion, kind);
  }

  apply(
    manifest: Manifest,
    precondition: Precondition,
    call: TargetCall,
  ): Promise<LiveObject> {
    return isSecret(manifest)
      ? this.#write(manifest, precondition, call)
      : this.repository.apply(manifest, precondition, call);
  }

  async observe(refs: ObjectRef[], call: TargetCall): Promise<LiveObject[]> {
    const { secrets, others } = parted(refs, ref => ref);
    const found = await Promise.all([
      secrets.length > 0 ? this.live.observe(secrets, call) : [],
      others.length > 0 ? this.repository.observe(others, call) : [],
    ]);
    return found.flat();
  }

  async deliver(set: DeliverySet, call: TargetCall): Promise<Delivered> {
    const apply = parted(set.apply, ({ manifest }) => manifest);
    const release = parted(set.release, ({ ref }) => ref);
    const remove = parted(set.remove, ({ ref }) => ref);
    const written: LiveObject[] = [];
    for (const { manifest, precondition } of apply.secrets) {
      written.push(await this.#write(manifest, precondition, call));
    }
    const rest = {
      ...set,
      apply: apply.others,
      release: release.others,
      remove: remove.others,
    };
    const delivered =
      rest.apply.length + rest.release.length + rest.remove.length > 0
        ? await this.repository.deliver(rest, call)
        : { objects: [], where: 'no commit' };
    for (const { ref, precondition } of release.secrets) {
      await this.live.release(ref, precondition, call);
    }
    for (const { ref, precondition } of remove.secrets) {
      await this.live.remove(ref, precondition, call);
    }
    const secrets =
      apply.secrets.length + release.secrets.length + remove.secrets.length;
    const objects = new Map<Manifest, LiveObject>([
      ...apply.secrets.map(
        ({ manifest }, index) => [manifest, written[index]] as const,
      ),
      ...apply.others.map(
        ({ manifest }, index) => [manifest, delivered.objects[index]] as const,
      ),
    ]);
    return {
      objects: set.apply.flatMap(({ manifest }) => objects.get(manifest) ?? []),
      where:
        secrets === 0
          ? delivered.where
          : `${delivered.where}; Secrets in cluster ${this.live.cluster}: ${secrets}`,
    };
  }

  stamp(
    ref: ObjectRef,
    precondition: SeenObject['precondition'],
    call: TargetCall,
  ): Promise<LiveObject> {
    return this.#placeOf(ref).stamp(ref, precondition, call);
  }

  release(
    ref: ObjectRef,
    precondition: SeenObject['precondition'],
    call: TargetCall,
  ): Promise<void> {
    return this.#placeOf(ref).release(ref, precondition, call);
  }

  remove(
    ref: ObjectRef,
    precondition: Parameters<Target['remove']>[1],
    call: TargetCall,
  ): Promise<void> {
    return this.#placeOf(ref).remove(ref, precondition, call);
  }

  async health(refs: ObjectRef[], call: TargetCall): Promise<ObjectHealth[]> {
    const { secrets, others } = parted(refs, ref => ref);
    const [inCluster, committed] = await Promise.all([
      secrets.length > 0 ? this.live.health(secrets, call) : [],
      others.length > 0 ? this.repository.health(others, call) : [],
    ]);
    // In the order in which they were asked for.
    const [ofSecrets, ofOthers] = [
      inCluster[Symbol.iterator](),
      committed[Symbol.iterator](),
    ];
    return refs.flatMap(
      ref => (isSecret(ref) ? ofSecrets : ofOthers).next().value ?? [],
    );
  }

  #placeOf(ref: ObjectRef): Target {
    return isSecret(ref) ? this.live : this.repository;
  }

  /** The namespace is the CD tool's to make, but it makes it from what is committed afterwards. */
  async #write(
    manifest: Manifest,
    precondition: Precondition,
    call: TargetCall,
  ): Promise<LiveObject> {
    const write = () => this.live.apply(manifest, precondition, call);
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof TargetError) || error.code !== 'notFound') {
        throw error;
      }
      await this.#makeNamespace(manifest, call);
      return write();
    }
  }

  /** It says whose it is, as the Secret does, and nothing else: the rest is committed. */
  async #makeNamespace(secret: Manifest, call: TargetCall): Promise<void> {
    const { namespace: name, labels } = secret.metadata;
    const marks = ownershipMarks(secret).labels.filter(
      key => key !== OF_ONE_RESOURCE,
    );
    const namespace: Manifest = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: String(name ?? this.namespace),
        ...(isObject(labels) && {
          labels: Object.fromEntries(marks.map(key => [key, labels[key]])),
        }),
      },
    };
    try {
      await this.live.apply(namespace, 'absent', call);
    } catch (error) {
      // Somebody was quicker, perhaps the CD tool.
      if (!(error instanceof TargetError) || error.code !== 'conflict') {
        throw error;
      }
    }
  }
}

function isSecret({ apiVersion, kind }: ObjectRef | Manifest): boolean {
  return apiVersion === 'v1' && kind === 'Secret';
}

function parted<T>(
  items: T[],
  about: (item: T) => ObjectRef | Manifest,
): { secrets: T[]; others: T[] } {
  return {
    secrets: items.filter(item => isSecret(about(item))),
    others: items.filter(item => !isSecret(about(item))),
  };
}
