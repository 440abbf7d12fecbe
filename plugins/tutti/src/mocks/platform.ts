import type { EnvironmentType, PlatformView } from '@tutti/plugin-tutti-common';

function environmentType(
  name: string,
  title: string,
  rank: number,
): EnvironmentType {
  return {
    name,
    title,
    source: { file: 'environment-types.yaml', line: 1 },
    rank,
    access: {
      create: ['owner'],
      deploy: ['owner'],
      operate: ['owner'],
      approve: ['nobody'],
      override: ['nobody'],
      secrets: ['owner'],
      manage: ['nobody'],
      logs: ['owner'],
      exec: ['nobody'],
      destroy: ['owner'],
    },
    approval: {
      required: false,
      quorum: 1,
      groups: [],
      self: false,
      expiresAfter: '72h',
    },
    verify: { gates: [], within: '1h' },
    onFailure: 'leave',
    deferredPlans: 'allow',
    drift: { repair: 'manual' },
    freeze: [],
    destroy: 'allow',
  };
}

type Definition = NonNullable<PlatformView['platform']>['definitions'][string];

function definition(
  name: string,
  line: number,
  more: Partial<Definition>,
): Definition {
  return {
    name,
    source: { file: 'platform/postgres.yaml', line },
    type: 'postgres',
    class: 'default',
    criteria: {},
    driver: 'static',
    inputs: {},
    dependsOn: {},
    provisions: [],
    collect: {},
    protection: 'none',
    onRemoval: 'delete',
    adopts: [],
    ...more,
  };
}

export const platform: NonNullable<PlatformView['platform']> = {
  revision: '4d21aa90',
  resourceTypes: {
    postgres: {
      name: 'postgres',
      title: 'PostgreSQL database',
      source: { file: 'platform/postgres.yaml', line: 1 },
      params: {
        type: 'object',
        properties: {
          version: {
            type: 'string',
            enum: ['16', '17'],
            default: '17',
            description: 'The major version.',
          },
        },
      },
      outputs: {
        type: 'object',
        required: ['host'],
        properties: {
          host: { type: 'string' },
          password: { type: 'string', 'x-secret': true },
        },
      },
      phase: 'before',
    },
  },
  definitions: {
    'postgres-in-cluster': definition('postgres-in-cluster', 12, {
      criteria: { environmentType: ['development', 'staging'] },
      driver: 'manifests',
      inputs: { image: 'postgres:16' },
      dependsOn: { instance: { type: 'postgres-instance', class: '@' } },
      protection: 'stateful',
    }),
    'postgres-static': definition('postgres-static', 40, {
      criteria: { environmentType: ['staging'], application: ['billing'] },
    }),
  },
  profiles: {
    standard: {
      name: 'standard',
      source: { file: 'platform/profiles.yaml', line: 1 },
      kind: 'Deployment',
      defaults: {},
      patches: [{ name: 'labels', when: 'context.environment == "x"' }],
      annotations: { allow: [] },
      probes: { host: 'refuse' },
    },
  },
  environmentTypes: {
    development: environmentType('development', 'Development', 10),
    staging: environmentType('staging', 'Staging', 20),
    production: environmentType('production', 'Production', 30),
  },
  targets: {
    sandbox: {
      name: 'sandbox',
      source: { file: 'platform/targets.yaml', line: 1 },
      driver: 'kubernetes',
      criteria: {},
      cluster: 'sandbox',
      namespace: '${context.application}-${context.environment}',
      shared: false,
      namespaces: { adopt: [] },
    },
  },
  policies: {},
  applications: {},
};

/** Declared in a file, with what it offers. */
export const declaredShop = {
  name: 'shop',
  source: { file: 'shop.yaml', line: 7 },
  workloads: [],
  environments: [],
  values: {},
  offers: { web: ['anyone'] },
};
