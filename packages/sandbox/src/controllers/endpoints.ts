import {
  JsonObject,
  KubeObject,
  objectAt,
  objectsAt,
  textAt,
  textsAt,
} from '../json';
import { readLabelMap } from '../selectors/labels';
import { Controller } from './loop';
import { isFinished, isReady } from './pods/state';
import { isBeingDeleted, ownerReference, World } from './world';

const manager = 'kube-controller-manager';

/** For every service with a selector, an EndpointSlice with the pods it reaches. */
export const endpoints: Controller = {
  name: 'endpoints',
  kind: '/Service',

  reconcile(service, world) {
    const selector = at(service);
    if (!selector || isBeingDeleted(service)) return undefined;
    const namespace = textAt(service.metadata, 'namespace') ?? '';
    const selects = readLabelMap(selector);
    const pods = world.store
      .list('/Pod', namespace)
      .filter(
        pod =>
          !isFinished(pod) &&
          textAt(pod, 'status', 'podIP') !== undefined &&
          selects(textsAt(pod.metadata, 'labels')),
      );
    write(service, pods, world);
    return undefined;
  },

  concerns(change, world) {
    if (change.kind !== '/Pod') return [];
    const namespace = textAt(change.object.metadata, 'namespace') ?? '';
    const labels = textsAt(change.object.metadata, 'labels');
    return world.store
      .list('/Service', namespace)
      .filter(service => readLabelMap(at(service))(labels))
      .map(service => ({ namespace, name: service.metadata.name }));
  },
};

function at(service: KubeObject): JsonObject | undefined {
  const selector = objectAt(service, 'spec', 'selector');
  return Object.keys(selector).length > 0 ? selector : undefined;
}

function write(service: KubeObject, pods: KubeObject[], world: World): void {
  const content = {
    addressType: 'IPv4',
    endpoints: pods.map(pod => ({
      addresses: [textAt(pod, 'status', 'podIP') ?? ''],
      conditions: {
        ready: isReady(pod) && !isBeingDeleted(pod),
        serving: isReady(pod),
        terminating: isBeingDeleted(pod),
      },
      nodeName: textAt(pod, 'spec', 'nodeName') ?? '',
      targetRef: {
        kind: 'Pod',
        namespace: pod.metadata.namespace ?? '',
        name: pod.metadata.name,
        uid: pod.metadata.uid,
      },
    })),
    ports: objectsAt(service, 'spec', 'ports').map(port => ({
      name: textAt(port, 'name') ?? '',
      port: targetPort(port, pods),
      protocol: port.protocol ?? 'TCP',
    })),
  };
  const existing = world.controlledBy(
    service,
    'discovery.k8s.io/EndpointSlice',
  )[0];
  if (existing) {
    world.change(manager, existing, slice => ({ ...slice, ...content }));
    return;
  }
  world.create(
    manager,
    'discovery.k8s.io/EndpointSlice',
    textAt(service.metadata, 'namespace'),
    {
      metadata: {
        generateName: `${service.metadata.name}-`,
        labels: {
          ...textsAt(service.metadata, 'labels'),
          'kubernetes.io/service-name': service.metadata.name,
          'endpointslice.kubernetes.io/managed-by':
            'endpointslice-controller.k8s.io',
        },
        ownerReferences: [ownerReference(service)],
      },
      ...content,
    },
  );
}

/** A port by name is looked up in the pods. */
function targetPort(port: JsonObject, pods: KubeObject[]): number {
  const { targetPort: target } = port;
  if (typeof target === 'number') return target;
  for (const pod of pods)
    for (const container of objectsAt(pod, 'spec', 'containers')) {
      const named = objectsAt(container, 'ports').find(
        ({ name }) => name === target,
      );
      if (typeof named?.containerPort === 'number') return named.containerPort;
    }
  return typeof port.port === 'number' ? port.port : 0;
}
