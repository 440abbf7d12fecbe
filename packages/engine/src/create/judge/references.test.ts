import { ObjectRef, Unknown, Value, ValueObject } from '../../model';
import { doubtsOf, Surroundings } from './references';

const later = new Unknown('string', false, 'x');

function object(
  apiVersion: string,
  kind: string,
  name: string,
  template: ValueObject = {},
  namespace = 'shop',
) {
  return { ref: { apiVersion, kind, namespace, name }, template };
}
type Judged = ReturnType<typeof object>;

/** What is doubted of the first, among the others and what is in the inventory. */
function doubts([judged, ...others]: Judged[], known: ObjectRef[] = []) {
  const around = new Surroundings([judged, ...others], known);
  return doubtsOf(judged.ref, judged.template, around);
}

const places = (objects: Judged[], known?: ObjectRef[]) =>
  doubts(objects, known).map(({ code, path }) => `${code} ${path.join('.')}`);

const pod = (spec: ValueObject) => object('v1', 'Pod', 'web', { spec });
const inContainer = (container: ValueObject) =>
  pod({ containers: [{ name: 'main' }, container] });

const POD = { containers: [{ envFrom: [{ secretRef: { name: 'gone' } }] }] };
const IN_TEMPLATE = { spec: { template: { spec: POD } } };

describe('pods are looked at', () => {
  const below = 'containers.0.envFrom.0.secretRef.name';

  it.each<[string, string, ValueObject, string]>([
    ['v1', 'Pod', { spec: POD }, 'spec'],
    ['apps/v1', 'Deployment', IN_TEMPLATE, 'spec.template.spec'],
    ['apps/v1', 'ReplicaSet', IN_TEMPLATE, 'spec.template.spec'],
    ['apps/v1', 'StatefulSet', IN_TEMPLATE, 'spec.template.spec'],
    ['apps/v1', 'DaemonSet', IN_TEMPLATE, 'spec.template.spec'],
    ['batch/v1', 'Job', IN_TEMPLATE, 'spec.template.spec'],
    [
      'batch/v1',
      'CronJob',
      { spec: { jobTemplate: IN_TEMPLATE } },
      'spec.jobTemplate.spec.template.spec',
    ],
  ])('in a %s %s', (apiVersion, kind, template, path) => {
    expect(places([object(apiVersion, kind, 'web', template)])).toEqual([
      `ReferenceNotFound ${path}.${below}`,
    ]);
  });

  it.each<[string, string, ValueObject]>([
    ['example.com/v1', 'Deployment', IN_TEMPLATE],
    ['v1', 'ConfigMap', { spec: POD }],
    [
      'example.com/v1',
      'HorizontalPodAutoscaler',
      { spec: { scaleTargetRef: { kind: 'Deployment', name: 'gone' } } },
    ],
    [
      'autoscaling/v2',
      'Other',
      { spec: { scaleTargetRef: { kind: 'Deployment', name: 'gone' } } },
    ],
    ['extensions/v1beta1', 'Ingress', ingress({ name: 'gone' })],
    ['networking.k8s.io/v1', 'Other', ingress({ name: 'gone' })],
  ])('and nothing in a %s %s', (apiVersion, kind, template) => {
    expect(places([object(apiVersion, kind, 'web', template)])).toEqual([]);
  });
});

interface Way {
  path: string;
  kind: string;
  /** Whether Kubernetes lets it be optional. */
  mayLack: boolean;
  pods(name: Value, more?: ValueObject): Judged;
}

