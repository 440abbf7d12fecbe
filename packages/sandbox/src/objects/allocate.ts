import {
  JsonObject,
  KubeObject,
  objectsAt,
  objectAt,
  textAt,
  isObject,
  withAt,
} from '../json';
import { KindKey } from '../kinds/kind';
import { Store } from '../store/store';

/** What the API server hands out itself: service addresses and node ports. */
export function allocate(
  kind: KindKey,
  object: KubeObject,
  previous: KubeObject | undefined,
  store: Store,
): KubeObject {
  return kind === '/Service' ? serviceAddress(object, previous, store) : object;
}

function serviceAddress(
  service: KubeObject,
  previous: KubeObject | undefined,
  store: Store,
): KubeObject {
  const type = textAt(service, 'spec', 'type');
  if (type === 'ExternalName') {
    const spec = { ...objectAt(service, 'spec') };
    for (const key of ['clusterIP', 'clusterIPs']) delete spec[key];
    return { ...service, spec };
  }
  const wanted =
    textAt(service, 'spec', 'clusterIP') ||
    textAt(previous, 'spec', 'clusterIP') ||
    freeAddress(store);
  const withAddress = withAt(
    withAt(service, ['spec', 'clusterIP'], wanted),
    ['spec', 'clusterIPs'],
    [wanted],
  );
  if (type !== 'NodePort' && type !== 'LoadBalancer') return withAddress;
  return withAt(
    withAddress,
    ['spec', 'ports'],
    nodePorts(withAddress, previous, store),
  );
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
    if (isObject(same) && same.nodePort)
      return { ...port, nodePort: same.nodePort };
    let number = 30000;
    while (taken.has(number)) number += 1;
    taken.add(number);
    return { ...port, nodePort: number };
  });
}
