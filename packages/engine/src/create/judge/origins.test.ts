import { Path } from '@tutti/kubernetes';
import {
  JsonObject,
  ProfilePatch,
  Value,
  ValueObject,
  WorkloadProfile,
} from '../../model';
import { definition, workload } from '../../testing/platform';
import { Origin, sourceOf } from './origins';

const source = { file: 'platform.yaml', line: 7 };
const container: Path = ['spec', 'template', 'spec', 'containers', 1];
const IN_CONTAINER = 'spec.template.spec.containers[0]';

const deployment: ValueObject = {
  kind: 'Deployment',
  metadata: { name: 'web', annotations: { 'a.b/c': 'x' } },
  spec: {
    template: {
      metadata: { annotations: { 'a.b/c': 'x' } },
      spec: {
        initContainers: [
          { name: 'setup', volumeMounts: [{ name: 'b', mountPath: '/b' }] },
        ],
        containers: [
          'not a container',
          {
            name: 'main',
            env: [{ name: 'A' }, { name: 'B' }, { value: 'no name' }],
            ports: [{ containerPort: 80 }, { containerPort: 81 }],
            volumeMounts: [
              'not a mount',
              { name: 'z', mountPath: '/z' },
              { name: 'a', mountPath: '/a' },
            ],
          },
          { image: 'no name' },
          { name: 'late', volumeMounts: [{ name: 'c', mountPath: '/c' }] },
        ],
        volumes: [{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' }],
      },
    },
  },
};

/** `platform.yaml:7 spec.a (definition x)` */
function told(origin: Origin, path: Path, object: Value = deployment) {
  const { file, line, path: at, by } = sourceOf(origin, object, path);
  return `${file}${line === undefined ? '' : `:${line}`} ${at}${
    by === undefined ? '' : ` (${by})`
  }`;
}

function profiled(parts: {
  defaults?: JsonObject;
  patches?: Omit<ProfilePatch, 'name'>[];
}): Origin {
  const profile: WorkloadProfile = {
    name: 'standard',
    source,
    kind: 'Deployment',
    defaults: parts.defaults ?? {},
    patches: (parts.patches ?? []).map((patch, index) => ({
      name: `p${index}`,
      ...patch,
    })),
    annotations: { allow: [] },
    probes: { host: 'refuse' },
  };
  return { kind: 'workload', workload: workload('web'), profile };
}

describe('what a definition writes', () => {
  const thing = definition('thing', { type: 'thing', source });

  it('is in its list of objects', () => {
    const origin: Origin = { kind: 'definition', definition: thing, index: 2 };
    expect(told(origin, ['data', 'a.b'])).toBe(
      'platform.yaml:7 spec.inputs.objects[2].data["a.b"] (definition thing)',
    );
  });

  it('is in its inputs where its driver makes the objects', () => {
    const origin: Origin = { kind: 'definition', definition: thing };
    expect(told(origin, ['data', 'a'])).toBe(
      'platform.yaml:7 spec.inputs (definition thing)',
    );
  });
});

describe('what a Target writes', () => {
  it('is in its spec', () => {
    const target = {
      name: 'memory',
      source,
      driver: 'memory',
      criteria: {},
      namespace: 'shop',
      shared: false,
      namespaces: { adopt: [] },
    };
    expect(told({ kind: 'target', target }, ['metadata', 'labels', 'a'])).toBe(
      'platform.yaml:7 spec.labels.a (target memory)',
    );
  });

  it('is nowhere without a Target', () => {
    expect(sourceOf({ kind: 'target' }, {}, ['metadata'])).toEqual({});
  });
});

describe('what a profile writes', () => {
  const image: Path = [...container, 'image'];
  const inSpec = (spec: JsonObject): JsonObject => ({
    spec: { template: { spec } },
  });
  const score = 'web.yaml containers.main.image';
  const patch = (index: number, place: string) =>
    `platform.yaml:7 spec.patches[${index}].${place} (patch p${index} of profile standard)`;

  it.each<[string, Parameters<typeof profiled>[0], Path, string]>([
    [
      'in a patch: the container of the same name',
      {
        patches: [
          {
            merge: inSpec({
              containers: [
                { name: 'side', image: 'b' },
                { name: 'main', image: 'a' },
              ],
            }),
          },
        ],
      },
      image,
      patch(0, 'merge.spec.template.spec.containers[1].image'),
    ],
    [
      'in a patch of every container',
      {
        patches: [
          { merge: inSpec({ containers: [{ name: '*', image: 'a' }] }) },
        ],
      },
      image,
      patch(0, `merge.${IN_CONTAINER}.image`),
    ],
    [
      'in a patch: the port of the same number',
      {
        patches: [
          {
            merge: inSpec({
              containers: [
                {
                  name: 'main',
                  ports: [{ containerPort: 81, hostPort: 1 }],
                },
              ],
            }),
          },
        ],
      },
      [...container, 'ports', 1, 'hostPort'],
      patch(0, `merge.${IN_CONTAINER}.ports[0].hostPort`),
    ],
    [
      'in a patch: the mount at the same path',
      {
        patches: [
          {
            merge: inSpec({
              containers: [
                {
                  name: 'main',
                  volumeMounts: [{ mountPath: '/a', readOnly: 'x' }],
                },
              ],
            }),
          },
        ],
      },
      [...container, 'volumeMounts', 2, 'readOnly'],
      patch(0, `merge.${IN_CONTAINER}.volumeMounts[0].readOnly`),
    ],
    [
      'in the last patch that says it',
      {
        patches: [
          { merge: { spec: { replicas: 1 } } },
          { merge: { spec: { replicas: 2 } } },
          { merge: { spec: { paused: true } } },
        ],
      },
      ['spec', 'replicas'],
      patch(1, 'merge.spec.replicas'),
    ],
    [
      'in a patch rather than in the defaults',
      {
        defaults: { spec: { replicas: 1 } },
        patches: [{ merge: { spec: { replicas: 2 } } }],
      },
      ['spec', 'replicas'],
      patch(0, 'merge.spec.replicas'),
    ],
    [
      'in the defaults',
      {
        defaults: { spec: { replicas: 1 } },
        patches: [{ merge: { spec: null } }, { json6902: [] }],
      },
      ['spec', 'replicas'],
      'platform.yaml:7 spec.defaults.spec.replicas (defaults of profile standard)',
    ],
    [
      'in an operation at the place',
      {
        patches: [
          { json6902: [{ op: 'add', path: '/spec/replicas', value: 1 }] },
        ],
      },
      ['spec', 'replicas'],
      patch(0, 'json6902[0].value'),
    ],
    [
      'in an operation above the place, the last one',
      {
        patches: [
          {
            json6902: [
              { op: 'add', path: '/spec', value: {} },
              { op: 'add', path: '/spec/strategy', value: {} },
              { op: 'add', path: '/spec/paused', value: 1 },
            ],
          },
        ],
      },
      ['spec', 'strategy', 'type'],
      patch(0, 'json6902[1].value'),
    ],
    [
      'in an operation that appends',
      {
        patches: [
          {
            json6902: [
              {
                op: 'add',
                path: '/spec/template/spec/containers/-',
                value: { name: 'main' },
              },
            ],
          },
        ],
      },
      image,
      patch(0, 'json6902[0].value'),
    ],
    [
      'in an operation, keys escaped',
      {
        patches: [
          {
            json6902: [
              { op: 'add', path: '/metadata/labels/a~1~0b~1~0', value: 1 },
            ],
          },
        ],
      },
      ['metadata', 'labels', 'a/~b/~'],
      patch(0, 'json6902[0].value'),
    ],
    [
      'not in an operation elsewhere, nor in one without a path',
      {
        patches: [
          {
            json6902: [
              { op: 'add' },
              {
                op: 'add',
                path: '/spec/template/spec/containers/10',
                value: 1,
              },
              { op: 'add', path: '/spec/template/spec/containers/1/imag' },
              { op: 'add', path: '/spec/template/spec/containers/1/image/x' },
            ],
          },
        ],
      },
      image,
      score,
    ],
    [
      'not in a patch of another container',
      {
        patches: [
          { merge: inSpec({ containers: [{ name: 'x', image: 'a' }] }) },
        ],
      },
      image,
      score,
    ],
    [
      'not in a patch of a container without a name',
      { patches: [{ merge: inSpec({ containers: [{ image: 'a' }] }) }] },
      image,
      score,
    ],
    [
      'not in a patch that writes another field of the container',
      { patches: [{ merge: inSpec({ containers: [{ name: 'main' }] }) }] },
      image,
      score,
    ],
    [
      'not in a patch that writes no list where the object has one',
      { patches: [{ merge: inSpec({ containers: 'x' }) }] },
      image,
      score,
    ],
    [
      'not in a patch that writes no map where the object has one',
      { patches: [{ merge: { spec: ['x'] } }] },
      image,
      score,
    ],
    [
      'not in a patch of another kind',
      {
        patches: [
          { target: { kind: 'Service' }, merge: { spec: { replicas: 1 } } },
        ],
      },
      ['spec', 'replicas'],
      'web.yaml metadata.name',
    ],
    [
      'in a patch of this kind by name',
      {
        patches: [
          { target: { kind: 'Deployment' }, merge: { spec: { replicas: 1 } } },
        ],
      },
      ['spec', 'replicas'],
      patch(0, 'merge.spec.replicas'),
    ],
  ])('%s', (_, parts, path, expected) => {
    expect(told(profiled(parts), path)).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ['Service', 'Service', true],
    ['ConfigMap', 'ConfigMap', true],
    ['Secret', 'Secret', true],
    ['Service', 'Secret', false],
    ['CronJob', 'CronJob', true],
  ])('in a patch of a %s, for a %s', (kind, made, isMeant) => {
    const origin = profiled({
      patches: [{ target: { kind }, merge: { a: 1 } }],
    });
    expect(told(origin, ['a'], { kind: made })).toBe(
      isMeant ? patch(0, 'merge.a') : 'web.yaml metadata.name',
    );
  });

  it.each(['Service', 'ConfigMap', 'Secret'])(
    'for the main object only is not for its %s',
    kind => {
      const origin = profiled({
        defaults: { a: 1 },
        patches: [{ merge: { a: 1 } }],
      });
      expect(told(origin, ['a'], { kind })).toBe('web.yaml metadata.name');
      expect(told(origin, ['a'], { kind: 'Job' })).toBe(patch(0, 'merge.a'));
    },
  );

  it.each<[string, JsonObject, ValueObject, string]>([
    [
      'a port by its number',
      { ports: [{ port: 1 }, { port: 80, appProtocol: 'x' }] },
      { ports: [{ port: 80, appProtocol: 'x' }] },
      'ports[1].appProtocol',
    ],
    [
      'a spread by its topology key',
      { spread: [{ topologyKey: 'zone', maxSkew: 'x' }] },
      { spread: [{ topologyKey: 'zone', maxSkew: 'x' }] },
      'spread[0].maxSkew',
    ],
    ['a text by itself', { args: ['b', 'a'] }, { args: ['a'] }, 'args[1]'],
  ])('items of lists are found: %s', (_, merge, object, place) => {
    const [list] = Object.keys(object);
    const field = /\]\.(.*)/.exec(place)?.slice(1) ?? [];
    const origin = profiled({ patches: [{ merge }] });
    expect(told(origin, [list, 0, ...field], object)).toBe(
      patch(0, `merge.${place}`),
    );
  });

  it.each<[string, JsonObject, ValueObject]>([
    ['one that is not there', { args: [{}] }, { args: [] }],
    ['a map is no text', { args: [{ name: 'a' }] }, { args: ['a'] }],
    ['where there is no list', { args: ['a'] }, { args: 'a' }],
  ])('items of lists are not found: %s', (_, merge, object) => {
    const origin = profiled({ patches: [{ merge }] });
    expect(told(origin, ['args', 0], object)).toBe('web.yaml metadata.name');
  });
});

describe('what comes from a Score file', () => {
  const pods: Path = ['spec', 'template', 'spec'];

  it.each<[Path, string]>([
    [container, 'containers.main'],
    [[...container, 'name'], 'containers.main'],
    [[...container, 'image'], 'containers.main.image'],
    [[...container, 'command', 0], 'containers.main.command[0]'],
    [[...container, 'args', 1], 'containers.main.args[1]'],
    [
      [...container, 'resources', 'limits', 'cpu'],
      'containers.main.resources.limits.cpu',
    ],
    [
      [...container, 'livenessProbe', 'httpGet', 'port'],
      'containers.main.livenessProbe.httpGet.port',
    ],
    [
      [...container, 'readinessProbe', 'httpGet'],
      'containers.main.readinessProbe.httpGet',
    ],
    [[...container, 'env'], 'containers.main.variables'],
    [[...container, 'env', 1, 'value'], 'containers.main.variables.B'],
    [[...container, 'env', 2, 'name'], 'containers.main.variables'],
    [[...container, 'env', 9], 'containers.main.variables'],
    [[...container, 'volumeMounts'], 'containers.main.volumes'],
    [
      [...container, 'volumeMounts', 2, 'name'],
      'containers.main.volumes["/a"]',
    ],
    [[...pods, 'containers', 2, 'image'], 'containers.image'],
    [[...pods, 'containers', 9, 'image'], 'containers.image'],
    [[...pods, 'initContainers', 0, 'image'], 'containers.setup.image'],
    [[...pods, 'containers'], 'metadata.name'],
    [[...pods, 'volumes', 0, 'x'], 'containers.main.volumes["/a"]'],
    [[...pods, 'volumes', 1], 'containers.setup.volumes["/b"]'],
    [[...pods, 'volumes', 2], 'containers.late.volumes["/c"]'],
    [[...pods, 'volumes', 3], 'containers'],
    [['metadata', 'annotations', 'a.b/c'], 'metadata.annotations["a.b/c"]'],
    [
      ['spec', 'template', 'metadata', 'annotations', 'a.b/c'],
      'metadata.annotations["a.b/c"]',
    ],
    [['metadata', 'labels', 'a'], 'metadata.name'],
    [['spec', 'ports', 0], 'metadata.name'],
  ])('%j', (path, expected) => {
    expect(told(profiled({}), path)).toBe(`web.yaml ${expected}`);
  });

  it.each<[Path, string]>([
    [['spec', 'ports', 1, 'port'], 'service.ports.admin'],
    [['spec', 'ports', 2, 'port'], 'service.ports'],
    [['spec', 'ports'], 'service.ports'],
    [['spec', 'type'], 'metadata.name'],
  ])('of a Service: %j', (path, expected) => {
    const service: Value = {
      kind: 'Service',
      spec: { ports: [{ name: 'http' }, { name: 'admin' }, { port: 1 }] },
    };
    expect(told(profiled({}), path, service)).toBe(`web.yaml ${expected}`);
  });

  it.each<[string, Value]>([
    ['no map', 'x'],
    ['no containers', { spec: { template: { spec: { volumes: [] } } } }],
  ])('of %s', (_, object) => {
    const path = [...pods, 'volumes', 0];
    expect(told(profiled({}), path, object)).toBe('web.yaml containers');
  });
});
