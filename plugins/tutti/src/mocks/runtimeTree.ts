import type {
  RuntimeNode,
  RuntimeObjectView,
  RuntimePage,
} from '@tutti/plugin-tutti-common';
import { ago, HOUR, MINUTE } from './applications';
import { pullFailure } from './deployments';

const NAMESPACE = 'shop-staging';

function running(workload: string): RuntimeNode[] {
  const set = `${workload}-7f6d9c`;
  const image = `registry.example.com/shop/${workload}:1.9.1`;
  const common = {
    workload,
    namespace: NAMESPACE,
    createdAt: ago(2 * HOUR),
    status: 'healthy' as const,
  };
  return [
    {
      ...common,
      uid: `deployment-${workload}`,
      depth: 0,
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: workload,
      message: '1 of 1 replicas ready',
    },
    {
      ...common,
      uid: `set-${workload}`,
      parent: `deployment-${workload}`,
      depth: 1,
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      name: set,
      message: '1 of 1 replicas ready',
    },
    {
      ...common,
      uid: `pod-${workload}`,
      parent: `set-${workload}`,
      depth: 2,
      apiVersion: 'v1',
      kind: 'Pod',
      name: `${set}-k2x8p`,
      message: 'ready',
      node: 'node-a',
      containers: [
        {
          name: workload,
          image,
          init: false,
          state: 'running',
          ready: true,
          restarts: workload === 'cart' ? 2 : 0,
        },
      ],
    },
    {
      ...common,
      uid: `service-${workload}`,
      depth: 0,
      apiVersion: 'v1',
      kind: 'Service',
      name: workload,
      message: 'present',
    },
    {
      ...common,
      uid: `slice-${workload}`,
      parent: `service-${workload}`,
      depth: 1,
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      name: `${workload}-4k9zx`,
      message: 'present',
      endpoints: ['10.1.0.7:8080'],
    },
  ];
}

const failing: RuntimeNode[] = running('checkout')
  .slice(0, 3)
  .map(node => ({
    ...node,
    createdAt: ago(4 * MINUTE),
    status: 'failed',
    message: node.kind === 'Pod' ? 'not started' : '0 of 1 replicas ready',
    cause: { reason: pullFailure.reason, message: pullFailure.message },
    ...(node.containers && {
      containers: node.containers.map(container => ({
        ...container,
        image: 'registry.example.com/shop/checkout:1.9.3',
        state: 'waiting' as const,
        reason: pullFailure.reason,
        ready: false,
      })),
    }),
  }));

const database: RuntimeNode = {
  uid: 'statefulset-postgres',
  resource: 'postgres.default#main',
  depth: 0,
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  namespace: NAMESPACE,
  name: 'postgres-main-3f',
  createdAt: ago(2 * HOUR),
  status: 'healthy',
  message: '1 of 1 replicas ready',
};

const namespace: RuntimeNode = {
  uid: 'namespace-shop-staging',
  depth: 0,
  apiVersion: 'v1',
  kind: 'Namespace',
  name: NAMESPACE,
  createdAt: ago(20 * HOUR),
  status: 'healthy',
  message: 'present',
};

export const runtimeNodes: RuntimeNode[] = [
  ...['cart', 'catalog'].flatMap(running),
  ...failing,
  ...['mail', 'payment', 'web'].flatMap(running),
  database,
  namespace,
];

/** As the server answers, without its search. */
export function treePage(
  nodes: RuntimeNode[],
  query: {
    search?: string;
    status?: string[];
    limit?: number;
    cursor?: string;
  },
): RuntimePage {
  const { search = '', status, limit = 100, cursor = '0' } = query;
  const found = nodes.filter(
    node =>
      (!status || status.includes(node.status)) &&
      `${node.kind} ${node.name}`.includes(search),
  );
  const from = Number(cursor);
  const count = (wanted: string) =>
    nodes.filter(node => node.status === wanted).length;
  return {
    items: found.slice(from, from + limit),
    ...(found.length > from + limit && { next: String(from + limit) }),
    found: found.length,
    counts: {
      failed: count('failed'),
      progressing: count('progressing'),
      healthy: count('healthy'),
    },
    observedAt: ago(6000),
    simulated: true,
  };
}

export function objectView(object: RuntimeNode): RuntimeObjectView {
  const { apiVersion, kind, name, namespace: place = NAMESPACE } = object;
  return {
    object,
    ...(kind === 'Pod' && { terminal: { allowed: true } }),
    content: {
      apiVersion,
      kind,
      metadata: { name, namespace: place },
      spec: { replicas: 1 },
      status: { readyReplicas: object.status === 'healthy' ? 1 : 0 },
    },
    managers: [
      {
        name: 'tutti',
        operation: 'Apply',
        at: ago(2 * HOUR),
        fields: [
          'spec.replicas',
          'spec.template.spec.containers[name=web].image',
        ],
      },
      {
        name: 'kube-controller-manager',
        operation: 'Update status',
        at: ago(MINUTE),
        fields: ['status.readyReplicas'],
      },
    ],
  };
}
