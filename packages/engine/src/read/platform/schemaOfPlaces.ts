import { EnvironmentLine, JsonSchema } from '../../model';
import { DURATION, NAME } from './schemaOfParts';

function line(
  does: string,
  otherwise: 'owner' | 'nobody' = 'owner',
): JsonSchema {
  return {
    $ref: '#/$defs/Principals',
    default: [otherwise],
    description: `Who ${does}.`,
  };
}

/** Left out, what touches more than the environment itself is nobody's. */
const ACCESS: Record<EnvironmentLine, JsonSchema> = {
  create: line('makes environments of this type'),
  deploy: line('plans and deploys'),
  operate: line(
    'restarts, scales, pauses, resumes, repairs drift, and unlocks after a run whose fate is unknown',
  ),
  approve: line('approves what others ask for', 'nobody'),
  override: line(
    'deploys past a policy that denies or a freeze window, and cancels what others deployed',
    'nobody',
  ),
  secrets: line('writes secrets'),
  manage: line(
    'moves, detaches and destroys resources, and takes over objects that Tutti did not make',
    'nobody',
  ),
  logs: line('reads the logs of containers and the events of pods'),
  exec: line('opens a shell in a container', 'nobody'),
  destroy: line('destroys environments of this type'),
};

export const ENVIRONMENT_TYPE_SPEC: JsonSchema = {
  type: 'object',
  required: ['rank'],
  additionalProperties: false,
  description: 'What environments of one stage have in common.',
  properties: {
    rank: {
      type: 'integer',
      description: 'Order on the board; promotion goes upward.',
    },
    profile: {
      ...NAME,
      description: 'The WorkloadProfile of workloads that name none.',
    },
    access: {
      type: 'object',
      default: {},
      additionalProperties: false,
      description:
        'Who may do what here. The permission policy and these lines must both agree.',
      properties: { ...ACCESS },
    },
    approval: {
      type: 'object',
      default: {},
      additionalProperties: false,
      description: 'Whether somebody has to agree before a deployment.',
      properties: {
        required: {
          type: 'boolean',
          default: false,
          description: 'Nothing is deployed before somebody has agreed.',
        },
        self: {
          type: 'boolean',
          default: false,
          description: 'Who asks may also approve. Not yet in effect.',
        },
        expiresAfter: {
          ...DURATION,
          description:
            'How long a request waits for its approval. Not yet in effect.',
        },
      },
    },
    deferredPlans: {
      type: 'string',
      enum: ['allow', 'review'],
      default: 'allow',
      description:
        '`review`: a run waits for approval again when a plan that depended on unknown values has become exact. Not yet in effect.',
    },
    drift: {
      type: 'object',
      default: {},
      additionalProperties: false,
      description: 'What changed in the cluster by other hands.',
      properties: {
        every: {
          ...DURATION,
          description: 'How often it is looked for. Not yet in effect.',
        },
        repair: {
          type: 'string',
          enum: ['manual', 'automatic'],
          default: 'manual',
          description: 'Shown, or put back at once. Not yet in effect.',
        },
      },
    },
    freeze: {
      type: 'array',
      default: [],
      description: 'Times in which nothing is deployed.',
      items: {
        type: 'object',
        required: ['title', 'cron', 'duration'],
        additionalProperties: false,
        properties: {
          title: {
            type: 'string',
            minLength: 1,
            errorMessage: 'a title',
            description: 'What people read who cannot deploy now.',
          },
          cron: {
            type: 'string',
            pattern: '^\\S+( +\\S+){4}$',
            errorMessage: 'five cron fields such as "0 16 * * 5"',
            description: 'When it begins: minute, hour, day, month, weekday.',
          },
          duration: { ...DURATION, description: 'How long it lasts.' },
        },
      },
    },
    destroy: {
      type: 'string',
      enum: ['allow', 'refuse'],
      default: 'allow',
      description:
        'Whether an environment of this type may be destroyed. Not yet in effect.',
    },
    lifetime: {
      type: ['string', 'null'],
      pattern: DURATION.pattern,
      errorMessage: 'a time such as "12h" or "3d", or null for unlimited',
      description:
        'After this time an environment is destroyed (previews). Not yet in effect.',
    },
  },
};

const NAMESPACE_TEXTS: JsonSchema = {
  type: 'object',
  default: {},
  propertyNames: {
    type: 'string',
    pattern:
      '^([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$',
    errorMessage: 'a key such as "pod-security.kubernetes.io/enforce"',
  },
  additionalProperties: { type: 'string', errorMessage: 'a text' },
};

