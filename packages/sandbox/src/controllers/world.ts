import { Clock } from '../clock';
import { JsonObject, KubeObject, objectsAt, textAt, withAt } from '../json';
import { apiVersionOf, Kind, KindKey, keyOfObject } from '../kinds/kind';
import { KindRegistry } from '../kinds/registry';
import { Objects } from '../objects/objects';
import { RemoveOptions } from '../objects/options';
import { Store } from '../store/store';

/**
 * What a controller sees and can do. Writes go the way of every other client's, so ownership,
 * versions and rules are the same.
 */
export class World {
  readonly store: Store;
  readonly clock: Clock;

  constructor(
    readonly objects: Objects,
    readonly kinds: KindRegistry,
    /** Factor on all pretended durations: 1 = lifelike, 0 = at once. */
    readonly pace: number,
  ) {
    this.store = objects.store;
    this.clock = objects.clock;
  }

  kind(key: KindKey): Kind {
    const kind = this.kinds.byKey(key);
    if (!kind) throw new Error(`the sandbox has no kind ${key}`);
    return kind;
  }

  create(
    manager: string,
    key: KindKey,
    namespace: string | undefined,
    body: JsonObject,
  ): KubeObject {
    const kind = this.kind(key);
    return this.objects.create(
      kind,
      namespace,
      { apiVersion: apiVersionOf(kind), kind: kind.kind, ...body },
      { manager },
    );
  }

  /** Changes an object as it is now; nothing is written when nothing changes. */
  change(
    manager: string,
    object: KubeObject,
    change: (current: KubeObject) => KubeObject,
  ): KubeObject {
    return this.objects.patch(
      this.kind(keyOfObject(object)),
      textAt(object.metadata, 'namespace'),
      object.metadata.name,
      change,
      { manager },
    );
  }

  setStatus(
    manager: string,
    object: KubeObject,
    status: JsonObject,
  ): KubeObject {
    return this.objects.patch(
      this.kind(keyOfObject(object)),
      textAt(object.metadata, 'namespace'),
      object.metadata.name,
      current => withAt(current, ['status'], status),
      { manager, subresource: 'status' },
    );
  }

  remove(object: KubeObject, options: RemoveOptions = {}): void {
    this.objects.remove(
      this.kind(keyOfObject(object)),
      textAt(object.metadata, 'namespace'),
      object.metadata.name,
      options,
    );
  }

  /** The objects of a kind that this one controls. */
  controlledBy(owner: KubeObject, key: KindKey): KubeObject[] {
    return this.store
      .pointingAt(textAt(owner.metadata, 'uid') ?? '', key)
      .filter(object => controllerOf(object)?.uid === owner.metadata.uid);
  }
}

/** The owner that answers for an object. */
export function controllerOf(object: KubeObject): JsonObject | undefined {
  return objectsAt(object, 'metadata', 'ownerReferences').find(
    owner => owner.controller === true,
  );
}

export function ownerReference(owner: KubeObject): JsonObject {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

export function isBeingDeleted(object: KubeObject): boolean {
  return textAt(object.metadata, 'deletionTimestamp') !== undefined;
}
