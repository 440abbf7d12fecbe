import { KubeObject, objectAt, objectsAt, textAt, textsAt } from '../json';
import { KindKey } from '../kinds/kind';
import { readLabelSelector } from '../selectors/labels';
import { Change } from '../store/store';
import type { Place } from './loop';
import { controllerOf, isBeingDeleted, ownerReference, World } from './world';

const manager = 'kube-controller-manager';

/** Takes over objects that fit the owner's selector and have nobody who answers for them. */
export function adopt(owner: KubeObject, key: KindKey, world: World): void {
  if (isBeingDeleted(owner)) return;
  const selects = readLabelSelector(objectAt(owner, 'spec').selector);
  for (const object of world.store.unowned(
    key,
    textAt(owner.metadata, 'namespace') ?? '',
  ))
    if (!isBeingDeleted(object) && selects(textsAt(object.metadata, 'labels')))
      world.change(manager, object, current => ({
        ...current,
        metadata: {
          ...current.metadata,
          ownerReferences: [
            ...objectsAt(current.metadata, 'ownerReferences'),
            ownerReference(owner),
          ],
        },
      }));
}

/** Owners of a kind whose selector fits an object that nobody answers for. */
export function possibleOwners(
  change: Change,
  key: KindKey,
  ownerKey: KindKey,
  world: World,
): Place[] {
  if (change.kind !== key || controllerOf(change.object)) return [];
  const labels = textsAt(change.object.metadata, 'labels');
  const namespace = textAt(change.object.metadata, 'namespace') ?? '';
  return world.store
    .list(ownerKey, namespace)
    .filter(owner =>
      readLabelSelector(objectAt(owner, 'spec').selector)(labels),
    )
    .map(owner => ({ namespace, name: owner.metadata.name }));
}