const WAYS: Way[] = [
  {
    path: 'containers.1.env.0.valueFrom.secretKeyRef.name',
    kind: 'Secret',
    mayLack: true,
    pods: (name, more) =>
      inContainer({
        env: [{ valueFrom: { secretKeyRef: { name, ...more } } }],
      }),
  },
  {
    path: 'containers.1.env.0.valueFrom.configMapKeyRef.name',
    kind: 'ConfigMap',
    mayLack: true,
    pods: (name, more) =>
      inContainer({
        env: [{ valueFrom: { configMapKeyRef: { name, ...more } } }],
      }),
  },
  {
    path: 'containers.1.envFrom.0.secretRef.name',
    kind: 'Secret',
    mayLack: true,
    pods: (name, more) =>
      inContainer({ envFrom: [{ secretRef: { name, ...more } }] }),
  },
  {
    path: 'containers.1.envFrom.0.configMapRef.name',
    kind: 'ConfigMap',
    mayLack: true,
    pods: (name, more) =>
      inContainer({ envFrom: [{ configMapRef: { name, ...more } }] }),
  },
  {
    path: 'initContainers.0.envFrom.0.secretRef.name',
    kind: 'Secret',
    mayLack: true,
    pods: (name, more) =>
      pod({
        initContainers: [{ envFrom: [{ secretRef: { name, ...more } }] }],
      }),
  },
  {
    path: 'initContainers.0.env.0.valueFrom.secretKeyRef.name',
    kind: 'Secret',
    mayLack: true,
    pods: (name, more) =>
      pod({
        initContainers: [
          { env: [{ valueFrom: { secretKeyRef: { name, ...more } } }] },
        ],
      }),
  },
  {
    path: 'volumes.0.configMap.name',
    kind: 'ConfigMap',
    mayLack: true,
    pods: (name, more) => pod({ volumes: [{ configMap: { name, ...more } }] }),
  },
  {
    path: 'volumes.0.secret.secretName',
    kind: 'Secret',
    mayLack: true,
    pods: (secretName, more) =>
      pod({ volumes: [{ secret: { secretName, ...more } }] }),
  },
  {
    path: 'volumes.0.persistentVolumeClaim.claimName',
    kind: 'PersistentVolumeClaim',
    mayLack: false,
    pods: claimName =>
      pod({ volumes: [{ persistentVolumeClaim: { claimName } }] }),
  },
  {
    path: 'serviceAccountName',
    kind: 'ServiceAccount',
    mayLack: false,
    pods: serviceAccountName => pod({ serviceAccountName }),
  },
];

describe.each(WAYS)('a pod names a $kind at $path', way => {
  const { path, kind, mayLack, pods } = way;
  const there = object('v1', kind, 'there');

  it('that nothing makes', () => {
    expect(doubts([pods('gone')])).toEqual([
      {
        code: 'ReferenceNotFound',
        path: ['spec', ...path.split('.')].map(key =>
          /^\d+$/.test(key) ? Number(key) : key,
        ),
        message: `is "gone": nothing here makes a ${kind} of that name`,
        hint: 'Make sure that it is in the namespace already, or correct the name.',
      },
    ]);
  });

  it('that is made', () => {
    expect(places([pods('there'), there])).toEqual([]);
  });

  it('that is in the inventory', () => {
    expect(places([pods('there')], [there.ref])).toEqual([]);
  });

  it.each([
    ['in another namespace', object('v1', kind, 'there', {}, 'other')],
    ['as another kind', object('v1', 'Service', 'there')],
    ['under another name', object('v1', kind, 'there2')],
  ])('that is there only %s', (_, other) => {
    expect(places([pods('there'), other], [other.ref])).toHaveLength(1);
  });

  it.each<[string, Value]>([
    ['nothing', null],
    ['the empty name', ''],
    ['a name that comes later', later],
  ])('by %s', (_, name) => {
    expect(places([pods(name)])).toEqual([]);
  });

  it.each([
    [true, mayLack ? 0 : 1],
    [false, 1],
  ])('optional: %s', (optional, found) => {
    expect(places([pods('gone', { optional })])).toHaveLength(found);
  });
});

it('every namespace has its service account "default"', () => {
  expect(places([pod({ serviceAccountName: 'default' })])).toEqual([]);
});

it('every place is told, in the order of the pod', () => {
  const volumes: Value = [
    { name: 'a' },
    { secret: { secretName: 'b' }, configMap: { name: 'c' } },
  ];
  const env: Value = [
    { name: 'plain', value: 'x' },
    { valueFrom: { secretKeyRef: { name: 'd', key: 'k' } } },
  ];
  expect(
    places([pod({ volumes, containers: [{ env, image: 'a:!' }] })]),
  ).toEqual([
    'ImageNotPullable spec.containers.0.image',
    'ReferenceNotFound spec.containers.0.env.1.valueFrom.secretKeyRef.name',
    'ReferenceNotFound spec.volumes.1.configMap.name',
    'ReferenceNotFound spec.volumes.1.secret.secretName',
  ]);
});

