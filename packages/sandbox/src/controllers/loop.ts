import { KubeObject, objectsAt, textAt } from '../json';
import { KindKey, splitApiVersion } from '../kinds/kind';
import { ApiError } from '../status';
import { Change } from '../store/store';
import { World } from './world';

/** Names one object of a controller's kind. */
export interface Place {
  namespace?: string;
  name: string;
}

/** Brings the objects of one kind, one small step at a time, to where they want to be. */
export interface Controller {
  /** Unique among the controllers. */
  name: string;
  kind: KindKey;
  /**
   * The next step for one object. Must do nothing when there is nothing to do. A number asks
   * to be called again after so many milliseconds, changes or not.
   */
  reconcile(object: KubeObject, world: World): number | undefined;
  /** Objects of this kind that a change of another kind concerns, beyond its owners. */
  concerns?(change: Change, world: World): Place[];
  /** Called when one is gone. */
  forget?(object: KubeObject, world: World): void;
}

const retryAfterMs = 1000;
/** Steps between which requests get their turn. */
const atOnce = 20;

/** Calls controllers after every change of what they look after; one step at a time. */
export class Loop {
  private readonly due = new Map<
    string,
    { controller: Controller; place: Place }
  >();
  private readonly timers = new Map<string, { at: number; cancel(): void }>();
  private cancelDrain: (() => void) | undefined;
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly world: World,
    private readonly controllers: Controller[],
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    const { store } = this.world;
    this.unsubscribe = store.subscribe(change => this.notice(change));
    for (const controller of this.controllers)
      for (const object of store.list(controller.kind))
        this.enqueue(controller, placeOf(object));
  }

  stop(): void {
    this.unsubscribe?.();
    this.cancelDrain?.();
    for (const timer of this.timers.values()) timer.cancel();
    this.timers.clear();
    this.due.clear();
  }

  private notice(change: Change): void {
    for (const controller of this.controllers) {
      if (controller.kind === change.kind) {
        if (change.type === 'DELETED')
          controller.forget?.(change.object, this.world);
        else this.enqueue(controller, placeOf(change.object));
      }
      for (const owner of ownersOf(change, controller.kind))
        this.enqueue(controller, owner);
      for (const place of controller.concerns?.(change, this.world) ?? [])
        this.enqueue(controller, place);
    }
  }

  private enqueue(controller: Controller, place: Place): void {
    this.due.set(keyOf(controller, place), { controller, place });
    this.cancelDrain ??= this.world.clock.after(0, () => this.drain());
  }

  private drain(): void {
    this.cancelDrain = undefined;
    const batch = [...this.due].slice(0, atOnce);
    for (const [key] of batch) this.due.delete(key);
    for (const [, { controller, place }] of batch) this.run(controller, place);
    if (this.due.size > 0)
      this.cancelDrain ??= this.world.clock.after(0, () => this.drain());
  }

  private run(controller: Controller, place: Place): void {
    const object = this.world.store.get(
      controller.kind,
      place.namespace,
      place.name,
    );
    if (!object) return;
    let again: number | undefined;
    try {
      again = controller.reconcile(object, this.world);
    } catch (error) {
      again = retryAfterMs;
      if (!(error instanceof ApiError)) this.onError(error);
    }
    if (again !== undefined) this.wake(controller, place, again);
  }

  /** The earliest wish wins: whoever is called will say again what it waits for. */
  private wake(
    controller: Controller,
    place: Place,
    milliseconds: number,
  ): void {
    const key = keyOf(controller, place);
    const at = this.world.clock.now() + milliseconds;
    const known = this.timers.get(key);
    if (known && known.at <= at) return;
    known?.cancel();
    const cancel = this.world.clock.after(milliseconds, () => {
      this.timers.delete(key);
      this.enqueue(controller, place);
    });
    this.timers.set(key, { at, cancel });
  }
}

function keyOf(controller: Controller, place: Place): string {
  return `${controller.name} ${place.namespace ?? ''}/${place.name}`;
}

export function placeOf(object: KubeObject): Place {
  const namespace = textAt(object.metadata, 'namespace');
  return {
    ...(namespace !== undefined && { namespace }),
    name: object.metadata.name,
  };
}

function ownersOf(change: Change, kind: KindKey): Place[] {
  const namespace = textAt(change.object.metadata, 'namespace');
  return [change.object, change.previous]
    .flatMap(object => objectsAt(object, 'metadata', 'ownerReferences'))
    .filter(owner => {
      const { group } = splitApiVersion(textAt(owner, 'apiVersion') ?? '');
      return `${group}/${String(owner.kind)}` === kind;
    })
    .map(owner => ({
      ...(namespace !== undefined && { namespace }),
      name: textAt(owner, 'name') ?? '',
    }));
}
