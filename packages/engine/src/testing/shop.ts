import {
  definition,
  environmentType,
  platform,
  resourceType,
  workload,
} from './platform';
import { TestEnvironment } from './TestEnvironment';

/** Types and definitions as a platform team would write them, in small. */
export const shopTypes = [
  resourceType('postgres', {
    outputs: {
      type: 'object',
      required: ['host', 'port', 'password'],
      properties: {
        host: { type: 'string' },
        port: { type: 'integer' },
        password: { type: 'string', 'x-secret': true },
      },
    },
  }),
  resourceType('redis', {
    outputs: {
      type: 'object',
      required: ['host'],
      properties: { host: { type: 'string' } },
    },
  }),
  resourceType('environment'),
  resourceType('route', { phase: 'after' }),
];

export const postgresInCluster = definition('postgres-in-cluster', {
  type: 'postgres',
  inputs: {
    objects: [
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: '${resource.name}' },
        stringData: { password: '${generate.password.app}' },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: '${resource.name}' },
        spec: {
          serviceName: '${resource.name}',
          selector: { matchLabels: { app: '${resource.name}' } },
          template: {
            metadata: { labels: { app: '${resource.name}' } },
            spec: {
              containers: [{ name: 'postgres', image: 'postgres:17' }],
            },
          },
        },
      },
    ],
    outputs: {
      host: '${resource.name}',
      port: 5432,
      password: '${generate.password.app}',
    },
  },
});

export const redisInCluster = definition('redis-in-cluster', {
  type: 'redis',
  inputs: {
    objects: [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: '${resource.name}' },
        spec: {
          selector: { matchLabels: { app: '${resource.name}' } },
          template: {
            metadata: { labels: { app: '${resource.name}' } },
            spec: { containers: [{ name: 'redis', image: 'redis:7' }] },
          },
        },
      },
    ],
    outputs: { host: '${resource.name}' },
  },
});

export const routeIngress = definition('route-ingress', {
  type: 'route',
  inputs: {
    objects: [
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: '${resource.name}' },
        spec: { rules: [{ host: '${params.host}' }] },
      },
    ],
  },
});

export const environmentValues = definition('environment', {
  type: 'environment',
  driver: 'environment',
});

export function shopPlatform(
  definitions = [
    postgresInCluster,
    redisInCluster,
    routeIngress,
    environmentValues,
  ],
) {
  return platform({
    types: shopTypes,
    definitions,
    environmentTypes: [environmentType('development')],
  });
}

export const api = workload('api', {
  port: 8080,
  variables: {
    HOST: '${resources.db.host}',
    PASSWORD: '${resources.db.password}',
  },
  resources: {
    db: { type: 'postgres', id: 'main' },
    public: { type: 'route', params: { host: 'shop.example.com' } },
  },
});

export const worker = workload('worker', {
  variables: {
    DATABASE: '${resources.db.host}',
    CACHE: '${resources.cache.host}',
  },
  resources: {
    db: { type: 'postgres', id: 'main' },
    cache: { type: 'redis', id: 'cache' },
  },
});

/** Two workloads that share a database; one has a route, the other a cache. */
export function smallShop(): TestEnvironment {
  return TestEnvironment.of(shopPlatform(), [api, worker]);
}
