import { JsonSchema } from '../../model';
import { APPLICATION_SPEC, POLICY_SPEC, TARGET_SPEC } from './schemaOfPlaces';
import { ENVIRONMENT_TYPE_SPEC } from './schemaOfEnvironmentTypes';
import { COMMON_DEFS, NAME, RESOURCE_WORD } from './schemaOfParts';
import {
  RESOURCE_DEFINITION_SPEC,
  RESOURCE_TYPE_SPEC,
  WORKLOAD_PROFILE_SPEC,
} from './schemaOfThings';

export const PLATFORM_API_VERSION = 'tutti.dev/v1alpha1';

const SPECS = {
  ResourceType: RESOURCE_TYPE_SPEC,
  ResourceDefinition: RESOURCE_DEFINITION_SPEC,
  WorkloadProfile: WORKLOAD_PROFILE_SPEC,
  EnvironmentType: ENVIRONMENT_TYPE_SPEC,
  Target: TARGET_SPEC,
  Policy: POLICY_SPEC,
  Application: APPLICATION_SPEC,
};

export type PlatformKind = keyof typeof SPECS;

export function isPlatformKind(kind: string): kind is PlatformKind {
  return Object.hasOwn(SPECS, kind);
}

export const PLATFORM_KINDS: PlatformKind[] =
  Object.keys(SPECS).filter(isPlatformKind);

function documentOf(kind: PlatformKind): JsonSchema {
  return {
    title: kind,
    type: 'object',
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    additionalProperties: false,
    properties: {
      apiVersion: {
        const: PLATFORM_API_VERSION,
        description: 'The version of these files.',
      },
      kind: { const: kind, description: SPECS[kind].description },
      metadata: {
        $ref: `#/$defs/${
          kind === 'ResourceType' ? 'TypeMetadata' : 'Metadata'
        }`,
      },
      spec: SPECS[kind],
    },
  };
}

function metadata(name: JsonSchema): JsonSchema {
  return {
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    description: 'What it is called.',
    properties: {
      name: { ...name, description: 'Unique among documents of its kind.' },
      title: {
        type: 'string',
        minLength: 1,
        errorMessage: 'a text that is not empty',
        description: 'What people see instead of the name.',
      },
      description: { type: 'string', description: 'One or two sentences.' },
      labels: {
        type: 'object',
        additionalProperties: { type: 'string' },
        description: 'For people and tools; matching does not read them.',
      },
    },
  };
}

const SHARED: Record<string, JsonSchema> = {
  Metadata: metadata(NAME),
  TypeMetadata: metadata(RESOURCE_WORD),
  ...COMMON_DEFS,
};

/** The schema of one kind alone: what `readPlatform` compiles, and only for kinds it meets. */
export function kindSchema(kind: PlatformKind): JsonSchema {
  return { ...documentOf(kind), $defs: SHARED };
}

/**
 * JSON Schema (draft 2020-12) of one document of a platform file, of any kind: the same that
 * `readPlatform` validates with, for editors.
 */
export function platformJsonSchema(): JsonSchema {
  return structuredClone({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://tutti.dev/schemas/platform.schema.json',
    title: 'Tutti platform file',
    description:
      'One document of a platform: how things are made, and where workloads run.',
    oneOf: PLATFORM_KINDS.map(kind => ({ $ref: `#/$defs/${kind}` })),
    $defs: {
      ...Object.fromEntries(
        PLATFORM_KINDS.map(kind => [kind, documentOf(kind)]),
      ),
      ...SHARED,
    },
  });
}
