import {
  KubeObject,
  listAt,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
  textsAt,
} from '../json';
import { KindKey } from '../kinds/kind';
import {
  age,
  Column,
  name,
  orNone,
  printMap,
  since,
  text,
  wide,
} from './column';

const addresses = (object: KubeObject) =>
  objectsAt(object, 'status', 'loadBalancer', 'ingress')
    .map(entry => textAt(entry, 'ip') ?? textAt(entry, 'hostname') ?? '')
    .join(',');

const dataCount = text('Data', object =>
  String(
    Object.keys(objectAt(object, 'data')).length +
      Object.keys(objectAt(object, 'binaryData')).length,
  ),
);

/** Everything that stands around workloads. */
export const clusterColumns: Record<KindKey, Column[]> = {
  '/Service': [
    name,
    text('Type', object => textAt(object, 'spec', 'type') ?? ''),
    text('Cluster-IP', object => orNone(textAt(object, 'spec', 'clusterIP'))),
    text('External-IP', object =>
      textAt(object, 'spec', 'type') === 'LoadBalancer'
        ? addresses(object) || '<pending>'
        : orNone(textAt(object, 'spec', 'externalName')),
    ),
    text('Port(s)', object =>
      orNone(
        objectsAt(object, 'spec', 'ports')
          .map(port => {
            const node = port.nodePort ? `:${String(port.nodePort)}` : '';
            return `${String(port.port)}${node}/${String(port.protocol)}`;
          })
          .join(','),
      ),
    ),
    age,
    wide(
      text('Selector', object =>
        orNone(printMap(textsAt(object, 'spec', 'selector'))),
      ),
    ),
  ],
  'networking.k8s.io/Ingress': [
    name,
    text('Class', object => orNone(textAt(object, 'spec', 'ingressClassName'))),
    text(
      'Hosts',
      object =>
        objectsAt(object, 'spec', 'rules')
          .map(rule => textAt(rule, 'host') ?? '*')
          .join(',') || '*',
    ),
    text('Address', addresses),
    text('Ports', object =>
      listAt(object, 'spec', 'tls').length > 0 ? '80, 443' : '80',
    ),
    age,
  ],
  '/ConfigMap': [name, dataCount, age],
  '/Secret': [
    name,
    text('Type', object => textAt(object, 'type') ?? ''),
    dataCount,
    age,
  ],
  '/Namespace': [
    name,
    text('Status', object => textAt(object, 'status', 'phase') ?? ''),
    age,
  ],
  '/Node': [
    name,
    text('Status', object =>
      objectsAt(object, 'status', 'conditions').some(
        condition => condition.type === 'Ready' && condition.status === 'True',
      )
        ? 'Ready'
        : 'NotReady',
    ),
    text('Roles', object =>
      orNone(
        Object.keys(textsAt(object.metadata, 'labels'))
          .filter(key => key.startsWith('node-role.kubernetes.io/'))
          .map(key => key.slice('node-role.kubernetes.io/'.length))
          .join(','),
      ),
    ),
    age,
    text('Version', object => nodeInfo(object, 'kubeletVersion')),
    wide(text('OS-Image', object => nodeInfo(object, 'osImage'))),
    wide(
      text('Container-Runtime', object =>
        nodeInfo(object, 'containerRuntimeVersion'),
      ),
    ),
  ],
  '/PersistentVolumeClaim': [
    name,
    text('Status', object => textAt(object, 'status', 'phase') ?? 'Pending'),
    text('Volume', object => textAt(object, 'spec', 'volumeName') ?? ''),
    text(
      'Capacity',
      object => textAt(object, 'status', 'capacity', 'storage') ?? '',
    ),
    text('Access Modes', accessModes),
    text(
      'StorageClass',
      object => textAt(object, 'spec', 'storageClassName') ?? '',
    ),
    age,
  ],
  '/PersistentVolume': [
    name,
    text(
      'Capacity',
      object => textAt(object, 'spec', 'capacity', 'storage') ?? '',
    ),
    text('Access Modes', accessModes),
    text(
      'Reclaim Policy',
      object => textAt(object, 'spec', 'persistentVolumeReclaimPolicy') ?? '',
    ),
    text('Status', object => textAt(object, 'status', 'phase') ?? ''),
    text('Claim', object => {
      const claim = objectAt(object, 'spec', 'claimRef');
      return claim.name === undefined
        ? ''
        : `${String(claim.namespace)}/${String(claim.name)}`;
    }),
    text(
      'StorageClass',
      object => textAt(object, 'spec', 'storageClassName') ?? '',
    ),
    age,
  ],
  '/ServiceAccount': [name, age],
  '/Event': [
    text('Last Seen', (object, now) =>
      since(textAt(object, 'lastTimestamp'), now),
    ),
    text('Type', object => textAt(object, 'type') ?? ''),
    text('Reason', object => textAt(object, 'reason') ?? ''),
    text('Object', object => {
      const about = objectAt(object, 'involvedObject');
      return `${String(about.kind ?? '').toLowerCase()}/${String(
        about.name ?? '',
      )}`;
    }),
    text('Message', object => textAt(object, 'message') ?? ''),
    wide(text('Source', object => textAt(object, 'source', 'component') ?? '')),
    wide(text('Count', object => String(numberAt(object, 'count') ?? 1))),
  ],
  'discovery.k8s.io/EndpointSlice': [
    name,
    text('AddressType', object => textAt(object, 'addressType') ?? ''),
    text('Ports', object =>
      orNone(
        objectsAt(object, 'ports')
          .map(port => String(port.port))
          .join(','),
      ),
    ),
    text('Endpoints', object =>
      orNone(
        objectsAt(object, 'endpoints')
          .flatMap(endpoint => listAt(endpoint, 'addresses'))
          .map(String)
          .join(','),
      ),
    ),
    age,
  ],
};

function nodeInfo(object: KubeObject, key: string): string {
  return textAt(object, 'status', 'nodeInfo', key) ?? '';
}

function accessModes(object: KubeObject): string {
  const short: Record<string, string> = {
    ReadWriteOnce: 'RWO',
    ReadOnlyMany: 'ROX',
    ReadWriteMany: 'RWX',
    ReadWriteOncePod: 'RWOP',
  };
  return listAt(object, 'spec', 'accessModes')
    .map(mode => short[String(mode)] ?? String(mode))
    .join(',');
}
