import type { ResourceView, Runtime } from '@tutti/plugin-tutti-common';
import { ago, HOUR } from './applications';
import { pullFailure } from './deployments';

function healthy(name: string): Runtime['workloads'][number] {
  return {
    name,
    status: 'healthy',
    message: '1 of 1 replicas ready',
    objects: [
      {
        kind: 'Deployment',
        name,
        namespace: 'shop-staging',
        status: 'healthy',
        message: '1 of 1 replicas ready',
      },
      {
        kind: 'Pod',
        name: `${name}-7f6d9c-k2x8p`,
        namespace: 'shop-staging',
        status: 'Running',
        message: 'ready for 2 h',
      },
      {
        kind: 'Service',
        name,
        namespace: 'shop-staging',
        status: 'present',
        message: 'ClusterIP',
      },
    ],
  };
}

export const runtime: Runtime = {
  simulated: true,
  observedAt: ago(6000),
  workloads: [
    ...['web', 'cart', 'catalog'].map(healthy),
    {
      name: 'checkout',
      status: 'failed',
      message: '0 of 1 replicas ready',
      cause: pullFailure,
      objects: [
        {
          kind: 'Deployment',
          name: 'checkout',
          namespace: 'shop-staging',
          status: 'progressing',
          message: '0 of 1 replicas ready',
        },
        {
          kind: 'Pod',
          name: 'checkout-6d9f7c-x2lqp',
          namespace: 'shop-staging',
          status: 'ImagePullBackOff',
          message: 'image cannot be pulled: not found',
        },
      ],
    },
    ...['payment', 'mail'].map(healthy),
  ],
};

export const resources: ResourceView[] = [
  {
    resourceId: 'res-7f3a',
    application: 'shop',
    environment: 'staging',
    address: 'postgres.default#main',
    type: 'postgres',
    class: 'default',
    id: 'main',
    name: 'postgres-main-3f',
    definition: 'postgres-in-cluster',
    driver: 'manifests',
    lifecycle: 'ready',
    protection: 'stateful',
    neededBy: ['catalog', 'checkout'],
    rotates: ['app'],
    outputs: {
      host: 'postgres-main-3f',
      port: 5432,
      username: 'app',
      password: { masked: 'secret' },
    },
    updatedAt: ago(2 * HOUR),
    changedBy: { id: 'deployment-31', number: 31 },
  },
  {
    resourceId: 'res-91bc',
    application: 'shop',
    environment: 'staging',
    address: 'redis.default#shared',
    type: 'redis',
    class: 'default',
    id: 'shared',
    name: 'redis-shared-9a',
    definition: 'redis-in-cluster',
    driver: 'manifests',
    lifecycle: 'ready',
    protection: 'none',
    neededBy: ['web', 'cart'],
    outputs: { host: 'redis-shared-9a', port: 6379 },
    updatedAt: ago(3 * HOUR),
  },
  {
    resourceId: 'res-20de',
    application: 'shop',
    environment: 'development',
    address: 'postgres.default#main',
    type: 'postgres',
    class: 'default',
    id: 'main',
    name: 'postgres-main-11',
    definition: 'postgres-in-cluster',
    driver: 'manifests',
    lifecycle: 'ready',
    protection: 'stateful',
    neededBy: ['catalog', 'checkout'],
    outputs: {
      host: 'postgres-main-11',
      port: 5432,
      password: { masked: 'secret' },
    },
    updatedAt: ago(HOUR),
  },
];

export function scoreOf(workload: string): string {
  return `apiVersion: score.dev/v1b1
metadata:
  name: ${workload}
containers:
  ${workload}:
    image: .   # given by the deployment
    variables:
      LOG_LEVEL: \${resources.env.LOG_LEVEL}
      RETRIES: 3
service:
  ports:
    http:
      port: 8080
resources:
  env:
    type: environment
  db:
    type: postgres
    id: main
`;
}
