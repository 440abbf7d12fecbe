import { timestamp } from '../clock';
import { KubeObject, listAt, objectAt, objectsAt, textAt } from '../json';
import { withCondition } from './conditions';
import { Controller } from './loop';
import { isBeingDeleted, World } from './world';

const manager = 'kube-apiserver';

/** Serves what a CustomResourceDefinition describes; with it go all objects of its kind. */
export const definitions: Controller = {
  name: 'definitions',
  kind: 'apiextensions.k8s.io/CustomResourceDefinition',

  reconcile(definition, world) {
    if (isBeingDeleted(definition)) return undefined;
    world.kinds.define(definition);
    establish(definition, world);
    return undefined;
  },

  forget(definition, world) {
    const key = `${textAt(definition, 'spec', 'group') ?? ''}/${
      textAt(definition, 'spec', 'names', 'kind') ?? ''
    }`;
    for (const object of world.store.list(key))
      world.remove(object, { propagation: 'Background' });
    world.kinds.undefine(definition);
  },
};

function establish(definition: KubeObject, world: World): void {
  const now = timestamp(world.clock.now());
  const names = objectAt(definition, 'spec', 'names');
  const kind = textAt(names, 'kind') ?? '';
  const before = objectAt(definition, 'status');
  const accepted = withCondition(
    before,
    {
      type: 'NamesAccepted',
      status: 'True',
      reason: 'NoConflicts',
      message: 'no conflicts found',
    },
    now,
  );
  const stored = objectsAt(definition, 'spec', 'versions')
    .filter(version => version.storage === true)
    .map(version => textAt(version, 'name') ?? '');
  world.setStatus(manager, definition, {
    acceptedNames: {
      listKind: `${kind}List`,
      singular: kind.toLowerCase(),
      ...names,
    },
    conditions: withCondition(
      { conditions: accepted },
      {
        type: 'Established',
        status: 'True',
        reason: 'InitialNamesAccepted',
        message: 'the initial names have been accepted',
      },
      now,
    ),
    storedVersions: [
      ...new Set([...listAt(before, 'storedVersions'), ...stored]),
    ],
  });
}
