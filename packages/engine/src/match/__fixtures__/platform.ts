import {
  Platform,
  ResourceDefinition,
  ResourceType,
  TargetDefinition,
} from '../../model';

/** As the reader fills it in when a file says no more than that. */
export function definition(
  given: Partial<ResourceDefinition> & { name: string },
): ResourceDefinition {
  return {
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
    source: { file: `${given.name}.yaml`, line: 1 },
    ...given,
  };
}

export function resourceType(
  given: Partial<ResourceType> & { name: string },
): ResourceType {
  return {
    params: { type: 'object', additionalProperties: true },
    outputs: { type: 'object' },
    phase: 'before',
    source: { file: `${given.name}.yaml`, line: 1 },
    ...given,
  };
}

export function target(
  given: Partial<TargetDefinition> & { name: string },
): TargetDefinition {
  return {
    driver: 'kubernetes',
    criteria: {},
    namespace: '${context.application}-${context.environment}',
    shared: false,
    namespaces: { adopt: [] },
    source: { file: `${given.name}.yaml`, line: 1 },
    ...given,
  };
}

/** Resource types that definitions name are added where none is given. */
export function platformOf(
  parts: {
    definitions?: ResourceDefinition[];
    types?: ResourceType[];
    targets?: TargetDefinition[];
  } = {},
): Platform {
  const { definitions = [], types = [], targets = [] } = parts;
  const implied = definitions.map(({ type }) => resourceType({ name: type }));
  return {
    revision: 'test',
    resourceTypes: byName([...implied, ...types]),
    definitions: byName(definitions),
    profiles: {},
    environmentTypes: {},
    targets: byName(targets),
    policies: {},
    applications: {},
  };
}

function byName<T extends { name: string }>(items: T[]): Record<string, T> {
  return Object.fromEntries(items.map(item => [item.name, item]));
}