describe.each([
  ['Secret', 'secretKeyRef'],
  ['ConfigMap', 'configMapKeyRef'],
])('a variable takes a key of a %s', (kind, field) => {
  const takes = (key: Value) =>
    inContainer({ env: [{ valueFrom: { [field]: { name: 'a', key } } }] });

  it.each(['data', 'stringData', 'binaryData'])('that is under %s', map => {
    expect(
      doubts([takes('k'), object('v1', kind, 'a', { [map]: { k: 'x' } })]),
    ).toEqual([]);
  });

  it('that is not there, where others are', () => {
    const content = {
      data: { z: '1', m: '2' },
      stringData: { b: '3' },
      binaryData: { a: '4' },
    };
    expect(doubts([takes('k'), object('v1', kind, 'a', content)])).toEqual([
      {
        code: 'ReferenceNotFound',
        path: ['spec', 'containers', 1, 'env', 0, 'valueFrom', field, 'key'],
        message: `is "k", which ${kind} a does not have`,
        hint: 'Use one of its keys: a, b, m, z.',
      },
    ]);
  });

  it('that is not there, where none is', () => {
    expect(doubts([takes('k'), object('v1', kind, 'a')])).toMatchObject([
      { hint: `Add the key to ${kind} a.` },
    ]);
  });

  it('that is not there, where there are more than a person would read', () => {
    const keys = Array.from({ length: 30 }, (_, index) => `k${10 + index}`);
    const data = Object.fromEntries(keys.map(key => [key, 'x']));
    const [{ hint }] = doubts([takes('k'), object('v1', kind, 'a', { data })]);
    expect(hint).toBe(`Use one of its keys: ${keys.slice(0, 20).join(', ')}.`);
  });

  it('of which only the name is known', () => {
    const { ref } = object('v1', kind, 'a');
    expect(doubts([takes('k')], [ref])).toEqual([]);
  });

  it.each<[string, Value]>([
    ['that comes later', later],
    ['that is missing', null],
  ])('%s', (_, key) => {
    expect(
      doubts([takes(key), object('v1', kind, 'a', { data: { b: 'x' } })]),
    ).toEqual([]);
  });
});

describe('an image', () => {
  it.each(['containers', 'initContainers'])('in %s cannot be pulled', list => {
    expect(doubts([pod({ [list]: [{ image: 'Web:1' }] })])).toEqual([
      {
        code: 'ImageNotPullable',
        path: ['spec', list, 0, 'image'],
        message:
          'is "Web:1", which no container runtime can pull: a repository is written in lower case',
      },
    ]);
  });

  it.each<[string, Value]>([
    ['a good one', 'registry.example.com:5000/shop/web:1'],
    ['none', null],
    ['an empty one', ''],
    ['one that comes later', later],
  ])('%s passes', (_, image) => {
    expect(doubts([inContainer({ image })])).toEqual([]);
  });
});

