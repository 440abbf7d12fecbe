import { Shape } from '@tutti/kubernetes';
import {
  Delivered,
  DeliverySet,
  DryRunAnswer,
  HealthCause,
  isObject,
  JsonObject,
  JsonValue,
  LiveObject,
  Manifest,
  ObjectHealth,
  ObjectKey,
  objectKey,
  ObjectRef,
  ownershipMarks,
  Precondition,
  refOf,
  Target,
  TargetCall,
  TargetError,
} from '../model';
import { merge, withDefaults, withoutLeft } from './serverSideApply';

interface Stored {
  ref: ObjectRef;
  uid: string;
  version: number;
  content: JsonObject;
  /** What field manager `tutti` applied last: its fields go when the next apply leaves them out. */
  applied: JsonObject;
  /** How often health was asked since the last change. */
  asked: number;
}

export type ClusterVerb =
  | 'observe'
  | 'apply'
  | 'stamp'
  | 'release'
  | 'remove'
  | 'deliver'
  | 'health';

/** How an object behaves after it was applied; by default it is healthy at once. */
export type Behaviour =
  | { ready: 'after'; polls: number; of?: number }
  | { ready: 'never'; message?: string }
  | { ready: 'failed'; cause: HealthCause };

const CLUSTER_WIDE = new Set([
  'Namespace',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'PersistentVolume',
]);

/**
 * A Kubernetes API as far as the engine can tell: uids, resource versions, preconditions, server-side
 * apply by one manager, defaults of the server, deletion. Everything happens at once and in memory.
 */
export class MemoryCluster {
  readonly #objects = new Map<ObjectKey, Stored>();
  readonly #behaviours = new Map<string, Behaviour>();
  #versions = 100;
  #uids = 0;
  /** How it describes kinds of its own, by `apiVersion kind`. */
  readonly shapes = new Map<string, Shape>();
  /** Every change that was made, in order: `apply Deployment/web`. */
  readonly writes: string[] = [];
  /** How many sets were taken. */
  deliveries = 0;
  /**
   * Called before each call takes effect; what it throws (or awaits) is what the caller gets. A
   * change that does not arrive now may arrive later: `arrive` makes it, or throws its refusal.
   */
  before: (
    verb: ClusterVerb,
    ref?: ObjectRef,
    arrive?: () => void,
  ) => void | Promise<void> = () => {};
  /** Called after a call took effect: an error here is an answer that got lost. */
  after: (verb: ClusterVerb, ref?: ObjectRef) => void = () => {};

  /** What it says to dry runs; nobody can ask it without one. Set before a target is opened. */
  dryRun?: (
    manifest: Manifest,
    precondition: Precondition,
  ) => DryRunAnswer | Promise<DryRunAnswer>;

  /** It takes all changes of a run at once. Set before a target is opened. */
  takesSets = false;

  constructor(readonly name = 'memory') {}

  /** By `Kind/name`. */
  behave(object: string, behaviour: Behaviour | undefined): void {
    if (behaviour) {
      this.#behaviours.set(object, behaviour);
    } else {
      this.#behaviours.delete(object);
    }
  }

