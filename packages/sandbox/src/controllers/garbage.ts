import {
  JsonObject,
  KubeObject,
  listAt,
  objectsAt,
  textAt,
  withAt,
} from '../json';
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
      for (const owner of ownersOf(object)) this.suspect(owner.uid);
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
      for (const owner of [...ownersOf(object), ...ownersOf(previous)])
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
    for (const uid of uids) {
      const owner = this.world.store.withUid(uid);
      const below = this.world.store
        .pointingAt(uid)
        .filter(object => ownersOf(object).some(other => other.uid === uid));
      if (!owner) below.forEach(object => this.dropOwner(object, uid));
      else if (isBeingDeleted(owner)) this.release(owner, below);
    }
  }

  /** The owner is gone: so is what it owned, unless somebody else owns it too. */
  private dropOwner(object: KubeObject, uid: string): void {
    const rest = ownersOf(object).filter(
      owner =>
        owner.uid !== uid &&
        this.world.store.withUid(textAt(owner, 'uid') ?? '') !== undefined,
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
        ownersOf(object).some(
          reference =>
            reference.uid === owner.metadata.uid &&
            reference.blockOwnerDeletion === true &&
            this.world.store.withUid(textAt(object.metadata, 'uid') ?? '') !==
              undefined,
        ),
      );
      if (blocking.length === 0) this.letGo(owner, foreground);
    }
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

function ownersOf(object: KubeObject | undefined): JsonObject[] {
  return objectsAt(object, 'metadata', 'ownerReferences');
}

function withoutOwner(object: KubeObject, uid: unknown) {
  const rest = ownersOf(object).filter(owner => owner.uid !== uid);
  return rest.length > 0 ? rest : undefined;
}
