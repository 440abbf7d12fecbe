import { JsonObject, JsonValue, ResourceDefinition } from '../../model';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../../testing/platform';
import { TestEnvironment } from '../../testing/TestEnvironment';

const pod = (spec: JsonValue): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db' },
  spec: {
    serviceName: 'db',
    selector: { matchLabels: { app: 'db' } },
    template: { metadata: { labels: { app: 'db' } }, spec },
  },
});

const containers = [{ name: 'db', image: 'db:1' }];

const ingress = (annotations: JsonValue): JsonObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', annotations },
  spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
});

const thing = (
  object: JsonValue,
  parts: Partial<ResourceDefinition> = {},
): ResourceDefinition =>
  definition('thing', {
    type: 'thing',
    inputs: { objects: [object] },
    ...parts,
  });

/** What plans say of a resource `it` of workload web with these params. */
async function powers(
  definitions: ResourceDefinition[],
  params: JsonObject,
  parts: {
    type?: string;
    params?: JsonObject;
    values?: JsonObject;
    mount?: string;
    allow?: string[];
  } = {},
) {
  const { type = 'thing' } = parts;
  const asking = workload('web', { resources: { it: { type, params } } });
  const environment = TestEnvironment.of(
    platform({
      types: [
        resourceType('thing', parts.params && { params: parts.params }),
        resourceType('volume'),
        resourceType('inner'),
        resourceType('environment'),
      ],
      definitions: definitions.map(each => ({
        ...each,
        ...(parts.allow && { fromScore: { allow: parts.allow } }),
      })),
    }),
    [
      {
        ...asking,
        file: 'score.yaml',
        containers: {
          main: {
            ...asking.containers.main,
            volumes:
              parts.mount === undefined
                ? {}
                : { '/data': { source: parts.mount, readOnly: false } },
          },
        },
      },
    ],
    { values: parts.values ?? {} },
  );
  const { problems } = await environment.tryPlan();
  return problems.filter(({ severity }) => severity === 'error');
}

const refused = async (...given: Parameters<typeof powers>) =>
  (await powers(...given)).map(({ code, hint = '' }) =>
    code === 'PowerFromScore'
      ? /allow: \[([^\]]+)\]/.exec(hint)?.[1] ?? hint
      : code,
  );

