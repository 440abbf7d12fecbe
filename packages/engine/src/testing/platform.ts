import {
  EnvironmentType,
  JsonObject,
  Platform,
  Policy,
  ResourceDefinition,
  ResourceType,
  TargetDefinition,
  Workload,
  WorkloadProfile,
} from '../model';

const source = { file: 'platform.yaml', line: 1 };

/** What files get that say nothing about access. */
const ACCESS: EnvironmentType['access'] = {
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
};

/** Every test says only what it is about. */
export function resourceType(
  name: string,
  parts: Partial<ResourceType> = {},
): ResourceType {
  return {
    name,
    source,
    params: { type: 'object', additionalProperties: true },
    outputs: { type: 'object', additionalProperties: true },
    phase: 'before',
    ...parts,
  };
}

export function definition(
  name: string,
  parts: Partial<ResourceDefinition> & { type: string },
): ResourceDefinition {
  return {
    name,
    source,
    class: 'default',
    criteria: {},
    driver: 'manifests',
    inputs: {},
    dependsOn: {},
    provisions: [],
    collect: {},
    protection: 'none',
    onRemoval: 'delete',
    adopts: [],
    ...parts,
  };
}

export function environmentType(
  name: string,
  parts: Partial<EnvironmentType> = {},
): EnvironmentType {
  return {
    name,
    source,
    rank: 10,
    access: ACCESS,
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
    ...parts,
  };
}

/** One environment type `development`, one target `memory`, and what is given. */
export function platform(parts: {
  types?: ResourceType[];
  definitions?: ResourceDefinition[];
  profiles?: WorkloadProfile[];
  policies?: Policy[];
  targets?: TargetDefinition[];
  environmentTypes?: EnvironmentType[];
}): Platform {
  const {
    targets = [
      {
        name: 'memory',
        source,
        driver: 'memory',
        criteria: {},
        cluster: 'memory',
        namespace: '${context.application}-${context.environment}',
        shared: false,
        namespaces: { adopt: [] },
      },
    ],
    environmentTypes = [environmentType('development')],
  } = parts;
  return {
    revision: 'test',
    resourceTypes: byName(parts.types ?? []),
    definitions: byName(parts.definitions ?? []),
    profiles: byName(parts.profiles ?? []),
    environmentTypes: byName(environmentTypes),
    targets: byName(targets),
    policies: byName(parts.policies ?? []),
    applications: {},
  };
}

/** A workload of one container, which reads the given variables. */
export function workload(
  name: string,
  parts: {
    image?: string;
    variables?: Record<string, string>;
    port?: number;
    resources?: Record<
      string,
      { type: string; class?: string; id?: string; params?: JsonObject }
    >;
    annotations?: Record<string, string>;
  } = {},
): Workload {
  const { image = `example/${name}:1`, annotations = {}, port } = parts;
  return {
    name,
    metadata: { name, annotations },
    annotations,
    containers: {
      main: {
        image,
        variables: parts.variables ?? {},
        files: {},
        volumes: {},
        before: {},
        resources: {},
      },
    },
    service: {
      ports:
        port === undefined
          ? {}
          : { http: { port, targetPort: port, protocol: 'TCP' } },
    },
    resources: Object.fromEntries(
      Object.entries(parts.resources ?? {}).map(([key, resource]) => [
        key,
        { class: 'default', ...resource },
      ]),
    ),
    file: `${name}.yaml`,
  };
}

function byName<T extends { name: string }>(items: T[]): Record<string, T> {
  return Object.fromEntries(items.map(item => [item.name, item]));
}
