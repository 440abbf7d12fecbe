import { EnvironmentLine, JsonSchema } from '../../model';
import {
  DRIFT_RULES,
  DURATION,
  ENVIRONMENT_LABELS,
  NAME,
} from './schemaOfParts';

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

const GATES: JsonSchema = {
  type: 'array',
  default: [],
  maxItems: 20,
  items: NAME,
  errorMessage: 'a list of at most 20 keys',
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
      description:
        'Whether somebody has to agree before a deployment: always (`required`), or by a rule over what it would do (`when`).',
      properties: {
        required: {
          type: 'boolean',
          default: false,
          description: 'Nothing is deployed before somebody has agreed.',
        },
        when: {
          type: 'string',
          minLength: 1,
          errorMessage: 'a CEL expression',
          description:
            'CEL over `plan`, `release` and `context`: somebody has to agree where this is true, or cannot be known yet.',
        },
        quorum: {
          type: 'integer',
          minimum: 1,
          maximum: 20,
          default: 1,
          errorMessage: 'a number of people from 1 to 20',
          description: 'How many different people have to agree.',
        },
        groups: {
          type: 'array',
          default: [],
          maxItems: 20,
          items: {
            type: 'string',
            pattern: '^group:[^:/\\s]+/[^:/\\s]+$',
            errorMessage: 'a full reference such as "group:default/team-a"',
          },
          errorMessage: 'a list of at most 20 groups',
          description: 'At least one member of each has to be among them.',
        },
        self: {
          type: 'boolean',
          default: false,
          description:
            'Who asks for the deployment, and who made its plan, count too.',
        },
        expiresAfter: {
          ...DURATION,
          default: '72h',
          description:
            'How long a request waits for its approval. Then it ends; the environment stays as it is.',
        },
      },
    },
    deferredPlans: {
      type: 'string',
      enum: ['allow', 'review'],
      default: 'allow',
      description:
        '`review`: where a driver can say only in the run what it would do, because an input was not known before, the run waits there until somebody has approved that.',
    },
    promotion: {
      type: 'object',
      required: ['from'],
      additionalProperties: false,
      description: 'Which releases come here, and how.',
      properties: {
        from: {
          ...NAME,
          description:
            'The EnvironmentType that a release comes from; its rank is lower.',
        },
        only: {
          type: 'boolean',
          default: false,
          description: 'Releases that did not succeed there are refused.',
        },
        automatic: {
          type: 'boolean',
          default: false,
          description: 'What last succeeded there is deployed here by itself.',
        },
        soak: {
          ...DURATION,
          description:
            'How long it has to be healthy there before it is deployed here by itself.',
        },
        gates: {
          ...GATES,
          description:
            'Keys that others set to passed on the deployment there, before it is deployed here by itself.',
        },
        waves: {
          type: 'array',
          default: [],
          maxItems: 20,
          errorMessage: 'a list of at most 20 waves',
          description:
            'Where an application has several environments of this type: in which order they get a release by themselves. A wave begins when the release has succeeded in all of the one before. Environments that are in none come last.',
          items: {
            type: 'object',
            additionalProperties: false,
            properties: {
              labels: {
                ...ENVIRONMENT_LABELS,
                description:
                  'Environments that have all of these labels, and are in no earlier wave; empty: all that are left.',
              },
              maxConcurrent: {
                type: 'integer',
                minimum: 1,
                maximum: 1000,
                errorMessage: 'a number of environments from 1 to 1000',
                description:
                  'So many environments at once; left out: all of the wave.',
              },
            },
          },
        },
        stopOnFailure: {
          type: 'boolean',
          default: true,
          description:
            'Where the release fails in one environment, it begins in no further one by itself.',
        },
      },
    },
    automation: {
      type: 'object',
      required: ['on'],
      additionalProperties: false,
      description: 'Which builds are deployed by themselves. Absent: none.',
      properties: {
        on: {
          type: 'string',
          enum: ['build'],
          description: 'What deploys: a build that is told to Tutti.',
        },
        refs: {
          type: 'array',
          default: [],
          items: { type: 'string', minLength: 1 },
          errorMessage: 'a list of refs such as "refs/heads/main"',
          description:
            'Of these refs only, `*` is any text; empty: of all, those of pull requests too.',
        },
        workloads: {
          type: 'array',
          default: [],
          items: { type: 'string', minLength: 1 },
          errorMessage: 'a list of workloads',
          description: 'Of these workloads only; empty: of all.',
        },
      },
    },
    verify: {
      type: 'object',
      default: {},
      additionalProperties: false,
      description:
        'What has to hold after everything is applied and healthy, before a deployment has succeeded.',
      properties: {
        healthyFor: {
          ...DURATION,
          description: 'How long it has to stay healthy.',
        },
        gates: {
          ...GATES,
          description:
            'Keys that others set to passed or failed on the deployment.',
        },
        within: {
          ...DURATION,
          default: '1h',
          description: 'How long all of that may take: then it has failed.',
        },
      },
    },
    onFailure: {
      type: 'string',
      enum: ['leave', 'rollback'],
      default: 'leave',
      description:
        '`rollback`: after a failed deployment the last success is put back.',
    },
    drift: {
      type: 'object',
      default: {},
      additionalProperties: false,
      description: 'What changed in the cluster by other hands.',
      properties: {
        every: {
          ...DURATION,
          description:
            'How often it is looked for; left out: only when somebody asks.',
        },
        repair: {
          type: 'string',
          enum: ['manual', 'automatic'],
          default: 'manual',
          description:
            '`manual`: it is shown, and people put it back. `automatic`: it is put back as soon as it is found, with the approval and in the windows that any deployment needs.',
        },
        ignore: DRIFT_RULES,
      },
    },
    freeze: {
      type: 'array',
      default: [],
      maxItems: 50,
      description:
        'Times in which nothing is deployed, or in which alone something is. A run that is under way ends as always.',
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
          mode: {
            type: 'string',
            enum: ['deny', 'allow'],
            default: 'deny',
            description:
              '`deny`: nothing begins inside. `allow`: nothing begins outside of all windows that allow. Where both are, deny wins.',
          },
          cron: {
            type: 'string',
            pattern: '^\\S+( +\\S+){4}$',
            errorMessage: 'five cron fields such as "0 16 * * 5"',
            description:
              'When it begins, by the wall clock of `timeZone`: minute (one number), hour, day, month, weekday.',
          },
          duration: {
            ...DURATION,
            description: 'How long it lasts, in time that passes.',
          },
          timeZone: {
            type: 'string',
            minLength: 1,
            errorMessage: 'a time zone such as "Europe/Berlin"',
            default: 'UTC',
            description: 'A name of the IANA database such as `Europe/Berlin`.',
          },
        },
      },
    },
    destroy: {
      type: 'string',
      enum: ['allow', 'refuse'],
      default: 'allow',
      description: 'Whether environments of this type may be destroyed.',
    },
    lifetime: {
      type: ['string', 'null'],
      pattern: DURATION.pattern,
      errorMessage: 'a time such as "12h" or "3d", or null for unlimited',
      description:
        'Environments of this type are previews of pull requests: one that nobody asked for again in this time is destroyed, with its data. Not beside `destroy: refuse`.',
    },
    idle: {
      type: ['string', 'null'],
      pattern: DURATION.pattern,
      errorMessage: 'a time such as "2h", or null for never',
      description:
        'A preview in which nobody deployed and at which nobody looked for this time is paused; it is woken up by a person, or by the next push. Only beside `lifetime`.',
    },
  },
};