describe('a claim for one node', () => {
  const claim = (...accessModes: string[]) =>
    object('v1', 'PersistentVolumeClaim', 'files', { spec: { accessModes } });
  const once = claim('ReadWriteOnce');
  const template: Value = {
    spec: {
      volumes: [
        { name: 'a' },
        { name: 'b', persistentVolumeClaim: { claimName: 'files' } },
      ],
    },
  };
  const pods = (kind: string, spec: ValueObject = {}) =>
    object('apps/v1', kind, 'web', { spec: { ...spec, template } });
  const scaler = (spec: ValueObject) =>
    object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec });
  const recreate = { strategy: { type: 'Recreate' } };
  const path = ['spec', 'template', 'spec', 'volumes', 1];

  it('and several pods', () => {
    expect(doubts([pods('Deployment', { replicas: 3 }), once])).toEqual([
      {
        code: 'VolumeHeldOnce',
        path,
        message:
          'is claim files, which one node at a time may mount (ReadWriteOnce), for up to 3 pods: those on other nodes cannot start',
        hint: 'Run one pod, use a claim with ReadWriteMany, or a StatefulSet, whose pods get a claim each.',
      },
    ]);
  });

  it('and one pod that is replaced by a new one', () => {
    const both = claim('ReadWriteOnce', 'ReadWriteOncePod');
    expect(doubts([pods('Deployment'), both])).toEqual([
      {
        code: 'VolumeHeldOnce',
        path,
        message:
          'is claim files, which one node at a time may mount (ReadWriteOnce, ReadWriteOncePod), and a new version starts before the old one stops: on another node it waits for the volume',
        hint: 'Set spec.strategy.type to Recreate in the profile, or use a claim with ReadWriteMany.',
      },
    ]);
  });

  it.each<[string, ValueObject, boolean]>([
    ['Deployment', {}, true],
    ['Deployment', { replicas: 1 }, true],
    ['Deployment', { replicas: 1, ...recreate }, false],
    ['Deployment', recreate, false],
    ['Deployment', { replicas: 2, ...recreate }, true],
    ['Deployment', { replicas: 0, ...recreate }, false],
    ['Deployment', { replicas: later, ...recreate }, false],
    ['Deployment', { strategy: { type: 'RollingUpdate' } }, true],
    ['Deployment', { strategy: { type: later } }, false],
    ['Deployment', surge(0), false],
    ['Deployment', surge('0'), false],
    ['Deployment', surge('0%'), false],
    ['Deployment', surge('0%%'), true],
    ['Deployment', surge(10), true],
    ['Deployment', surge('10%'), true],
    ['Deployment', surge(null), true],
    ['ReplicaSet', {}, false],
    ['ReplicaSet', { replicas: 2 }, true],
    ['StatefulSet', {}, false],
    ['StatefulSet', { replicas: 2 }, true],
    ['DaemonSet', { replicas: 2 }, false],
  ])('%s %j: %s', (kind, spec, isDoubted) => {
    expect(places([pods(kind, spec), once])).toEqual(
      isDoubted ? [`VolumeHeldOnce ${path.join('.')}`] : [],
    );
  });

  it.each<[string[], boolean]>([
    [['ReadWriteOnce'], true],
    [['ReadWriteOncePod'], true],
    [['ReadWriteMany'], false],
    [['ReadOnlyMany'], false],
    [['ReadWriteOnce', 'ReadWriteMany'], false],
    [[], false],
  ])('access modes %j: %s', (modes, isDoubted) => {
    const objects = [pods('Deployment', { replicas: 2 }), claim(...modes)];
    expect(places(objects)).toHaveLength(isDoubted ? 1 : 0);
  });

  it('of which only the name is known', () => {
    const { ref } = once;
    expect(doubts([pods('Deployment', { replicas: 2 })], [ref])).toEqual([]);
  });

  it.each<[string, ValueObject, string | undefined]>([
    [
      'an autoscaler',
      { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 7 },
      'up to 7 pods',
    ],
    [
      'KEDA, which means a Deployment unless told otherwise',
      { scaleTargetRef: { name: 'web' }, maxReplicaCount: 5 },
      'up to 5 pods',
    ],
    [
      'one that stops at one',
      { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 1 },
      undefined,
    ],
    [
      'one of another kind',
      { scaleTargetRef: { kind: 'StatefulSet', name: 'web' }, maxReplicas: 7 },
      undefined,
    ],
    [
      'one of another name',
      { scaleTargetRef: { kind: 'Deployment', name: 'api' }, maxReplicas: 7 },
      undefined,
    ],
    [
      'one whose most is not known',
      {
        scaleTargetRef: { kind: 'Deployment', name: 'web' },
        maxReplicas: later,
      },
      undefined,
    ],
    [
      'one whose target comes later',
      { scaleTargetRef: { kind: 'Deployment', name: later }, maxReplicas: 7 },
      undefined,
    ],
  ])('scaled by %s', (_, spec, expected) => {
    const found = doubts([pods('Deployment', recreate), once, scaler(spec)]);
    const most = found.map(
      ({ message }) => /up to \d+ pods/.exec(message)?.[0],
    );
    expect(most).toEqual(expected === undefined ? [] : [expected]);
  });

  it('scaled by what is in another namespace', () => {
    const spec = {
      scaleTargetRef: { kind: 'Deployment', name: 'web' },
      maxReplicas: 7,
    };
    const elsewhere = object('a/v1', 'Scaler', 'web', { spec }, 'other');
    expect(doubts([pods('Deployment', recreate), once, elsewhere])).toEqual([]);
  });
});

function surge(maxSurge: Value): ValueObject {
  return { strategy: { rollingUpdate: { maxSurge } } };
}

