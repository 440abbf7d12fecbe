import { equal, JsonValue, KubeObject, objectAt, textAt } from '../json';
import { Controller } from './loop';
import { isBeingDeleted, World } from './world';

const manager = 'kube-controller-manager';

/** Given to ingresses and load balancers; nothing answers there. */
const address: JsonValue = [{ ip: '127.0.0.1' }];
const afterMs = 200;

/** An ingress is given an address. */
export const ingresses: Controller = {
  name: 'ingresses',
  kind: 'networking.k8s.io/Ingress',
  reconcile(ingress, world) {
    return giveAddress(ingress, address, world);
  },
};

/** A service of type LoadBalancer is given an address, others lose it. */
export const services: Controller = {
  name: 'services',
  kind: '/Service',
  reconcile(service, world) {
    const wants = textAt(service, 'spec', 'type') === 'LoadBalancer';
    return giveAddress(
      service,
      wants ? [{ ip: '127.0.0.1', ipMode: 'VIP' }] : undefined,
      world,
    );
  },
};

function giveAddress(
  object: KubeObject,
  wanted: JsonValue | undefined,
  world: World,
): number | undefined {
  const current = objectAt(object, 'status', 'loadBalancer').ingress;
  if (isBeingDeleted(object) || equal(current, wanted)) return undefined;
  const age =
    world.clock.now() -
    Date.parse(textAt(object.metadata, 'creationTimestamp') ?? '');
  // Creation is known to the second only: that is waiting enough, and the rest of it is not more.
  const wait = afterMs * world.pace - age;
  if (wait > 0) return wait;
  world.setStatus(manager, object, {
    loadBalancer: wanted === undefined ? {} : { ingress: wanted },
  });
  return undefined;
}
