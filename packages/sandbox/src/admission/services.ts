import {
  JsonObject,
  JsonValue,
  KubeObject,
  objectAt,
  objectsAt,
  textAt,
  withAt,
  without,
} from '../json';
import { Store } from '../store/store';

/** What the API server hands out to a service itself: its address and its node ports. */
export function admitService(
  service: KubeObject,
  previous: KubeObject | undefined,
  store: Store,
): KubeObject {
  const type = textAt(service, 'spec', 'type');
  const spec = objectAt(service, 'spec');
  if (type === 'ExternalName') return { ...service, spec: outside(spec) };
  const address =
    textAt(spec, 'clusterIP') ||
    textAt(previous, 'spec', 'clusterIP') ||
    freeAddress(store);
  const withAddress: JsonObject = {
    ...spec,
    clusterIP: address,
    clusterIPs: [address],
    ipFamilies: spec.ipFamilies ?? ['IPv4'],
    ipFamilyPolicy: spec.ipFamilyPolicy ?? 'SingleStack',
  };
  const hasNodePorts = type === 'NodePort' || type === 'LoadBalancer';
  return {
    ...service,
    spec: hasNodePorts
      ? { ...withAddress, ports: nodePorts(service, previous, store) }
      : inside(withAddress, previous),
  };
}

/** A service of the cluster only gives back what it had as one for the outside. */
function inside(
  spec: JsonObject,
  previous: KubeObject | undefined,
): JsonObject {
  const before = textAt(previous, 'spec', 'type');
  if (before !== 'NodePort' && before !== 'LoadBalancer') return spec;
  return {
    ...without(
      spec,
      'externalTrafficPolicy',
      'allocateLoadBalancerNodePorts',
      'healthCheckNodePort',
    ),
    ports: objectsAt(spec, 'ports').map(port => without(port, 'nodePort')),
  };
}

function outside(spec: JsonObject): JsonObject {
  const ports: JsonValue = objectsAt(spec, 'ports').map(port =>
    without(port, 'nodePort'),
  );
  return {
    ...without(
      spec,
      'clusterIP',
      'clusterIPs',
      'ipFamilies',
      'ipFamilyPolicy',
      'internalTrafficPolicy',
      'externalTrafficPolicy',
      'allocateLoadBalancerNodePorts',
    ),
    ...(ports.length > 0 && { ports }),
  };
}

function freeAddress(store: Store): string {
  const taken = new Set(
    store.list('/Service').map(service => textAt(service, 'spec', 'clusterIP')),
  );
  for (let number = 2; number < 65534; number += 1) {
    const address = `10.96.${Math.floor(number / 256)}.${number % 256}`;
    if (!taken.has(address)) return address;
  }
  return '10.96.255.254';
}

function nodePorts(
  service: KubeObject,
  previous: KubeObject | undefined,
  store: Store,
): JsonObject[] {
  const taken = new Set(
    store
      .list('/Service')
      .flatMap(other => objectsAt(other, 'spec', 'ports'))
      .map(port => port.nodePort),
  );
  const before = objectsAt(previous, 'spec', 'ports');
  return objectsAt(service, 'spec', 'ports').map(port => {
    if (port.nodePort) return port;
    const same = before.find(
      old => old.port === port.port && old.protocol === port.protocol,
    );
    if (same?.nodePort) return withAt(port, ['nodePort'], same.nodePort);
    let number = 30000;
    while (taken.has(number)) number += 1;
    taken.add(number);
    return { ...port, nodePort: number };
  });
}