export const TARGET_SPEC: JsonSchema = {
  type: 'object',
  required: ['driver'],
  additionalProperties: false,
  description: 'Where workloads run. Matched like a resource definition.',
  properties: {
    driver: {
      type: 'string',
      minLength: 1,
      errorMessage: 'the name of a target driver such as "kubernetes"',
      description:
        'What brings objects there: `kubernetes`, or one that a module brings.',
    },
    criteria: { $ref: '#/$defs/Criteria', default: {} },
    cluster: {
      type: 'string',
      minLength: 1,
      errorMessage: 'a name under tutti.clusters',
      description: 'A name under `tutti.clusters` in the configuration.',
    },
    namespace: {
      type: 'string',
      minLength: 1,
      errorMessage: 'a namespace, with placeholders of the context',
      default: '${context.application}-${context.environment}',
      description: 'With placeholders of the context.',
    },
    labels: {
      ...NAMESPACE_TEXTS,
      description:
        "Labels of the environment's namespace, such as a pod security level. Values with placeholders of the context.",
    },
    annotations: {
      ...NAMESPACE_TEXTS,
      description:
        "Annotations of the environment's namespace. Values with placeholders of the context.",
    },
    namespaces: {
      type: 'object',
      default: {},
      additionalProperties: false,
      description: 'What may happen to namespaces that exist already.',
      properties: {
        adopt: {
          type: 'array',
          default: [],
          items: { type: 'string', minLength: 1 },
          errorMessage: 'a list of namespaces',
          description:
            'May be taken over, by name, with the consent of one who may `manage`. Any other existing one is refused; those of the cluster itself always.',
        },
      },
    },
    shared: {
      type: 'boolean',
      default: false,
      description:
        'Several environments may have one namespace. Otherwise each has its own: where two would get the same, the second has its id behind it.',
    },
  },
};

export const POLICY_SPEC: JsonSchema = {
  type: 'object',
  required: ['require', 'message'],
  additionalProperties: false,
  description: 'A rule over a plan.',
  properties: {
    effect: {
      type: 'string',
      enum: ['deny', 'warn'],
      default: 'deny',
      description: 'A denied plan cannot be deployed.',
    },
    criteria: { $ref: '#/$defs/Criteria', default: {} },
    on: {
      type: 'string',
      enum: ['plan', 'workload', 'object'],
      default: 'workload',
      description: 'What the rule is judged on, one by one.',
    },
    require: {
      type: 'string',
      minLength: 1,
      errorMessage: 'a CEL expression',
      description: 'CEL; the policy is broken where this is false.',
    },
    message: {
      type: 'string',
      minLength: 1,
      errorMessage: 'what people read when the policy is broken',
      description: 'What people read when the policy is broken.',
    },
  },
};

export const APPLICATION_SPEC: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  description:
    'Workloads that share environments and are deployed together. The same can be made in the portal or by the API.',
  properties: {
    entity: {
      type: 'string',
      pattern: '^[A-Za-z]+:[^:/\\s]+/[^:/\\s]+$',
      errorMessage: 'a full entity reference such as "system:default/shop"',
      description: 'The catalog entity it is bound to.',
    },
    owner: {
      type: 'string',
      pattern: '^(group|user):[^:/\\s]+/[^:/\\s]+$',
      errorMessage: 'a full reference such as "group:default/team-a"',
      description: "Without one the entity's owner.",
    },
    workloads: {
      type: 'array',
      default: [],
      description: 'Its Score files.',
      items: {
        type: 'object',
        required: ['source'],
        additionalProperties: false,
        properties: {
          source: {
            type: 'string',
            minLength: 1,
            errorMessage: 'a path beside this file, or a URL',
            description: 'A Score file: a path beside this file, or a URL.',
          },
          images: {
            type: 'object',
            default: {},
            description:
              'Image per container for those that say `.`, until a build or a deployment says otherwise.',
            additionalProperties: {
              type: 'string',
              minLength: 1,
              errorMessage: 'an image',
            },
          },
        },
      },
    },
    environments: {
      type: 'array',
      default: [],
      description: 'Where it is deployed.',
      items: {
        type: 'object',
        required: ['name', 'type'],
        additionalProperties: false,
        properties: {
          name: { ...NAME, description: 'Unique in the application.' },
          type: { ...NAME, description: 'An EnvironmentType.' },
        },
      },
    },
    values: {
      type: 'object',
      default: {},
      description: 'Plain start values, by name.',
    },
    offers: {
      type: 'object',
      propertyNames: NAME,
      additionalProperties: {
        type: 'array',
        items: {
          type: 'string',
          pattern: '^((group|user):[^:/\\s]+/[^:/\\s]+|anyone)$',
          errorMessage:
            'a full reference such as "group:default/team-a", or "anyone"',
        },
        errorMessage: 'a list of owners',
      },
      description:
        'By workload, the owners whose applications find it by `service`; those of the same owner always do. Where this is given, it overwrites what the portal says.',
    },
  },
};