  /** Sorted `Kind/name`, for comparisons. */
  listing(): string[] {
    return [...this.#objects.values()].map(({ ref }) => title(ref)).sort();
  }

  /** What stands under `Kind/name`. */
  get(object: string): LiveObject | undefined {
    const stored = this.#find(object);
    return stored && live(stored);
  }

  /** Somebody else's hand: changes an object without us. */
  edit(object: string, change: (content: JsonObject) => JsonObject): void {
    const stored = this.#find(object);
    if (!stored) {
      throw new Error(`no ${object}`);
    }
    stored.content = change(stored.content);
    stored.version = ++this.#versions;
  }

  /** Somebody else's hand: makes an object. */
  put(manifest: Manifest): LiveObject {
    const ref = refOf(manifest);
    const stored: Stored = {
      ref,
      uid: `uid-${++this.#uids}`,
      version: ++this.#versions,
      content: structuredClone(manifest),
      applied: {},
      asked: 0,
    };
    this.#objects.set(objectKey(ref), stored);
    return live(stored);
  }

  /** Somebody else's hand: deletes an object, with what is in it if it is a namespace. */
  delete(object: string): void {
    const stored = this.#find(object);
    if (stored) {
      this.#drop(stored.ref);
    }
  }

  /** A connection for one namespace. */
  target(namespace: string, simulated = true): Target {
    const { dryRun } = this;
    return {
      cluster: this.name,
      namespace,
      driver: 'memory',
      simulated,
      isNamespaced: async (_apiVersion, kind) => !CLUSTER_WIDE.has(kind),
      shapeOf: async (apiVersion, kind) =>
        this.shapes.get(`${apiVersion} ${kind}`),
      observe: async (refs, call) => {
        await this.#enter('observe', call);
        const found = refs.flatMap(ref => {
          const stored = this.#objects.get(objectKey(ref));
          return stored ? [live(stored)] : [];
        });
        this.after('observe');
        return found;
      },
      apply: async (manifest, precondition, call) => {
        const ref = refOf(manifest);
        await this.#enter('apply', call, ref, () => {
          this.applyNow(manifest, precondition);
        });
        const applied = this.applyNow(manifest, precondition);
        this.after('apply', ref);
        return applied;
      },
      ...(dryRun && {
        dryRun: async (manifest, precondition) =>
          dryRun(manifest, precondition),
      }),
      stamp: async (ref, precondition, call) => {
        await this.#enter('stamp', call, ref);
        const stored = this.#exactly(ref, precondition);
        stored.version = ++this.#versions;
        this.after('stamp', ref);
        return live(stored);
      },
      release: async (ref, precondition, call) => {
        await this.#enter('release', call, ref, () =>
          this.releaseNow(ref, precondition),
        );
        this.releaseNow(ref, precondition);
        this.after('release', ref);
      },
      remove: async (ref, precondition, call) => {
        await this.#enter('remove', call, ref, () =>
          this.removeNow(ref, precondition),
        );
        this.removeNow(ref, precondition);
        this.after('remove', ref);
      },
      ...(this.takesSets && {
        deliver: async (set, call) => {
          await this.#enter('deliver', call, undefined, () => {
            this.deliverNow(set);
          });
          const delivered = this.deliverNow(set);
          this.after('deliver');
          return delivered;
        },
      }),
      health: async (refs, call) => {
        await this.#enter('health', call);
        const answers = refs.map(ref => this.#healthOf(ref));
        this.after('health');
        return answers;
      },
    };
  }

  /** What a delivery does when it arrives, however late: everything or nothing. */
  deliverNow({ apply, release, remove }: DeliverySet): Delivered {
    for (const { manifest, precondition } of apply) {
      const ref = refOf(manifest);
      if (precondition !== 'absent') {
        this.#exactly(ref, precondition);
      } else if (this.#objects.has(objectKey(ref))) {
        throw new TargetError(`${title(ref)} already exists`, 'conflict', true);
      }
    }
    for (const { ref, precondition } of [...release, ...remove]) {
      this.#exactly(ref, precondition);
    }
    const sorted = apply.toSorted(
      (a, b) =>
        Number(b.manifest.kind === 'Namespace') -
        Number(a.manifest.kind === 'Namespace'),
    );
    sorted.forEach(({ manifest, precondition }) =>
      this.applyNow(manifest, precondition),
    );
    release.forEach(({ ref, precondition }) =>
      this.releaseNow(ref, precondition),
    );
    remove.forEach(({ ref, precondition }) =>
      this.removeNow(ref, precondition),
    );
    this.deliveries += 1;
    return {
      objects: apply.map(({ manifest }) => {
        const stored = this.#objects.get(objectKey(refOf(manifest)));
        if (!stored) {
          throw new Error(`${manifest.kind} is not there after its delivery`);
        }
        return live(stored);
      }),
      where: `delivery ${this.deliveries}`,
    };
  }

  /** What an apply does when it arrives, however late. */
  applyNow(manifest: Manifest, precondition: Precondition): LiveObject {
    const ref = refOf(manifest);
    if (
      ref.namespace !== undefined &&
      !this.#objects.has(
        objectKey({ apiVersion: 'v1', kind: 'Namespace', name: ref.namespace }),
      )
    ) {
      throw new TargetError(
        `namespaces "${ref.namespace}" not found`,
        'notFound',
        false,
      );
    }
    if (precondition === 'absent') {
      if (this.#objects.has(objectKey(ref))) {
        throw new TargetError(`${title(ref)} already exists`, 'conflict', true);
      }
      this.writes.push(`apply ${title(ref)}`);
      const created = this.put(withDefaults(manifest));
      const stored = this.#objects.get(objectKey(ref));
      if (stored) {
        stored.applied = structuredClone(manifest);
      }
      return created;
    }
    const stored = this.#exactly(ref, precondition);
    this.writes.push(`apply ${title(ref)}`);
    const merged = merge(
      withoutLeft(stored.content, stored.applied, manifest),
      manifest,
    );
    if (JSON.stringify(merged) !== JSON.stringify(stored.content)) {
      stored.content = merged;
      stored.version = ++this.#versions;
      stored.asked = 0;
    }
    stored.applied = structuredClone(manifest);
    return live(stored);
  }

  /** What a release does when it arrives, however late. */
  releaseNow(
    ref: ObjectRef,
    precondition: { uid: string; resourceVersion: string },
  ): void {
    if (!this.#objects.has(objectKey(ref))) {
      return;
    }
    const stored = this.#exactly(ref, precondition);
    this.writes.push(`release ${title(ref)}`);
    const marks = ownershipMarks(stored.content);
    const { metadata } = stored.content;
    if (isObject(metadata)) {
      stored.content = {
        ...stored.content,
        metadata: {
          ...metadata,
          labels: withoutKeys(metadata.labels, marks.labels),
          annotations: withoutKeys(metadata.annotations, marks.annotations),
        },
      };
    }
    stored.applied = {};
    stored.version = ++this.#versions;
  }

  /** What a delete does when it arrives, however late. */
  removeNow(
    ref: ObjectRef,
    precondition: { uid: string; resourceVersion?: string },
  ): void {
    const stored = this.#objects.get(objectKey(ref));
    if (!stored) {
      return;
    }
    const { uid, resourceVersion } = precondition;
    if (
      stored.uid !== uid ||
      (resourceVersion !== undefined &&
        resourceVersion !== String(stored.version))
    ) {
      throw new TargetError(`${title(ref)} has changed`, 'conflict', true);
    }
    this.writes.push(`remove ${title(ref)}`);
    this.#drop(ref);
  }

  async #enter(
    verb: ClusterVerb,
    call: TargetCall,
    ref?: ObjectRef,
    arrive?: () => void,
  ): Promise<void> {
    if (call.signal.aborted) {
      throw new TargetError('aborted', 'timeout', false);
    }
    await this.before(verb, ref, arrive);
  }

  #find(object: string): Stored | undefined {
    return [...this.#objects.values()].find(({ ref }) => title(ref) === object);
  }

  #exactly(
    ref: ObjectRef,
    expected: { uid: string; resourceVersion: string },
  ): Stored {
    const stored = this.#objects.get(objectKey(ref));
    if (
      !stored ||
      stored.uid !== expected.uid ||
      String(stored.version) !== expected.resourceVersion
    ) {
      throw new TargetError(`${title(ref)} has changed`, 'conflict', true);
    }
    return stored;
  }

  #drop(ref: ObjectRef): void {
    this.#objects.delete(objectKey(ref));
    if (ref.kind === 'Namespace') {
      for (const [key, stored] of this.#objects) {
        if (stored.ref.namespace === ref.name) {
          this.#objects.delete(key);
        }
      }
    }
  }

  #healthOf(ref: ObjectRef): ObjectHealth {
    const stored = this.#objects.get(objectKey(ref));
    if (!stored) {
      return { ref, status: 'missing', message: 'not there' };
    }
    stored.asked++;
    const behaviour = this.#behaviours.get(title(ref));
    switch (behaviour?.ready) {
      case 'after': {
        const { polls, of = 1 } = behaviour;
        const count = Math.min(
          of,
          Math.floor(((stored.asked - 1) * of) / polls),
        );
        return stored.asked > polls
          ? { ref, status: 'healthy', message: 'ready' }
          : {
              ref,
              status: 'progressing',
              message: `${count} of ${of} replicas ready`,
              ready: { count, of },
            };
      }
      case 'never':
        return {
          ref,
          status: 'progressing',
          message: behaviour.message ?? '0 of 1 replicas ready',
        };
      case 'failed':
        return {
          ref,
          status: 'failed',
          message: behaviour.cause.message,
          cause: behaviour.cause,
        };
      default:
        return { ref, status: 'healthy', message: 'ready' };
    }
  }
}

function withoutKeys(map: JsonValue | undefined, keys: string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(isObject(map) ? map : {}).filter(
      ([key]) => !keys.includes(key),
    ),
  );
}

function title(ref: ObjectRef): string {
  return `${ref.kind}/${ref.name}`;
}

function live(stored: Stored): LiveObject {
  return {
    ref: stored.ref,
    uid: stored.uid,
    resourceVersion: String(stored.version),
    content: structuredClone(stored.content),
  };
}