describe('an autoscaler scales', () => {
  const scales = (scaleTargetRef: ValueObject) =>
    object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
      spec: { scaleTargetRef },
    });
  const web = { kind: 'Deployment', name: 'web' };
  const set = object('apps/v1', 'StatefulSet', 'web');

  it.each<[string, Judged[]]>([
    ['what is there', [scales(web), object('apps/v1', 'Deployment', 'web')]],
    ['a kind that comes later', [scales({ ...web, kind: later })]],
    ['a name that comes later', [scales({ ...web, name: later })]],
    ['no name', [scales({ ...web, name: '' })]],
    ['nothing', [scales({})]],
  ])('%s', (_, objects) => {
    expect(doubts(objects)).toEqual([]);
  });

  it('what is in the inventory', () => {
    const { ref } = object('apps/v1', 'Deployment', 'web');
    expect(doubts([scales(web)], [ref])).toEqual([]);
  });

  it('the wrong kind', () => {
    const service = object('v1', 'Service', 'web');
    expect(doubts([scales(web), service, set])).toEqual([
      {
        code: 'ReferenceNotFound',
        path: ['spec', 'scaleTargetRef'],
        message:
          'is Deployment web, which nothing here makes; there is StatefulSet web',
        hint: 'Set spec.scaleTargetRef.kind to StatefulSet.',
      },
    ]);
  });

  it.each([
    ['nothing of that name', []],
    ['what has no pods', [object('v1', 'Service', 'web')]],
    ['what is elsewhere', [object('apps/v1', 'StatefulSet', 'web', {}, 'b')]],
  ])('%s', (_, others) => {
    expect(doubts([scales(web), ...others])).toEqual([
      {
        code: 'ReferenceNotFound',
        path: ['spec', 'scaleTargetRef'],
        message: 'is Deployment web, which nothing here makes',
        hint: 'Correct the kind or the name, or make sure that it is there already.',
      },
    ]);
  });
});

function ingress(service: ValueObject): ValueObject {
  const paths: Value = [{ path: '/' }, { backend: { service } }];
  const rules: Value = [{ host: 'a' }, { http: { paths } }];
  return { spec: { rules } };
}

describe('a route leads to', () => {
  const routes = (service: ValueObject) =>
    object('networking.k8s.io/v1', 'Ingress', 'web', ingress(service));
  const ports = [
    { name: 'http', port: 80 },
    { name: 'admin', port: 8080 },
  ];
  const web = object('v1', 'Service', 'web', { spec: { ports } });
  const at = ['spec', 'rules', 1, 'http', 'paths', 1, 'backend', 'service'];

  it('no service of that name', () => {
    expect(doubts([routes({ name: 'gone' }), web])).toEqual([
      {
        code: 'ReferenceNotFound',
        path: [...at, 'name'],
        message: 'is "gone": nothing here makes a Service of that name',
        hint: 'Make sure that it is in the namespace already, or correct the name.',
      },
    ]);
  });

  it.each<[ValueObject]>([[{ number: 81 }], [{ name: 'https' }], [{}]])(
    'no port %j',
    port => {
      expect(doubts([routes({ name: 'web', port }), web])).toEqual([
        {
          code: 'ReferenceNotFound',
          path: [...at, 'port'],
          message: 'is a port that Service web does not have',
          hint: 'Use one of its ports: 80, 8080.',
        },
      ]);
    },
  );

  it.each<[string, ValueObject, ValueObject]>([
    ['a port by number', { number: 8080 }, { ports }],
    ['a port by number, the name empty', { number: 80, name: '' }, { ports }],
    ['a port by name', { name: 'admin' }, { ports }],
    ['a number that comes later', { number: later }, { ports }],
    ['a name that comes later', { name: later }, { ports }],
    ['a service whose ports are not known', { number: 80 }, { ports: later }],
    ['a service without ports', { number: 80 }, { type: 'ExternalName' }],
  ])('%s', (_, port, spec) => {
    expect(
      doubts([
        routes({ name: 'web', port }),
        object('v1', 'Service', 'web', { spec }),
      ]),
    ).toEqual([]);
  });

  it.each<[string, Value]>([
    ['nothing', null],
    ['no name', ''],
    ['a service that comes later', later],
  ])('%s', (_, name) => {
    expect(doubts([routes({ name, port: { number: 1 } }), web])).toEqual([]);
  });

  it('a service in the inventory', () => {
    const service = { name: 'web', port: { number: 1 } };
    expect(doubts([routes(service)], [web.ref])).toEqual([]);
  });
});
