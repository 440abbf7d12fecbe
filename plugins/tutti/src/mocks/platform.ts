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
    approval: { required: false, self: false },
    deferredPlans: 'allow',
    drift: { repair: 'manual' },
    freeze: [],
    destroy: 'allow',
  };
}

export const platform: NonNullable<PlatformView['platform']> = {
  revision: '4d21aa90',
  resourceTypes: {},
  definitions: {},
  profiles: {},
  environmentTypes: {
    development: environmentType('development', 'Development', 10),
    staging: environmentType('staging', 'Staging', 20),
    production: environmentType('production', 'Production', 30),
  },
  targets: {},
  policies: {},
  applications: {},
};
