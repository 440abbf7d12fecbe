import {
  JsonValue,
  KubeObject,
  listAt,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
  textsAt,
} from '../json';
import { KindKey } from '../kinds/kind';
import { printAge } from './age';
import { podReady, podRestarts, podStatus } from './podColumns';

/** How one column of `kubectl get` is filled. */
export interface Column {
  name: string;
  type: 'string' | 'integer';
  /** 0 = always shown, 1 = with `-o wide`. */
  priority: 0 | 1;
  format: '' | 'name';
  value(object: KubeObject, now: number): JsonValue;
}

type Read = (object: KubeObject, now: number) => JsonValue;

const text = (name: string, value: Read): Column => ({
  name,
  type: 'string',
  priority: 0,
  format: '',
  value,
});
const count = (name: string, ...path: string[]): Column => ({
  ...text(name, object => numberAt(object, ...path) ?? 0),
  type: 'integer',
});
const wide = (column: Column): Column => ({ ...column, priority: 1 });

const name: Column = {
  ...text('Name', object => object.metadata.name),
  format: 'name',
};
const age = text('Age', (object, now) =>
  since(textAt(object.metadata, 'creationTimestamp'), now),
);

function since(time: string | undefined, now: number): string {
  return time === undefined ? '<unknown>' : printAge(now - Date.parse(time));
}

const orNone = (value: string | undefined) => value || '<none>';

function templateOf(object: KubeObject) {
  return objectAt(object, 'spec', 'template', 'spec');
}

const containers = wide(
  text('Containers', object =>
    objectsAt(templateOf(object), 'containers')
      .map(container => String(container.name))
      .join(','),
  ),
);
const images = wide(
  text('Images', object =>
    objectsAt(templateOf(object), 'containers')
      .map(container => String(container.image ?? ''))
      .join(','),
  ),
);
const selector = wide(
  text('Selector', object =>
    orNone(printMap(textsAt(object, 'spec', 'selector', 'matchLabels'))),
  ),
);

function printMap(map: Record<string, string>): string {
  return Object.entries(map)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

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

const ready = (readyKey: string, ...wanted: string[]) =>
  text(
    'Ready',
    object =>
      `${numberAt(object, 'status', readyKey) ?? 0}/${
        numberAt(object, ...wanted) ?? 0
      }`,
  );

const table: Record<KindKey, Column[]> = {
  '/Pod': [
    name,
    text('Ready', podReady),
    text('Status', podStatus),
    text('Restarts', podRestarts),
    age,
    wide(text('IP', object => orNone(textAt(object, 'status', 'podIP')))),
    wide(text('Node', object => orNone(textAt(object, 'spec', 'nodeName')))),
    wide(
      text('Nominated Node', object =>
        orNone(textAt(object, 'status', 'nominatedNodeName')),
      ),
    ),
    wide(text('Readiness Gates', () => '<none>')),
  ],
  'apps/Deployment': [
    name,
    ready('readyReplicas', 'spec', 'replicas'),
    count('Up-to-date', 'status', 'updatedReplicas'),
    count('Available', 'status', 'availableReplicas'),
    age,
    containers,
    images,
    selector,
  ],
  'apps/ReplicaSet': [
    name,
    count('Desired', 'spec', 'replicas'),
    count('Current', 'status', 'replicas'),
    count('Ready', 'status', 'readyReplicas'),
    age,
    containers,
    images,
    selector,
  ],
  'apps/StatefulSet': [
    name,
    ready('readyReplicas', 'spec', 'replicas'),
    age,
    containers,
    images,
  ],
  'apps/DaemonSet': [
    name,
    count('Desired', 'status', 'desiredNumberScheduled'),
    count('Current', 'status', 'currentNumberScheduled'),
    count('Ready', 'status', 'numberReady'),
    count('Up-to-date', 'status', 'updatedNumberScheduled'),
    count('Available', 'status', 'numberAvailable'),
    text('Node Selector', object =>
      orNone(printMap(textsAt(templateOf(object), 'nodeSelector'))),
    ),
    age,
    containers,
    images,
    selector,
  ],
  'batch/Job': [
    name,
    text('Status', jobStatus),
    text(
      'Completions',
      object =>
        `${numberAt(object, 'status', 'succeeded') ?? 0}/${
          numberAt(object, 'spec', 'completions') ??
          `1 of ${numberAt(object, 'spec', 'parallelism') ?? 1}`
        }`,
    ),
    text('Duration', (object, now) => {
      const start = textAt(object, 'status', 'startTime');
      if (start === undefined) return '';
      const end = textAt(object, 'status', 'completionTime');
      return printAge(
        (end === undefined ? now : Date.parse(end)) - Date.parse(start),
      );
    }),
    age,
    containers,
    images,
    selector,
  ],
  'batch/CronJob': [
    name,
    text('Schedule', object => textAt(object, 'spec', 'schedule') ?? ''),
    text('Timezone', object => orNone(textAt(object, 'spec', 'timeZone'))),
    text('Suspend', object =>
      objectAt(object, 'spec').suspend === true ? 'True' : 'False',
    ),
    {
      ...text('Active', object => listAt(object, 'status', 'active').length),
      type: 'integer',
    },
    text('Last Schedule', (object, now) => {
      const last = textAt(object, 'status', 'lastScheduleTime');
      return last === undefined ? '<none>' : since(last, now);
    }),
    age,
  ],
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
  'autoscaling/HorizontalPodAutoscaler': [
    name,
    text('Reference', object => {
      const target = objectAt(object, 'spec', 'scaleTargetRef');
      return `${String(target.kind)}/${String(target.name)}`;
    }),
    text('Targets', targets),
    count('MinPods', 'spec', 'minReplicas'),
    count('MaxPods', 'spec', 'maxReplicas'),
    count('Replicas', 'status', 'currentReplicas'),
    age,
  ],
  'policy/PodDisruptionBudget': [
    name,
    text('Min Available', object => bound(object, 'minAvailable')),
    text('Max Unavailable', object => bound(object, 'maxUnavailable')),
    count('Allowed Disruptions', 'status', 'disruptionsAllowed'),
    age,
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

function jobStatus(object: KubeObject): string {
  const holds = (type: string) =>
    objectsAt(object, 'status', 'conditions').some(
      condition => condition.type === type && condition.status === 'True',
    );
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  return holds('Suspended') ? 'Suspended' : 'Running';
}

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

function bound(object: KubeObject, key: string): string {
  const value = objectAt(object, 'spec')[key];
  return value === undefined ? 'N/A' : String(value);
}

function targets(object: KubeObject): string {
  const current = objectsAt(object, 'status', 'currentMetrics');
  return (
    objectsAt(object, 'spec', 'metrics')
      .map((metric, index) => {
        const wanted = numberAt(
          metric,
          'resource',
          'target',
          'averageUtilization',
        );
        const now = numberAt(
          current[index],
          'resource',
          'current',
          'averageUtilization',
        );
        const printed = (value: number | undefined) =>
          value === undefined ? '<unknown>' : `${value}%`;
        return `${String(objectAt(metric, 'resource').name)}: ${printed(
          now,
        )}/${printed(wanted)}`;
      })
      .join(', ') || '<none>'
  );
}

/** The columns of a kind; those of which nothing is known show name and age. */
export function columnsOf(kind: KindKey): Column[] {
  return table[kind] ?? [name, age];
}
