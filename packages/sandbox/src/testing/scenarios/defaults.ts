import { JsonObject, JsonValue } from '../../json';
import { get, patch, post, put, Scenario } from '../scenario';

const template = (spec: JsonObject = {}): JsonObject => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'web' }], ...spec },
});
const selector = { matchLabels: { app: 'web' } };

const create = (name: string, path: string, body: JsonObject): Scenario => ({
  name: `defaults: ${name}`,
  steps: [
    post(path, { metadata: { name: 'web' }, ...body }),
    // Written back as it was read, nothing may change.
    get(`${path}/web`),
    patch('merge', `${path}/web?fieldManager=nobody`, {}),
  ],
});

const core = (plural: string) => `/api/v1/namespaces/{ns}/${plural}`;
const apps = (plural: string) => `/apis/apps/v1/namespaces/{ns}/${plural}`;
const batch = (plural: string) => `/apis/batch/v1/namespaces/{ns}/${plural}`;
const net = (plural: string) =>
  `/apis/networking.k8s.io/v1/namespaces/{ns}/${plural}`;
const rbac = (plural: string) =>
  `/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/${plural}`;

const richContainer: JsonObject = {
  name: 'web',
  image:
    'registry.local:5000/web@sha256:0123456789012345678901234567890123456789012345678901234567890123',
  command: ['run'],
  args: [],
  stdin: false,
  tty: false,
  workingDir: '',
  ports: [
    { containerPort: 80 },
    { containerPort: 53, protocol: 'UDP', name: 'dns' },
  ],
  env: [
    { name: 'A', value: '' },
    { name: 'B', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    {
      name: 'C',
      valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: false } },
    },
    { name: 'D', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
  ],
  envFrom: [{ configMapRef: { name: 'c' } }],
  resources: {
    requests: { cpu: '1000m', memory: '1048576Ki' },
    limits: { cpu: 2, memory: '1.5Gi', 'ephemeral-storage': '1e9' },
  },
  livenessProbe: { httpGet: { port: 80 } },
  readinessProbe: {
    exec: { command: ['true'] },
    initialDelaySeconds: 0,
    periodSeconds: 5,
  },
  startupProbe: { tcpSocket: { port: 'dns' }, failureThreshold: 30 },
  lifecycle: { preStop: { httpGet: { port: 80, path: '/stop' } } },
  volumeMounts: [
    { name: 'tmp', mountPath: '/tmp', readOnly: false },
    { name: 'conf', mountPath: '/conf', subPath: 'a' },
  ],
  securityContext: {
    allowPrivilegeEscalation: false,
    privileged: false,
    capabilities: { drop: ['ALL'], add: [] },
    seccompProfile: { type: 'RuntimeDefault' },
  },
};

const richPod: JsonObject = {
  containers: [richContainer],
  initContainers: [
    { name: 'first', image: 'init:1' },
    { name: 'side', image: 'side:latest', restartPolicy: 'Always' },
  ],
  volumes: [
    { name: 'tmp' },
    {
      name: 'conf',
      configMap: { name: 'c', items: [{ key: 'a', path: 'a', mode: 0 }] },
    },
    { name: 'sec', secret: { secretName: 's' } },
    { name: 'host', hostPath: { path: '/x' } },
    {
      name: 'proj',
      projected: {
        sources: [
          { serviceAccountToken: { path: 't' } },
          {
            downwardAPI: {
              items: [
                { path: 'l', fieldRef: { fieldPath: 'metadata.labels' } },
              ],
            },
          },
        ],
      },
    },
    {
      name: 'down',
      downwardAPI: {
        items: [{ path: 'l', fieldRef: { fieldPath: 'metadata.labels' } }],
      },
    },
    {
      name: 'claim',
      persistentVolumeClaim: { claimName: 'd', readOnly: false },
    },
    {
      name: 'own',
      ephemeral: {
        volumeClaimTemplate: {
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
          },
        },
      },
    },
  ],
  nodeSelector: {},
  hostNetwork: false,
  automountServiceAccountToken: false,
  serviceAccountName: 'robot',
  imagePullSecrets: [{ name: 'p' }],
  securityContext: { runAsNonRoot: true, fsGroup: 0, supplementalGroups: [] },
  tolerations: [{ key: 'a', operator: 'Exists' }],
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: selector,
    },
  ],
  affinity: {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 1,
          podAffinityTerm: { topologyKey: 'zone', labelSelector: selector },
        },
      ],
    },
  },
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }],
};

