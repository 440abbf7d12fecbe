import { KubeObject, textAt, withAt } from '../json';
import { Controller } from './loop';
import { isBeingDeleted, World } from './world';

const manager = 'kube-controller-manager';

/** Every namespace has a service account and a certificate; one that is deleted is emptied first. */
export const namespaces: Controller = {
  name: 'namespaces',
  kind: '/Namespace',

  reconcile(namespace, world) {
    if (isBeingDeleted(namespace)) empty(namespace, world);
    else furnish(namespace, world);
    return undefined;
  },

  /** What goes out of a namespace may be the last thing in it. */
  concerns(change) {
    const name = textAt(change.object.metadata, 'namespace');
    return change.type === 'DELETED' && name !== undefined ? [{ name }] : [];
  },
};

function furnish(namespace: KubeObject, world: World): void {
  const { name } = namespace.metadata;
  if (!world.store.get('/ServiceAccount', name, 'default'))
    world.create(manager, '/ServiceAccount', name, {
      metadata: { name: 'default' },
    });
  if (!world.store.get('/ConfigMap', name, 'kube-root-ca.crt'))
    world.create(manager, '/ConfigMap', name, {
      metadata: { name: 'kube-root-ca.crt' },
      data: { 'ca.crt': 'simulation: the sandbox has no certificates\n' },
    });
}

function empty(namespace: KubeObject, world: World): void {
  const { name } = namespace.metadata;
  let left = 0;
  for (const key of world.store.kinds())
    for (const object of world.store.list(key, name)) {
      if (!isBeingDeleted(object))
        world.remove(object, { propagation: 'Background' });
      left += world.store.get(key, name, object.metadata.name) ? 1 : 0;
    }
  if (left > 0) return;
  world.change(manager, namespace, current =>
    withAt(current, ['spec', 'finalizers'], undefined),
  );
}
