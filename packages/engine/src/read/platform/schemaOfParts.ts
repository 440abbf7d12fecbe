import { JsonSchema } from '../../model';

/** Names are used in addresses, object names and URLs. */
export const NAME: JsonSchema = {
  type: 'string',
  minLength: 1,
  maxLength: 63,
  pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$',
  errorMessage:
    'a name of lower-case letters, digits and dashes, at most 63 characters, no dash at either end',
};

/** Types and classes as Score files may write them. */
export const RESOURCE_WORD: JsonSchema = {
  type: 'string',
  minLength: 2,
  maxLength: 63,
  pattern: '^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$',
  errorMessage:
    'a word of letters, digits and dashes, 2 to 63 characters, no dash at either end',
};

export const DURATION: JsonSchema = {
  type: 'string',
  pattern: '^[1-9][0-9]*[smhd]$',
  errorMessage: 'a time such as "90s", "15m", "72h" or "3d"',
};

/** What tells environments of one type apart: `{ region: eu }`. */
export const ENVIRONMENT_LABELS: JsonSchema = {
  type: 'object',
  default: {},
  maxProperties: 20,
  propertyNames: NAME,
  additionalProperties: NAME,
  errorMessage: 'at most 20 labels such as "region: eu"',
};

/** A key that placeholders can name: `${resources.KEY.host}`. */
export const PLACEHOLDER_KEY: JsonSchema = {
  type: 'string',
  pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*$',
  errorMessage: 'letters, digits, "_" and "-"',
};

export const FROM_SCORE: JsonSchema = {
  type: 'object',
  required: ['allow'],
  additionalProperties: false,
  description:
    'What Score files and values may decide in objects, though it reaches beyond their own containers.',
  properties: {
    allow: {
      type: 'array',
      items: {
        type: 'string',
        pattern:
          '^([a-z0-9.-]{2,253}/(\\*|[A-Za-z0-9._-]{2,63})|[A-Za-z]{2,63})$',
        errorMessage:
          'a field such as "hostPath", an annotation or label such as "example.com/team", or "example.com/*"',
      },
      errorMessage: 'a list of fields and annotations',
      description:
        'Fields such as `hostPath`, annotations and labels as `domain/name` or `domain/*`.',
    },
  },
};

/** What is no drift (docs/reference/semantics.md, Drift). */
export const DRIFT_RULES: JsonSchema = {
  type: 'array',
  maxItems: 100,
  errorMessage: 'a list of at most 100 rules',
  description:
    'What is left alone and not shown: all that a rule gives must hold.',
  items: {
    type: 'object',
    required: ['paths'],
    additionalProperties: false,
    properties: {
      kinds: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', minLength: 1 },
        errorMessage: 'a list of kinds such as "Deployment"',
        description: 'Of these kinds only; left out: of all.',
      },
      paths: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', minLength: 1, maxLength: 300 },
        errorMessage: 'a list of fields such as "spec.replicas"',
        description:
          'Fields with all that is below them; `*` stands for any text but brackets: `spec.template.spec.containers[*].resources`.',
      },
      managers: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', minLength: 1, maxLength: 128 },
        errorMessage: 'a list of field managers such as "kubectl-edit"',
        description:
          'Only where one of these field managers set it, with `*`; left out: whoever set it.',
      },
    },
  },
};

const ONE_OR_MORE: JsonSchema = {
  anyOf: [
    { type: 'string', minLength: 1 },
    { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
  ],
  errorMessage: 'a text, or a list of texts of which any may match',
};

function criterion(description: string): JsonSchema {
  return { ...ONE_OR_MORE, description };
}

const REFERENCE = {
  type: { ...RESOURCE_WORD, description: 'A ResourceType.' },
  class: {
    type: 'string',
    maxLength: 63,
    pattern: '^(@|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])$',
    errorMessage: 'a class, or "@" for the same as mine',
    default: 'default',
    description: '`@` = the same as mine.',
  },
  id: {
    type: 'string',
    maxLength: 63,
    pattern:
      '^(@|[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*)$',
    errorMessage:
      'an id of lower-case letters, digits, dashes and dots, or "@" for the same as mine',
    description:
      'Shared by all that name it; `@` = the same as mine; without one it is made for this resource alone.',
  },
  params: {
    type: 'object',
    description: 'With placeholders.',
  },
};

export const COMMON_DEFS: Record<string, JsonSchema> = {
  Criteria: {
    type: 'object',
    additionalProperties: false,
    description:
      'All given keys must match; a list means any of. The most specific match wins.',
    properties: {
      resourceId: criterion('The explicit id of the resource.'),
      workload: criterion(
        'The workload that asks; never matches a resource with an explicit id.',
      ),
      environment: criterion('Name of the environment.'),
      application: criterion('Name of the application.'),
      labels: {
        type: 'object',
        minProperties: 1,
        errorMessage: 'a mapping with at least one label',
        additionalProperties: ONE_OR_MORE,
        description:
          'Labels of the catalog entity, those that the platform allows for matching.',
      },
      owner: criterion('Full entity ref, such as `group:default/team-a`.'),
      environmentType: criterion('An EnvironmentType.'),
    },
  },
  ResourceReference: {
    type: 'object',
    required: ['type'],
    additionalProperties: false,
    description: 'Another resource.',
    properties: REFERENCE,
  },
  Provision: {
    type: 'object',
    required: ['type'],
    additionalProperties: false,
    description: 'A resource made beside another.',
    properties: {
      ...REFERENCE,
      dependsOnThis: {
        type: 'boolean',
        default: false,
        description: 'The new resource is made after this one.',
      },
      inheritDependents: {
        type: 'boolean',
        default: false,
        description:
          'Whoever depends on this resource also depends on the new one.',
      },
    },
  },
  JsonPointer: {
    type: 'string',
    pattern: '^(/([^/~]|~[01])*)*$',
    errorMessage: 'a JSON Pointer such as "/spec/replicas"',
  },
  Principals: {
    type: 'array',
    description:
      'Groups or users by entity ref, `owner` (of the application), `anyone`, or `nobody`.',
    items: {
      type: 'string',
      pattern: '^(owner|anyone|nobody|(group|user):[^:/\\s]+/[^:/\\s]+)$',
      errorMessage:
        '"owner", "anyone", "nobody", or a full reference such as "group:default/team-a"',
    },
  },
};