/** What a server adds, drops and respells, for every kind that workloads are made of. */
export const defaults: Scenario[] = [
  create('Deployment', apps('deployments'), {
    spec: { selector, template: template() },
  }),
  create('Deployment with everything', apps('deployments'), {
    metadata: { name: 'web', labels: {}, annotations: { a: '' } },
    spec: {
      selector,
      replicas: 0,
      minReadySeconds: 0,
      paused: false,
      strategy: { rollingUpdate: { maxSurge: 1 } },
      template: template(richPod),
    },
  }),
  create('Deployment that recreates', apps('deployments'), {
    spec: { selector, strategy: { type: 'Recreate' }, template: template() },
  }),
  create('Pod', core('pods'), {
    spec: {
      containers: [
        { name: 'web', image: 'web:1', resources: { limits: { cpu: '1' } } },
      ],
    },
  }),
  create('Pod with everything', core('pods'), { spec: richPod }),
  create('ReplicaSet', apps('replicasets'), {
    spec: { selector, template: template() },
  }),
  create('StatefulSet', apps('statefulsets'), {
    spec: {
      selector,
      serviceName: 'web',
      template: template(),
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1024Mi' } },
          },
        },
      ],
    },
  }),
  create('StatefulSet on delete', apps('statefulsets'), {
    spec: {
      selector,
      updateStrategy: { type: 'OnDelete' },
      podManagementPolicy: 'Parallel',
      template: template(),
    },
  }),
  create('DaemonSet', apps('daemonsets'), {
    spec: { selector, template: template() },
  }),
  create('Job', batch('jobs'), {
    spec: { template: template({ restartPolicy: 'Never' }) },
  }),
  create('Job in parallel', batch('jobs'), {
    spec: {
      parallelism: 2,
      suspend: true,
      backoffLimit: 0,
      ttlSecondsAfterFinished: 0,
      template: template({ restartPolicy: 'OnFailure' }),
    },
  }),
  create('CronJob', batch('cronjobs'), {
    spec: {
      schedule: '0 3 * * *',
      jobTemplate: { spec: { template: template({ restartPolicy: 'Never' }) } },
    },
  }),
  create('Service', core('services'), {
    spec: {
      selector: { app: 'web' },
      ports: [
        { name: 'w', port: 80 },
        { name: 'x', port: 81, targetPort: 'http', protocol: 'UDP' },
      ],
    },
  }),
  create('Service with one port', core('services'), {
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  }),
  create('headless Service', core('services'), {
    spec: {
      clusterIP: 'None',
      selector: { app: 'web' },
      ports: [{ port: 80 }],
    },
  }),
  create('NodePort Service', core('services'), {
    spec: {
      type: 'NodePort',
      sessionAffinity: 'ClientIP',
      selector: { app: 'web' },
      ports: [{ port: 80 }],
    },
  }),
  create('LoadBalancer Service', core('services'), {
    spec: {
      type: 'LoadBalancer',
      selector: { app: 'web' },
      ports: [{ port: 80 }],
    },
  }),
  create('ExternalName Service', core('services'), {
    spec: { type: 'ExternalName', externalName: 'example.com' },
  }),
  create('ConfigMap', core('configmaps'), {
    data: { a: '1', empty: '' },
    binaryData: {},
  }),
  create('Secret', core('secrets'), {
    data: { a: 'MQ==' },
    stringData: { b: '2', a: '3' },
  }),
  create('Secret of a type', core('secrets'), {
    type: 'kubernetes.io/basic-auth',
    stringData: { username: 'u', password: 'p' },
    immutable: false,
  }),
  create('ServiceAccount', core('serviceaccounts'), {
    imagePullSecrets: [{ name: 'p' }],
    automountServiceAccountToken: false,
  }),
  {
    name: 'defaults: PersistentVolumeClaim',
    steps: [
      post(core('persistentvolumeclaims'), {
        metadata: { name: 'web' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: '',
          resources: { requests: { storage: '0.5Gi' } },
        },
      }),
    ],
  },
  create('ResourceQuota', core('resourcequotas'), {
    spec: { hard: { pods: 10, 'requests.cpu': '4000m' } },
  }),
  create('LimitRange', core('limitranges'), {
    spec: {
      limits: [
        {
          type: 'Container',
          default: { cpu: '0.5' },
          defaultRequest: { cpu: '100m' },
        },
      ],
    },
  }),
  create('Ingress', net('ingresses'), {
    spec: {
      rules: [
        {
          host: 'web.local',
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: 'web', port: { number: 80 } } },
              },
            ],
          },
        },
      ],
      tls: [{ hosts: ['web.local'], secretName: 't' }],
    },
  }),
  create('NetworkPolicy', net('networkpolicies'), {
    spec: {
      podSelector: {},
      ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }],
    },
  }),
  create('NetworkPolicy with egress', net('networkpolicies'), {
    spec: { podSelector: { matchLabels: { a: 'b' } }, egress: [{}] },
  }),
  create(
    'HorizontalPodAutoscaler',
    '/apis/autoscaling/v2/namespaces/{ns}/horizontalpodautoscalers',
    {
      spec: {
        maxReplicas: 4,
        scaleTargetRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'web',
        },
      },
    },
  ),
  create(
    'HorizontalPodAutoscaler with behaviour',
    '/apis/autoscaling/v2/namespaces/{ns}/horizontalpodautoscalers',
    {
      spec: {
        maxReplicas: 4,
        minReplicas: 2,
        metrics: [
          {
            type: 'Resource',
            resource: {
              name: 'memory',
              target: { type: 'AverageValue', averageValue: '1024Mi' },
            },
          },
        ],
        behavior: { scaleDown: { stabilizationWindowSeconds: 60 } },
        scaleTargetRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'web',
        },
      },
    },
  ),
  create(
    'PodDisruptionBudget',
    '/apis/policy/v1/namespaces/{ns}/poddisruptionbudgets',
    {
      spec: { minAvailable: 1, selector },
    },
  ),
  create('Role', rbac('roles'), {
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  }),
  create('RoleBinding', rbac('rolebindings'), {
    roleRef: {
      kind: 'Role',
      name: 'web',
      apiGroup: 'rbac.authorization.k8s.io',
    },
    subjects: [
      { kind: 'ServiceAccount', name: 'robot' },
      { kind: 'User', name: 'u' },
    ],
  }),
  create('Lease', '/apis/coordination.k8s.io/v1/namespaces/{ns}/leases', {
    spec: { holderIdentity: 'x', leaseDurationSeconds: 15 },
  }),
  {
    name: 'defaults: a Namespace',
    steps: [
      post('/api/v1/namespaces', {
        metadata: { name: '{ns}-own', labels: { a: 'b' } },
      }),
      patch('apply', '/api/v1/namespaces/{ns}-own?fieldManager=one', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: '{ns}-own', labels: { c: 'd' } },
      }),
    ],
  },
  {
    name: 'defaults: applied twice, nothing changes',
    steps: (
      [
        [
          'apps/v1',
          'Deployment',
          apps('deployments'),
          { selector, template: template(richPod) },
        ],
        [
          'v1',
          'Service',
          core('services'),
          { selector: { app: 'web' }, ports: [{ port: 80 }] },
        ],
        [
          'batch/v1',
          'Job',
          batch('jobs'),
          { template: template({ restartPolicy: 'Never' }) },
        ],
      ] satisfies [string, string, string, JsonValue][]
    ).flatMap(([apiVersion, kind, path, spec]) => {
      const step = patch('apply', `${path}/web?fieldManager=one`, {
        apiVersion,
        kind,
        metadata: { name: 'web' },
        spec,
      });
      return [step, step];
    }),
  },
  {
    name: 'defaults: a Service keeps what it was given',
    steps: [
      post(core('services'), {
        metadata: { name: 'web' },
        spec: { ports: [{ port: 80 }] },
      }),
      put(`${core('services')}/web`, {
        metadata: { name: 'web' },
        spec: { ports: [{ port: 81 }] },
      }),
      patch('merge', `${core('services')}/web`, { spec: { type: 'NodePort' } }),
      patch('merge', `${core('services')}/web`, {
        spec: { type: 'ClusterIP' },
      }),
      patch('merge', `${core('services')}/web`, {
        spec: { type: 'ExternalName', externalName: 'x.y' },
      }),
    ],
  },
];
