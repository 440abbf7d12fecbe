import { ContentObject, JsonObject } from '../content';

const labels = { app: 'web' };

const pod: JsonObject = {
  serviceAccountName: 'web',
  terminationGracePeriodSeconds: 30,
  hostname: 'web',
  nodeSelector: { disk: 'ssd' },
  priorityClassName: 'system-cluster-critical',
  imagePullSecrets: [{ name: 'registry' }],
  securityContext: {
    runAsUser: 1000,
    fsGroup: 1000,
    supplementalGroups: [2000],
    seccompProfile: { type: 'RuntimeDefault' },
  },
  tolerations: [
    { key: 'dedicated', operator: 'Equal', value: 'web', effect: 'NoSchedule' },
    { operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 },
  ],
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              { key: 'zone', operator: 'In', values: ['a', 'b'] },
            ],
          },
        ],
      },
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 1,
          preference: {
            matchExpressions: [{ key: 'gpu', operator: 'Exists' }],
          },
        },
      ],
    },
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: {
            topologyKey: 'kubernetes.io/hostname',
            labelSelector: { matchLabels: labels },
          },
        },
      ],
    },
  },
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: {
        matchLabels: labels,
        matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['x'] }],
      },
    },
  ],
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['db.example.com'] }],
  dnsConfig: {
    nameservers: ['10.0.0.2'],
    searches: ['svc.example.com'],
    options: [{ name: 'ndots', value: '2' }],
  },
  initContainers: [
    { name: 'migrate', image: 'migrate:1', command: ['migrate'] },
    {
      name: 'proxy',
      image: 'proxy:1',
      restartPolicy: 'Always',
      startupProbe: { tcpSocket: { port: 9000 }, periodSeconds: 2 },
    },
  ],
  containers: [
    {
      name: 'main',
      image: 'registry.example.com/web:1.2.3',
      imagePullPolicy: 'IfNotPresent',
      command: ['web'],
      args: ['--port', '8080'],
      ports: [
        { name: 'http', containerPort: 8080, protocol: 'TCP' },
        { name: 'metrics', containerPort: 9090, hostPort: 9090 },
      ],
      env: [
        { name: 'PLAIN', value: 'x' },
        {
          name: 'FIELD',
          valueFrom: { fieldRef: { fieldPath: 'status.podIP' } },
        },
        {
          name: 'LABEL',
          valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } },
        },
        {
          name: 'LIMIT',
          valueFrom: {
            resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' },
          },
        },
        {
          name: 'KEY',
          valueFrom: { configMapKeyRef: { name: 'web-config', key: 'a.b' } },
        },
        {
          name: 'SECRET',
          valueFrom: {
            secretKeyRef: { name: 'web-secret', key: 'pw', optional: true },
          },
        },
      ],
      envFrom: [
        { prefix: 'C_', configMapRef: { name: 'web-config' } },
        { secretRef: { name: 'web-secret' } },
      ],
      resources: {
        requests: { cpu: '700m', memory: '64Mi', 'ephemeral-storage': '1Gi' },
        limits: { cpu: '0.7', memory: '128Mi', 'ephemeral-storage': '1Gi' },
      },
      volumeMounts: [
        { name: 'files', mountPath: '/etc/web.conf', subPath: 'web.conf' },
        { name: 'data', mountPath: '/data', readOnly: true },
      ],
      livenessProbe: {
        httpGet: {
          path: '/live',
          port: 8080,
          scheme: 'HTTP',
          httpHeaders: [{ name: 'X-Probe', value: 'a' }],
        },
        initialDelaySeconds: 1,
        timeoutSeconds: 1,
        periodSeconds: 10,
        successThreshold: 1,
        failureThreshold: 3,
      },
      readinessProbe: { exec: { command: ['ready'] } },
      startupProbe: { grpc: { port: 8080 } },
      lifecycle: {
        postStart: { exec: { command: ['started'] } },
        preStop: { sleep: { seconds: 5 } },
      },
      securityContext: {
        runAsUser: 1000,
        allowPrivilegeEscalation: false,
        privileged: false,
        capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
        readOnlyRootFilesystem: true,
      },
      terminationMessagePolicy: 'File',
    },
    { name: 'side', image: 'side:1' },
  ],
  volumes: [
    {
      name: 'files',
      configMap: {
        name: 'web-config',
        defaultMode: 420,
        items: [{ key: 'web.conf', path: 'web.conf', mode: 420 }],
      },
    },
    { name: 'data', persistentVolumeClaim: { claimName: 'web-data' } },
    { name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
    { name: 'keys', secret: { secretName: 'web-secret', optional: true } },
    {
      name: 'all',
      projected: {
        defaultMode: 420,
        sources: [
          {
            configMap: { name: 'web-config', items: [{ key: 'a', path: 'a' }] },
          },
          { secret: { name: 'web-secret' } },
          { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
          {
            downwardAPI: {
              items: [
                { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
              ],
            },
          },
        ],
      },
    },
    { name: 'host', hostPath: { path: '/var/log', type: 'Directory' } },
    {
      name: 'scratch',
      ephemeral: {
        volumeClaimTemplate: {
          metadata: { labels },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
          },
        },
      },
    },
    { name: 'csi', csi: { driver: 'csi.example.com', readOnly: true } },
    { name: 'nfs', nfs: { server: 'nfs.example.com', path: '/exports' } },
  ],
};

const template: JsonObject = {
  metadata: { labels, annotations: { 'example.com/a': 'b' } },
  spec: pod,
};

const plain: JsonObject = {
  metadata: { labels },
  spec: { containers: [{ name: 'main', image: 'web:1' }] },
};

const claim: JsonObject = {
  accessModes: ['ReadWriteOnce'],
  storageClassName: 'standard',
  volumeMode: 'Filesystem',
  resources: { requests: { storage: '5Gi' } },
};

const job: JsonObject = {
  backoffLimit: 2,
  completions: 1,
  parallelism: 1,
  activeDeadlineSeconds: 100,
  ttlSecondsAfterFinished: 100,
  template: {
    metadata: { labels },
    spec: {
      restartPolicy: 'Never',
      containers: [{ name: 'main', image: 'job:1' }],
    },
  },
};

function object(
  apiVersion: string,
  kind: string,
  rest: JsonObject,
  metadata: JsonObject = {},
): ContentObject {
  return {
    apiVersion,
    kind,
    metadata: { name: 'web', ...metadata },
    ...rest,
  };
}

/** Objects that an API server takes, with much of what one may say about each. */
export const objects: ContentObject[] = [
  object(
    'apps/v1',
    'Deployment',
    {
      spec: {
        replicas: 2,
        minReadySeconds: 5,
        revisionHistoryLimit: 3,
        progressDeadlineSeconds: 100,
        selector: { matchLabels: labels },
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 },
        },
        template,
      },
    },
    {
      labels: { app: 'web', 'app.kubernetes.io/name': 'web' },
      annotations: { 'example.com/note': 'some text' },
      finalizers: ['example.com/wait'],
    },
  ),
  object('apps/v1', 'StatefulSet', {
    spec: {
      replicas: 1,
      serviceName: 'web-headless',
      podManagementPolicy: 'Parallel',
      updateStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: { partition: 0 },
      },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'main',
              image: 'db:1',
              volumeMounts: [{ name: 'data', mountPath: '/data' }],
            },
          ],
        },
      },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim }],
    },
  }),
  object('apps/v1', 'DaemonSet', {
    spec: {
      selector: { matchLabels: labels },
      updateStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: 1 },
      },
      template: plain,
    },
  }),
  object('apps/v1', 'ReplicaSet', {
    spec: { replicas: 1, selector: { matchLabels: labels }, template: plain },
  }),
  object('batch/v1', 'Job', { spec: job }),
  object('batch/v1', 'CronJob', {
    spec: {
      schedule: '*/5 3 * * 1-5',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 60,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 1,
      suspend: false,
      jobTemplate: { metadata: { labels }, spec: job },
    },
  }),
  object('v1', 'Service', {
    spec: {
      type: 'ClusterIP',
      selector: labels,
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 100 } },
      ports: [
        { name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' },
        { name: 'dns', port: 53, targetPort: 'dns', protocol: 'UDP' },
        { name: 'dns-tcp', port: 53, appProtocol: 'example.com/dns' },
      ],
    },
  }),
  object('v1', 'Service', {
    spec: {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      allocateLoadBalancerNodePorts: true,
      loadBalancerSourceRanges: ['10.0.0.0/8'],
      ports: [{ port: 443, nodePort: 30443 }],
    },
  }),
  object('v1', 'Service', {
    spec: { type: 'ExternalName', externalName: 'db.example.com' },
  }),
  object('v1', 'Service', { spec: { clusterIP: 'None', selector: labels } }),
  object('v1', 'ConfigMap', {
    data: { 'web.conf': 'a', EMPTY: '' },
    binaryData: { 'logo.png': 'AAECAw==' },
    immutable: false,
  }),
  object('v1', 'Secret', {
    type: 'Opaque',
    data: { pw: 'cGFzc3dvcmQ=' },
    stringData: { user: 'app' },
  }),
  object('v1', 'Secret', {
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': 'YQ==', 'tls.key': 'Yg==' },
  }),
  object('v1', 'Secret', {
    type: 'kubernetes.io/dockerconfigjson',
    stringData: { '.dockerconfigjson': '{"auths":{}}' },
  }),
  object('v1', 'Secret', {
    type: 'kubernetes.io/basic-auth',
    stringData: { username: 'a', password: 'b' },
  }),
  object('v1', 'PersistentVolumeClaim', { spec: claim }),
  object('v1', 'ServiceAccount', {
    automountServiceAccountToken: false,
    imagePullSecrets: [{ name: 'registry' }],
  }),
  object('v1', 'Namespace', {}, { labels: { team: 'a' } }),
  object('v1', 'ResourceQuota', {
    spec: { hard: { pods: '10', 'requests.cpu': '4', memory: '8Gi' } },
  }),
  object('v1', 'LimitRange', {
    spec: {
      limits: [
        {
          type: 'Container',
          max: { cpu: '2' },
          min: { cpu: '10m' },
          default: { cpu: '1' },
          defaultRequest: { cpu: '100m' },
        },
      ],
    },
  }),
  object('v1', 'Pod', {
    spec: {
      restartPolicy: 'OnFailure',
      dnsPolicy: 'ClusterFirst',
      containers: [
        { name: 'main', image: 'pod:1', ports: [{ containerPort: 80 }] },
      ],
    },
  }),
  object('networking.k8s.io/v1', 'Ingress', {
    spec: {
      ingressClassName: 'nginx',
      tls: [{ hosts: ['www.example.com'], secretName: 'web-tls' }],
      rules: [
        {
          host: 'www.example.com',
          http: {
            paths: [
              {
                path: '/api',
                pathType: 'Prefix',
                backend: { service: { name: 'web', port: { number: 80 } } },
              },
              {
                path: '/',
                pathType: 'ImplementationSpecific',
                backend: { service: { name: 'web', port: { name: 'http' } } },
              },
            ],
          },
        },
        { host: '*.example.com' },
      ],
    },
  }),
  object('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: {
      podSelector: { matchLabels: labels },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [
            { podSelector: { matchLabels: labels } },
            { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
          ],
          ports: [{ port: 80, protocol: 'TCP', endPort: 90 }],
        },
      ],
      egress: [{ to: [{ namespaceSelector: {} }] }],
    },
  }),
  object('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: {
      scaleTargetRef: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'web',
      },
      minReplicas: 1,
      maxReplicas: 5,
      metrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: 70 },
          },
        },
        {
          type: 'External',
          external: {
            metric: { name: 'queue' },
            target: { type: 'AverageValue', averageValue: '10' },
          },
        },
      ],
      behavior: {
        scaleDown: {
          stabilizationWindowSeconds: 60,
          policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
        },
      },
    },
  }),
  object('policy/v1', 'PodDisruptionBudget', {
    spec: { minAvailable: '50%', selector: { matchLabels: labels } },
  }),
  object('rbac.authorization.k8s.io/v1', 'Role', {
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  }),
  object('rbac.authorization.k8s.io/v1', 'ClusterRole', {
    rules: [
      { apiGroups: ['apps'], resources: ['deployments'], verbs: ['*'] },
      { nonResourceURLs: ['/healthz'], verbs: ['get'] },
    ],
  }),
  object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'Role',
      name: 'web',
    },
    subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'judge' }],
  }),
  object('storage.k8s.io/v1', 'StorageClass', {
    provisioner: 'csi.example.com',
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
    parameters: { type: 'ssd' },
  }),
  object('scheduling.k8s.io/v1', 'PriorityClass', {
    value: 1000,
    description: 'x',
  }),
];
