import { KubeObject, listAt, objectsAt, textAt, withAt } from '../json';
import { KindKey, splitApiVersion } from '../kinds/kind';
import { foreground, orphan } from '../objects/deletion';
import { Change } from '../store/store';
import { isBeingDeleted, World } from './world';

const manager = 'kube-controller-manager';

/**
 * Deletes what lost its last owner, and lets go of owners that were to be deleted after
 * (foreground) or without (orphan) what they own. Works on every kind, so it is no `Controller`.
 */
export class GarbageCollector {
  private unsubscribe: (() => void) | undefined;
  private cancel: (() => void) | undefined;
  private readonly suspects = new Set<string>();

  constructor(private readonly world: World) {}

  start(): void {
    this.unsubscribe = this.world.store.subscribe(change =>
      this.notice(change),
    );
    for (const { object } of this.world.store.everything()) {
      if (isBeingDeleted(object)) this.suspect(object.metadata.uid);
      for (const owner of objectsAt(object, 'metadata', 'ownerReferences'))
        this.suspect(owner.uid);
    }
  }

  stop(): void {
    this.unsubscribe?.();
    this.cancel?.();
  }

  private notice({ type, object, previous }: Change): void {
    if (type === 'DELETED' || isBeingDeleted(object))
      this.suspect(object.metadata.uid);
    if (type === 'DELETED' || type === 'ADDED')
      for (const owner of [
        ...objectsAt(object, 'metadata', 'ownerReferences'),
        ...objectsAt(previous, 'metadata', 'ownerReferences'),
      ])
        this.suspect(owner.uid);
  }

  private suspect(uid: unknown): void {
    if (typeof uid !== 'string') return;
    this.suspects.add(uid);
    this.cancel ??= this.world.clock.after(0, () => this.collect());
  }

  private collect(): void {
    this.cancel = undefined;
    const uids = new Set(this.suspects);
    this.suspects.clear();
    const everything = this.world.store.everything();
    const living = new Map(
      everything.map(({ object }) => [textAt(object.metadata, 'uid'), object]),
    );
    const dependents = new Map<string, KubeObject[]>();
    for (const { object } of everything)
      for (const owner of objectsAt(object, 'metadata', 'ownerReferences')) {
        const uid = textAt(owner, 'uid');
        if (uid !== undefined && uids.has(uid))
          dependents.set(uid, [...(dependents.get(uid) ?? []), object]);
      }
    for (const uid of uids) {
      const owner = living.get(uid);
      const below = dependents.get(uid) ?? [];
      if (!owner) below.forEach(object => this.dropOwner(object, uid, living));
      else if (isBeingDeleted(owner)) this.release(owner, below);
    }
  }

  /** The owner is gone: so is what it owned, unless somebody else owns it too. */
  private dropOwner(
    object: KubeObject,
    uid: string,
    living: Map<string | undefined, KubeObject>,
  ): void {
    const owners = objectsAt(object, 'metadata', 'ownerReferences');
    const rest = owners.filter(
      owner => owner.uid !== uid && living.has(textAt(owner, 'uid')),
    );
    if (rest.length === 0) {
      if (!isBeingDeleted(object))
        this.world.remove(object, { propagation: 'Background' });
      return;
    }
    this.world.change(manager, object, current =>
      withAt(current, ['metadata', 'ownerReferences'], rest),
    );
  }

  private release(owner: KubeObject, below: KubeObject[]): void {
    const finalizers = listAt(owner.metadata, 'finalizers');
    if (finalizers.includes(orphan)) {
      for (const object of below)
        this.world.change(manager, object, current =>
          withAt(
            current,
            ['metadata', 'ownerReferences'],
            withoutOwner(current, owner.metadata.uid),
          ),
        );
      this.letGo(owner, orphan);
    }
    if (finalizers.includes(foreground)) {
      for (const object of below)
        if (!isBeingDeleted(object))
          this.world.remove(object, { propagation: 'Foreground' });
      const blocking = below.filter(object =>
        objectsAt(object, 'metadata', 'ownerReferences').some(
          reference =>
            reference.uid === owner.metadata.uid &&
            reference.blockOwnerDeletion === true &&
            this.exists(object),
        ),
      );
      if (blocking.length === 0) this.letGo(owner, foreground);
    }
  }

  private exists(object: KubeObject): boolean {
    return (
      this.world.store.get(
        keyOf(object),
        textAt(object.metadata, 'namespace'),
        object.metadata.name,
      )?.metadata.uid === object.metadata.uid
    );
  }

  private letGo(owner: KubeObject, finalizer: string): void {
    this.world.change(manager, owner, current => {
      const rest = listAt(current.metadata, 'finalizers').filter(
        name => name !== finalizer,
      );
      return withAt(
        current,
        ['metadata', 'finalizers'],
        rest.length > 0 ? rest : undefined,
      );
    });
  }
}

function withoutOwner(object: KubeObject, uid: unknown) {
  const rest = objectsAt(object, 'metadata', 'ownerReferences').filter(
    owner => owner.uid !== uid,
  );
  return rest.length > 0 ? rest : undefined;
}

function keyOf(object: KubeObject): KindKey {
  return `${splitApiVersion(object.apiVersion).group}/${object.kind}`;
}
