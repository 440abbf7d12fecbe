import { JsonSchema } from '../../model';
import {
  FROM_SCORE,
  PLACEHOLDER_KEY,
  RESOURCE_WORD,
  NAME,
} from './schemaOfParts';

export const RESOURCE_TYPE_SPEC: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  description:
    'The contract between those who ask for a resource and those who make it.',
  properties: {
    params: {
      type: 'object',
      description:
        'JSON Schema (draft 2020-12) of what may be asked; without one anything may. `x-service-port: true` marks a port of the workload that asks: it may be named, and comes as a number.',
    },
    outputs: {
      type: 'object',
      description:
        'JSON Schema of what the resource gives; `x-secret: true` marks a secret output.',
    },
    phase: {
      type: 'string',
      enum: ['before', 'after'],
      default: 'before',
      description:
        'Made before the workload that asks, or after it (routes, autoscalers).',
    },
  },
};

export const RESOURCE_DEFINITION_SPEC: JsonSchema = {
  type: 'object',
  required: ['type', 'driver'],
  additionalProperties: false,
  description: 'How resources of one type are made where the criteria match.',
  properties: {
    type: { ...RESOURCE_WORD, description: 'A ResourceType.' },
    class: {
      type: 'string',
      maxLength: 63,
      pattern: '^(\\*|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])$',
      errorMessage: 'a class, or "*" for any',
      default: 'default',
      description: 'Exact; `*` = any class.',
    },
    criteria: { $ref: '#/$defs/Criteria', default: {} },
    driver: {
      type: 'string',
      minLength: 1,
      errorMessage: 'the name of a driver',
      description:
        'What makes it: `static`, `manifests`, or one that a module brings.',
    },
    inputs: {
      type: 'object',
      default: {},
      description:
        'What the driver is told, with placeholders; `${text(…)}` makes text of a number.',
    },
    dependsOn: {
      type: 'object',
      default: {},
      propertyNames: PLACEHOLDER_KEY,
      additionalProperties: { $ref: '#/$defs/ResourceReference' },
      description:
        'Resources that this one needs, by alias: `${resources.ALIAS.OUTPUT}`.',
    },
    provisions: {
      type: 'array',
      default: [],
      items: { $ref: '#/$defs/Provision' },
      description: 'Resources that are made beside this one.',
    },
    collect: {
      type: 'object',
      default: {},
      propertyNames: PLACEHOLDER_KEY,
      description:
        'Lists of other resources in the graph: `${collect.NAME.OUTPUT}`, sorted by address.',
      additionalProperties: {
        type: 'object',
        required: ['from', 'of', 'type'],
        additionalProperties: false,
        properties: {
          from: {
            type: 'string',
            minLength: 1,
            errorMessage: '"self", "workload", or an alias of dependsOn',
            description: '`self`, `workload`, or an alias of dependsOn.',
          },
          of: {
            type: 'string',
            enum: ['dependents', 'dependencies'],
            description: 'Who needs `from`, or what `from` needs.',
          },
          type: { ...RESOURCE_WORD, description: 'A ResourceType.' },
          depth: {
            enum: [1, 'all'],
            default: 1,
            description: 'Only the nearest, or whatever lies behind them too.',
          },
        },
      },
    },
    protection: {
      type: 'string',
      enum: ['stateful', 'none'],
      default: 'none',
      description: '`stateful`: never replaced or destroyed without a consent.',
    },
    onRemoval: {
      type: 'string',
      enum: ['delete', 'retain'],
      default: 'delete',
      description: 'What happens when nobody needs it any more.',
    },
    rotation: {
      type: 'string',
      enum: ['allow', 'refuse'],
      description:
        'Whether its `${generate.password.…}` may be made anew while it lives. Without it: unless it is `stateful`.',
    },
    adopts: {
      type: 'array',
      default: [],
      items: NAME,
      uniqueItems: true,
      errorMessage: 'a list in which no name stands twice',
      description:
        'Definitions whose resources this one may take over as an update.',
    },
    secretsFor: {
      type: 'string',
      enum: ['anyone'],
      description:
        'Needed where `${platform.secrets.…}` is read and the criteria name neither `owner` nor `application`.',
    },
    fromScore: FROM_SCORE,
  },
};

