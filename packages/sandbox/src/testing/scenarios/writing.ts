import { JsonObject } from '../../json';
import { get, outline, patch, post, remove, Scenario } from '../scenario';

const maps = '/api/v1/namespaces/{ns}/configmaps';
const services = '/api/v1/namespaces/{ns}/services';
const secrets = '/api/v1/namespaces/{ns}/secrets';
const pods = '/api/v1/namespaces/{ns}/pods';
const deployments = '/apis/apps/v1/namespaces/{ns}/deployments';
const sets = '/apis/apps/v1/namespaces/{ns}/statefulsets';
const daemons = '/apis/apps/v1/namespaces/{ns}/daemonsets';
const jobs = '/apis/batch/v1/namespaces/{ns}/jobs';

const map = (metadata: JsonObject, data: JsonObject = {}): JsonObject => ({
  metadata,
  data,
});
const workload = (
  spec: JsonObject = {},
  labels: JsonObject = { app: 'web' },
): JsonObject => ({
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels },
      spec: { containers: [{ name: 'web', image: 'web:1' }] },
    },
    ...spec,
  },
});

/** Create, read, change, delete; and what is refused, with which words. */
export const writing: Scenario[] = [
  {
    name: 'what cannot be created',
    steps: [
      post(maps, map({})),
      outline(post(maps, map({ name: 'UP_er' }))),
      outline(post(maps, map({ name: 'a'.repeat(254) }))),
      outline(post('/api/v1/namespaces', { metadata: { name: 'with.dot' } })),
      outline(
        post(services, {
          metadata: { name: '1up' },
          spec: { ports: [{ port: 80 }] },
        }),
      ),
      post(maps, map({ name: 'a', namespace: 'elsewhere' })),
      post(maps, map({ name: 'a', resourceVersion: '3' })),
      outline(
        post(maps, { ...map({ name: 'a' }), kind: 'Secret', apiVersion: 'v1' }),
      ),
      post('/api/v1/namespaces/nowhere/configmaps', map({ name: 'a' })),
      outline(post(maps, map({ name: 'a', labels: { 'a b': 'c' } }))),
      outline(post(maps, map({ name: 'a', labels: { a: 'c d' } }))),
      outline(post(maps, map({ name: 'a', labels: { a: 'x'.repeat(64) } }))),
      outline(post(maps, map({ name: 'a' }, { x: 1 }))),
      post(`${maps}?fieldValidation=Strict`, {
        ...map({ name: 'a' }),
        surprise: 1,
      }),
      post(`${maps}?fieldValidation=Strict`, {
        ...map({ name: 'a', lables: {} }),
        surprise: { b: 1 },
      }),
      post(maps, { ...map({ name: 'a' }), surprise: 1 }),
      post(maps, map({ name: 'a' })),
      outline(post(maps, 'garbage')),
      outline(
        post(deployments, {
          metadata: { name: 'web' },
          spec: { replicas: 'three' },
        }),
      ),
    ],
  },
  {
    name: 'workloads that make no sense',
    steps: [
      post(deployments, { metadata: { name: 'web' } }),
      post(deployments, workload({}, { app: 'other' })),
      outline(post(deployments, workload({}, {}))),
      outline(post(deployments, workload({ replicas: -1 }))),
      outline(post(deployments, workload({ strategy: { type: 'Sideways' } }))),
      post(sets, workload({}, { app: 'other' })),
      post(pods, { metadata: { name: 'web' }, spec: { containers: [] } }),
      outline(
        post(pods, {
          metadata: { name: 'web' },
          spec: { containers: [{ name: 'Web', image: 'x' }] },
        }),
      ),
      post(pods, {
        metadata: { name: 'web' },
        spec: { containers: [{ name: 'web' }] },
      }),
      outline(
        post(pods, {
          metadata: { name: 'web' },
          spec: {
            containers: [
              { name: 'a', image: 'x' },
              { name: 'a', image: 'x' },
            ],
          },
        }),
      ),
      outline(
        post(pods, {
          metadata: { name: 'web' },
          spec: {
            containers: [
              {
                name: 'a',
                image: 'x',
                volumeMounts: [{ name: 'v', mountPath: '/v' }],
              },
            ],
          },
        }),
      ),
      outline(
        post(pods, {
          metadata: { name: 'web' },
          spec: {
            containers: [
              { name: 'a', image: 'x', resources: { limits: { cpu: 'much' } } },
            ],
          },
        }),
      ),
      outline(
        post(pods, {
          metadata: { name: 'web' },
          spec: {
            containers: [
              {
                name: 'a',
                image: 'x',
                resources: { requests: { cpu: '2' }, limits: { cpu: '1' } },
              },
            ],
          },
        }),
      ),
      outline(
        post(pods, {
          metadata: { name: 'web' },
          spec: {
            containers: [
              { name: 'a', image: 'x', ports: [{ containerPort: 99999 }] },
            ],
          },
        }),
      ),
      outline(
        post(pods, {
          metadata: { name: 'web' },
          spec: {
            containers: [
              { name: 'a', image: 'x', env: [{ name: '', value: 'x' }] },
            ],
          },
        }),
      ),
      outline(
        post(pods, {
          metadata: { name: 'web' },
          spec: {
            restartPolicy: 'Maybe',
            containers: [{ name: 'a', image: 'x' }],
          },
        }),
      ),
      post(jobs, {
        metadata: { name: 'web' },
        spec: {
          template: { spec: { containers: [{ name: 'a', image: 'x' }] } },
        },
      }),
      outline(
        post('/apis/batch/v1/namespaces/{ns}/cronjobs', {
          metadata: { name: 'web' },
          spec: {
            schedule: 'often',
            jobTemplate: {
              spec: {
                template: {
                  spec: {
                    restartPolicy: 'Never',
                    containers: [{ name: 'a', image: 'x' }],
                  },
                },
              },
            },
          },
        }),
      ),
      post(services, { metadata: { name: 'web' }, spec: {} }),
      outline(
        post(services, {
          metadata: { name: 'web' },
          spec: { ports: [{ port: 0 }] },
        }),
      ),
      outline(
        post(services, {
          metadata: { name: 'web' },
          spec: { type: 'Odd', ports: [{ port: 80 }] },
        }),
      ),
      outline(
        post(secrets, { metadata: { name: 'web' }, data: { 'a b': '' } }),
      ),
      outline(post(secrets, { metadata: { name: 'web' }, data: { a: '***' } })),
      outline(
        post(secrets, {
          metadata: { name: 'web' },
          type: 'kubernetes.io/tls',
          data: { a: 'MQ==' },
        }),
      ),
      outline(
        post('/apis/networking.k8s.io/v1/namespaces/{ns}/ingresses', {
          metadata: { name: 'web' },
          spec: {},
        }),
      ),
      outline(
        post('/apis/networking.k8s.io/v1/namespaces/{ns}/ingresses', {
          metadata: { name: 'web' },
          spec: {
            rules: [
              {
                host: 'a_b',
                http: {
                  paths: [
                    {
                      path: '/',
                      pathType: 'Prefix',
                      backend: { service: { name: 'x', port: { number: 80 } } },
                    },
                  ],
                },
              },
            ],
          },
        }),
      ),
      outline(
        post('/apis/networking.k8s.io/v1/namespaces/{ns}/ingresses', {
          metadata: { name: 'web' },
          spec: {
            rules: [
              {
                http: {
                  paths: [
                    {
                      path: 'x',
                      backend: { service: { name: 'x', port: { number: 80 } } },
                    },
                  ],
                },
              },
            ],
          },
        }),
      ),
      outline(
        post('/apis/autoscaling/v2/namespaces/{ns}/horizontalpodautoscalers', {
          metadata: { name: 'web' },
          spec: {
            minReplicas: 5,
            maxReplicas: 2,
            scaleTargetRef: { kind: 'Deployment', name: 'x' },
          },
        }),
      ),
      outline(
        post('/api/v1/namespaces/{ns}/persistentvolumeclaims', {
          metadata: { name: 'web' },
          spec: {},
        }),
      ),
    ],
  },
  {
    name: 'what may not change',
    steps: [
      post(deployments, workload()),
      patch('merge', `${deployments}/web`, {
        spec: {
          selector: { matchLabels: { app: 'x' } },
          template: { metadata: { labels: { app: 'x' } } },
        },
      }),
      post(sets, workload({ serviceName: 'web' })),
      patch('merge', `${sets}/web`, { spec: { serviceName: 'other' } }),
      patch('merge', `${sets}/web`, { spec: { replicas: 3 } }),
      post(daemons, workload()),
      patch('strategic', `${daemons}/web`, {
        spec: {
          template: { spec: { containers: [{ name: 'web', image: 'web:2' }] } },
        },
      }),
      post(jobs, {
        metadata: { name: 'web' },
        spec: {
          template: {
            spec: {
              restartPolicy: 'Never',
              containers: [{ name: 'a', image: 'x' }],
            },
          },
        },
      }),
      outline(
        patch('strategic', `${jobs}/web`, {
          spec: {
            template: { spec: { containers: [{ name: 'a', image: 'y' }] } },
          },
        }),
      ),
      outline(patch('merge', `${jobs}/web`, { spec: { completions: 3 } })),
      patch('merge', `${jobs}/web`, { spec: { suspend: true } }),
      post(services, {
        metadata: { name: 'web' },
        spec: { ports: [{ port: 80 }] },
      }),
      outline(
        patch('merge', `${services}/web`, { spec: { clusterIP: 'None' } }),
      ),
      post(secrets, {
        metadata: { name: 'web' },
        stringData: { a: '1' },
        immutable: true,
      }),
      outline(patch('merge', `${secrets}/web`, { stringData: { a: '2' } })),
      outline(patch('merge', `${secrets}/web`, { type: 'other' })),
      outline(patch('merge', `${secrets}/web`, { immutable: false })),
      patch('merge', `${secrets}/web`, { metadata: { labels: { a: 'b' } } }),
      post(pods, {
        metadata: { name: 'web' },
        spec: { containers: [{ name: 'a', image: 'x' }] },
      }),
      outline(
        patch('strategic', `${pods}/web`, {
          spec: { containers: [{ name: 'a', command: ['x'] }] },
        }),
      ),
      patch('strategic', `${pods}/web`, {
        spec: { containers: [{ name: 'a', image: 'y' }] },
      }),
      patch('merge', `${deployments}/web`, { metadata: { name: 'other' } }),
      patch('merge', `${deployments}/web`, {
        metadata: { namespace: 'other' },
      }),
      patch('merge', `${deployments}/web`, {
        metadata: { generation: 9, creationTimestamp: null },
      }),
    ],
  },
  {
    name: 'the kinds of patch',
    steps: [
      post(deployments, workload()),
      patch('json', `${deployments}/web`, [
        { op: 'test', path: '/spec/replicas', value: 1 },
        { op: 'replace', path: '/spec/replicas', value: 2 },
        { op: 'add', path: '/metadata/labels', value: { a: 'b' } },
        { op: 'copy', from: '/metadata/labels/a', path: '/metadata/labels/c' },
        {
          op: 'add',
          path: '/spec/template/spec/containers/-',
          value: { name: 'side', image: 'side' },
        },
      ]),
      outline(
        patch('json', `${deployments}/web`, [
          { op: 'test', path: '/spec/replicas', value: 1 },
        ]),
      ),
      outline(
        patch('json', `${deployments}/web`, [
          { op: 'remove', path: '/spec/nothing' },
        ]),
      ),
      patch('json', `${deployments}/web`, [
        { op: 'remove', path: '/metadata/labels/a' },
        { op: 'move', from: '/metadata/labels/c', path: '/metadata/labels/d' },
      ]),
      patch('merge', `${deployments}/web`, {
        metadata: { labels: { d: null, e: 'f' } },
        spec: { replicas: null },
      }),
      patch('strategic', `${deployments}/web`, {
        spec: {
          template: {
            spec: {
              containers: [
                { name: 'side', $patch: 'delete' },
                {
                  name: 'web',
                  env: [{ name: 'A', value: '1' }],
                  ports: [{ containerPort: 80 }],
                },
                { name: 'third', image: 'third' },
              ],
            },
          },
        },
      }),
      patch('strategic', `${deployments}/web`, {
        spec: {
          template: {
            spec: {
              '$setElementOrder/containers': [
                { name: 'third' },
                { name: 'web' },
              ],
              containers: [
                {
                  name: 'web',
                  env: [
                    { name: 'B', value: '2' },
                    { name: 'A', value: null },
                  ],
                },
              ],
            },
          },
        },
      }),
      patch('strategic', `${deployments}/web`, {
        spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
      }),
      patch('strategic', `${deployments}/web`, {
        metadata: { finalizers: ['example.com/a', 'example.com/b'] },
      }),
      patch('strategic', `${deployments}/web`, {
        metadata: { '$deleteFromPrimitiveList/finalizers': ['example.com/a'] },
      }),
      patch('strategic', `${deployments}/web`, {
        spec: {
          template: {
            metadata: { labels: { $patch: 'replace', app: 'web', x: 'y' } },
          },
        },
      }),
      outline({
        ...patch('merge', `${deployments}/web`, {}),
        type: 'text/plain',
      }),
      patch('merge', `${deployments}/web?dryRun=All`, {
        spec: { replicas: 7 },
      }),
      outline(
        patch('merge', `${deployments}/web?dryRun=Some`, {
          spec: { replicas: 7 },
        }),
      ),
      get(`${deployments}/web`),
    ],
  },
  {
    name: 'deleting',
    steps: [
      post(maps, map({ name: 'a', labels: { x: '1' } })),
      remove(`${maps}/a?dryRun=All`),
      remove(`${maps}/a`),
      remove(`${maps}/a`),
      post(maps, map({ name: 'held', finalizers: ['example.com/hold'] })),
      remove(`${maps}/held`),
      remove(`${maps}/held`),
      patch('merge', `${maps}/held`, { data: { still: 'here' } }),
      patch('merge', `${maps}/held`, { metadata: { finalizers: null } }),
      get(`${maps}/held`),
      post(services, {
        metadata: { name: 'web' },
        spec: { ports: [{ port: 80 }] },
      }),
      remove(`${services}/web`),
      post(deployments, workload()),
      remove(`${deployments}/web`, { propagationPolicy: 'Foreground' }),
      patch('merge', `${deployments}/web`, { metadata: { finalizers: null } }),
      post(deployments, workload()),
      remove(`${deployments}/web?propagationPolicy=Orphan`),
      outline(remove(`${deployments}/web`, { propagationPolicy: 'Sideways' })),
      post(pods, {
        metadata: { name: 'web' },
        spec: { containers: [{ name: 'a', image: 'x' }] },
      }),
      remove(`${pods}/web`),
      post(pods, {
        metadata: { name: 'web' },
        spec: { nodeName: 'n', containers: [{ name: 'a', image: 'x' }] },
      }),
      remove(`${pods}/web`),
      remove(`${pods}/web`, { gracePeriodSeconds: 0 }),
      post(maps, map({ name: 'one', labels: { x: '1' } })),
      post(maps, map({ name: 'two', labels: { x: '2' } })),
      remove(`${maps}?labelSelector=x%3D1`),
      get(maps),
    ],
  },
  {
    name: 'a namespace that goes',
    steps: [
      remove('/api/v1/namespaces/{ns}'),
      post(maps, map({ name: 'a' })),
      get('/api/v1/namespaces/{ns}'),
    ],
  },
  {
    name: 'what is not base64',
    steps: [
      post(secrets, { metadata: { name: 'a' }, data: { x: 'canary?' } }),
      post(secrets, { metadata: { name: 'a' }, data: { x: 'abc' } }),
      post(secrets, { metadata: { name: 'a' }, data: { x: 'ab=c' } }),
      post(maps, { metadata: { name: 'a' }, binaryData: { x: 'ü' } }),
      patch('apply', `${secrets}/a?fieldManager=x`, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'a' },
        data: { x: 'canary?' },
      }),
      post(secrets, { metadata: { name: 'a' }, data: { x: 'YQ==\nYQ==' } }),
      post(secrets, { metadata: { name: 'a' }, data: { x: 'YQ\n==', y: '' } }),
      outline(patch('merge', `${secrets}/a`, { data: { x: 'canary?' } })),
      outline(patch('strategic', `${secrets}/a`, { data: { x: 'canary?' } })),
    ],
  },
  {
    name: 'lists and selectors',
    steps: [
      post(maps, map({ name: 'a', labels: { app: 'web', tier: 'front' } })),
      post(maps, map({ name: 'b', labels: { app: 'web' } })),
      post(maps, map({ name: 'c', labels: { app: 'db' } })),
      ...[
        'app=web',
        'app==web',
        'app!=web',
        'app in (web, db),tier',
        '!tier',
        'app notin (web)',
        'tier,app=web',
        'nothing',
        '',
      ].map(selector =>
        get(`${maps}?labelSelector=${encodeURIComponent(selector)}`),
      ),
      outline(
        get(`${maps}?labelSelector=${encodeURIComponent('app in (web')}`),
      ),
      get(`${maps}?fieldSelector=metadata.name%3Db`),
      get(`${maps}?fieldSelector=metadata.name!%3Db`),
      outline(get(`${maps}?fieldSelector=data.x%3Db`)),
      get(`${maps}?limit=2`),
      get(`${maps}/b?resourceVersion=0`),
      get('/api/v1/namespaces/nowhere/configmaps'),
      get('/api/v1/namespaces/nowhere/configmaps/a'),
      get('/api/v1/namespaces/{ns}/nonsense'),
      outline(get('/apis/nowhere.example.com/v1/namespaces/{ns}/things')),
      outline(post(`${maps}/a`, map({ name: 'a' }))),
    ],
  },
];
