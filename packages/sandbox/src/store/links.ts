import { KubeObject, objectsAt, textAt } from '../json';
import { KindKey } from '../kinds/kind';

/** Where an object is kept. */
export interface Location {
  kind: KindKey;
  /** `namespace/name` */
  place: string;
}

/** Finds objects by what they point at, without looking through all of them. */
export class Links {
  private readonly targets = new Map<string, Map<string, Location>>();

  add(location: Location, object: KubeObject): void {
    for (const target of targetsOf(location.kind, object)) {
      const known = this.targets.get(target) ?? new Map<string, Location>();
      known.set(`${location.kind} ${location.place}`, location);
      this.targets.set(target, known);
    }
  }

  remove(location: Location, object: KubeObject): void {
    for (const target of targetsOf(location.kind, object)) {
      const known = this.targets.get(target);
      known?.delete(`${location.kind} ${location.place}`);
      if (known?.size === 0) this.targets.delete(target);
    }
  }

  to(target: string): Location[] {
    return [...(this.targets.get(target)?.values() ?? [])];
  }
}

/** Objects of a kind in a namespace for which nobody answers, as if they pointed at this. */
export function nobody(kind: KindKey, namespace: string): string {
  return `nobody ${kind} ${namespace}`;
}

/** The owners of an object, what an event is about, or nobody. */
function targetsOf(kind: KindKey, object: KubeObject): string[] {
  const owners = objectsAt(object, 'metadata', 'ownerReferences');
  const targets = owners.map(owner => textAt(owner, 'uid') ?? '');
  const about = textAt(object, 'involvedObject', 'uid');
  if (about !== undefined) targets.push(about);
  if (!owners.some(owner => owner.controller === true))
    targets.push(nobody(kind, textAt(object.metadata, 'namespace') ?? ''));
  return targets;
}