describe('what an application must not decide in objects of a definition', () => {
  it.each<[string, JsonValue, JsonObject, string[]]>([
    [
      'a whole pod',
      pod('${params.spec}'),
      {
        spec: {
          containers,
          hostNetwork: true,
          hostPID: true,
          hostAliases: [{ ip: '1.1.1.1', hostnames: ['pg'] }],
          volumes: [{ name: 'root', hostPath: { path: '/' } }],
        },
      },
      ['hostNetwork', 'hostPID', 'hostAliases', 'hostPath'],
    ],
    [
      'a volume in a list',
      pod({ containers, volumes: ['${params.volume}'] }),
      { volume: { name: 'ca', secret: { secretName: 'ca' } } },
      ['secret'],
    ],
    [
      "the source below a volume's own name",
      pod({ containers, volumes: [{ name: 'x', csi: '${params.csi}' }] }),
      { csi: { driver: 'file.example.com' } },
      ['csi'],
    ],
    [
      'a security context',
      pod({
        containers: [{ ...containers[0], securityContext: '${params.sc}' }],
      }),
      { sc: { privileged: true, capabilities: { add: ['SYS_ADMIN'] } } },
      ['privileged', 'capabilities'],
    ],
    [
      'one leaf of it',
      pod({
        containers: [
          { ...containers[0], securityContext: { privileged: '${params.p}' } },
        ],
      }),
      { p: true },
      ['privileged'],
    ],
    [
      'one item of a list',
      pod({
        containers: [
          {
            ...containers[0],
            securityContext: { capabilities: { add: ['${params.c}'] } },
          },
        ],
      }),
      { c: 'NET_ADMIN' },
      ['capabilities'],
    ],
    [
      'a piece of a text',
      pod({
        containers,
        volumes: [{ name: 'x', hostPath: { path: '/srv/${params.dir}' } }],
      }),
      { dir: '../etc' },
      ['hostPath', 'RefusedByKubernetes'],
    ],
    [
      'who a pod is',
      pod({ containers, serviceAccountName: '${params.account}' }),
      { account: 'admin' },
      ['serviceAccountName'],
    ],
    [
      'a probe that asks elsewhere',
      pod({
        containers: [{ ...containers[0], livenessProbe: '${params.probe}' }],
      }),
      { probe: { httpGet: { host: '169.254.169.254', port: 80 } } },
      ['host'],
    ],
    [
      "a kind's fields that nobody here knows",
      {
        apiVersion: 'jobs.example.com/v1',
        kind: 'Batch',
        metadata: { name: 'b' },
        spec: { workers: '${params.workers}' },
      },
      { workers: { pod: { hostIPC: true } } },
      ['hostIPC'],
    ],
    [
      'the object itself',
      '${params.object}',
      {
        object: {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'RoleBinding',
          metadata: { name: 'x', namespace: 'other' },
          subjects: [],
          roleRef: {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'ClusterRole',
            name: 'cluster-admin',
          },
        },
      },
      ['apiVersion', 'kind', 'namespace', 'subjects', 'roleRef'],
    ],
    [
      'annotations of an ingress',
      ingress('${params.annotations}'),
      {
        annotations: {
          'nginx.ingress.kubernetes.io/server-snippet': 'x',
          'example.com/any': 'y',
        },
      },
      ['nginx.ingress.kubernetes.io/server-snippet', 'example.com/any'],
    ],
    [
      'text of a snippet',
      ingress({
        'nginx.ingress.kubernetes.io/configuration-snippet':
          'add_header X "${params.text}";',
      }),
      { text: '"; proxy_pass http://kube' },
      ['nginx.ingress.kubernetes.io/configuration-snippet'],
    ],
    [
      'addresses of a service',
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'x' },
        spec: { ports: [{ port: 80 }], externalIPs: ['${params.ip}'] },
      },
      { ip: '10.0.0.1' },
      ['externalIPs'],
    ],
    [
      'labels that the cluster acts on',
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'x', labels: '${params.labels}' },
      },
      { labels: { 'sidecar.istio.io/inject': 'false', team: 'a' } },
      ['sidecar.istio.io/inject'],
    ],
  ])('%s', async (_, object, params, names) => {
    const found = await refused([thing(object)], params);
    expect(found).toEqual(names);
    // The platform may say otherwise, each by its name.
    expect(
      await refused([thing(object)], params, { allow: names }),
    ).not.toContain(names[0]);
  });

  it.each<[string, JsonObject, JsonObject]>([
    [
      'what the definition itself writes',
      pod({
        containers,
        hostNetwork: true,
        volumes: [{ name: 'x', hostPath: { path: '/srv' } }],
      }),
      {},
    ],
    [
      'names, with what the platform has named',
      pod({
        containers,
        serviceAccountName: '${context.application}-${resource.name}',
      }),
      {},
    ],
    [
      'an annotation whose key the platform writes',
      ingress({ 'cert-manager.io/common-name': '${params.host}' }),
      { host: 'a.example.com' },
    ],
    [
      'harmless volumes and settings',
      pod({ containers: '${params.containers}', volumes: '${params.volumes}' }),
      {
        containers: [
          {
            ...containers[0],
            securityContext: { privileged: false, runAsNonRoot: true },
          },
        ],
        volumes: [{ name: 'x', emptyDir: {} }],
      },
    ],
    [
      'content of a ConfigMap',
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'x' },
        data: '${params.data}',
      },
      { data: { hostPath: '/etc', annotations: 'x' } },
    ],
  ])('but %s may be there', async (_, object, params) => {
    expect(await refused([thing(object)], params)).toEqual([]);
  });

  it('where the type lists every value, the platform has chosen', async () => {
    const object = pod({ containers, priorityClassName: '${params.priority}' });
    const type = (schema: JsonObject) => ({
      params: { type: 'object', properties: { priority: schema } },
    });
    expect(
      await refused(
        [thing(object)],
        { priority: 'low' },
        type({ enum: ['low'] }),
      ),
    ).toEqual([]);
    expect(
      await refused(
        [thing(object)],
        { priority: 'low' },
        type({ type: 'string' }),
      ),
    ).toEqual(['priorityClassName']);
    // A default is the platform's.
    expect(
      await refused(
        [thing(object)],
        {},
        type({ type: 'string', default: 'low' }),
      ),
    ).toEqual([]);
  });

  it('says which file, and what may be done', async () => {
    expect(
      await powers([thing(pod({ containers, hostNetwork: '${params.net}' }))], {
        net: true,
      }),
    ).toEqual([
      {
        severity: 'error',
        code: 'PowerFromScore',
        message:
          'StatefulSet db: spec.template.spec.hostNetwork decides the network of the node; it comes from the application, and ResourceDefinition thing does not allow that.',
        hint: 'Leave it out. The platform team can allow it: `fromScore: { allow: [hostNetwork] }` of ResourceDefinition thing.',
        address: 'thing.default#web.it',
        file: 'score.yaml',
        path: 'resources.it',
      },
    ]);
  });
});

describe('the way of what an application chose', () => {
  const root = { hostPath: { path: '/' } };
  const volume = (source: JsonValue, parts: Partial<ResourceDefinition> = {}) =>
    definition('any-volume', {
      type: 'volume',
      driver: 'static',
      inputs: { source },
      ...parts,
    });

  it.each<[string, ResourceDefinition[], JsonObject, JsonObject]>([
    ['its params, whole', [volume('${params.source}')], { source: root }, {}],
    [
      'its params, one leaf',
      [volume({ hostPath: { path: '${params.path}' } })],
      { path: '/' },
      {},
    ],
    ['all its params', [volume('${params}')], root, {}],
    [
      'values that people set',
      [volume('${values.SOURCE}')],
      {},
      { SOURCE: root },
    ],
    [
      'outputs of another resource',
      [
        volume('${resources.inner.any}', {
          dependsOn: {
            inner: {
              type: 'inner',
              class: 'default',
              params: { handed: '${params.source}' },
            },
          },
        }),
        definition('inner', {
          type: 'inner',
          inputs: { outputs: { any: '${params.handed}' } },
        }),
      ],
      { source: root },
      {},
    ],
  ])(
    'into a volume of the workload: %s',
    async (_, definitions, params, values) => {
      const options = { type: 'volume', mount: '${resources.it}', values };
      const found = await refused(definitions, params, options);
      expect(found).toEqual(['hostPath']);
      expect(
        await refused(definitions, params, { ...options, allow: ['hostPath'] }),
      ).toEqual([]);
    },
  );

  it('a value of the environment is a volume for nobody', async () => {
    expect(
      await refused(
        [definition('values', { type: 'environment', driver: 'environment' })],
        {},
        {
          type: 'environment',
          mount: '${resources.it}',
          values: { source: root },
        },
      ),
    ).toEqual(['hostPath']);
  });

  it('a volume that the platform writes is mounted', async () => {
    expect(
      await refused(
        [volume(root)],
        {},
        { type: 'volume', mount: '${resources.it}' },
      ),
    ).toEqual([]);
  });
});