export const WORKLOAD_PROFILE_SPEC: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  description: 'How a workload becomes manifests.',
  properties: {
    kind: {
      type: 'string',
      enum: ['Deployment', 'StatefulSet', 'Job', 'CronJob'],
      default: 'Deployment',
      description: 'What runs the containers.',
    },
    defaults: {
      type: 'object',
      default: {},
      description:
        "Merged into the workload's object before the patches, such as a CronJob's `spec.schedule`.",
    },
    annotations: {
      type: 'object',
      default: {},
      additionalProperties: false,
      description: 'What a Score file may say to the cluster.',
      properties: {
        allow: {
          type: 'array',
          default: [],
          items: {
            type: 'string',
            pattern:
              '^([a-z0-9.-]{2,253}/(\\*|[A-Za-z0-9._-]{2,63})|[A-Za-z0-9._-]{2,63})$',
            errorMessage:
              'an annotation such as "prometheus.io/scrape", or "prometheus.io/*"',
          },
          errorMessage: 'a list of annotations',
          description:
            'Annotations of Score files that reach pods: `domain/name`, `name`, or `domain/*`. What clusters, meshes and clouds act on never does.',
        },
      },
    },
    probes: {
      type: 'object',
      default: {},
      additionalProperties: false,
      description: 'What a Score file may ask of probes.',
      properties: {
        host: {
          type: 'string',
          enum: ['allow', 'refuse'],
          default: 'refuse',
          description:
            '`allow`: a probe may name a host, which the node then asks instead of the pod.',
        },
      },
    },
    secretsFor: {
      type: 'string',
      enum: ['anyone'],
      description:
        'Needed where `${platform.secrets.…}` is read: any workload can name a profile.',
    },
    fromScore: FROM_SCORE,
    patches: {
      type: 'array',
      default: [],
      description: 'Applied in this order.',
      items: {
        type: 'object',
        required: ['name'],
        additionalProperties: false,
        oneOf: [{ required: ['merge'] }, { required: ['json6902'] }],
        errorMessage: 'a patch with exactly one of "merge" and "json6902"',
        properties: {
          name: { ...NAME, description: 'Unique in this profile.' },
          when: {
            type: 'string',
            minLength: 1,
            errorMessage: 'a CEL expression',
            description:
              'CEL over `workload` and `context`; without it the patch always applies.',
          },
          target: {
            type: 'object',
            required: ['kind'],
            additionalProperties: false,
            description:
              "Which object: the workload's main one unless another kind is named.",
            properties: {
              kind: {
                type: 'string',
                pattern: '^[A-Z][A-Za-z0-9]*$',
                errorMessage: 'a kind such as "Service"',
                description: 'Of one of the objects that a workload becomes.',
              },
            },
          },
          merge: {
            type: 'object',
            description:
              "Kubernetes' strategic merge: lists merge by their own keys, `null` removes. A container with an image is added, one without is changed, one named `*` is every container.",
          },
          json6902: {
            type: 'array',
            description: 'RFC 6902.',
            items: {
              type: 'object',
              required: ['op', 'path'],
              additionalProperties: false,
              properties: {
                op: {
                  type: 'string',
                  enum: ['add', 'remove', 'replace', 'move', 'copy', 'test'],
                  description:
                    'What to do; `test` stops the patch unless the value is there.',
                },
                path: {
                  $ref: '#/$defs/JsonPointer',
                  description: 'Where.',
                },
                from: {
                  $ref: '#/$defs/JsonPointer',
                  description: 'Whence, for `move` and `copy`.',
                },
                value: {
                  description:
                    'For `add`, `replace` and `test`; with placeholders.',
                },
              },
              allOf: [
                {
                  if: {
                    required: ['op'],
                    properties: { op: { enum: ['add', 'replace', 'test'] } },
                  },
                  then: { required: ['value'] },
                },
                {
                  if: {
                    required: ['op'],
                    properties: { op: { enum: ['move', 'copy'] } },
                  },
                  then: { required: ['from'] },
                },
              ],
            },
          },
        },
      },
    },
  },
};
