import { JsonSchema } from '../../model';
import {
  DRIFT_RULES,
  DURATION,
  ENVIRONMENT_LABELS,
  NAME,
} from './schemaOfParts';

/** What Git takes for a branch, with placeholders. */
const GIT_REF =
  '^(?!.*(\\.\\.|//|@\\{|\\.lock(/|$)|/\\.))[A-Za-z0-9_$][A-Za-z0-9_./${}-]*[A-Za-z0-9_}]$';

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

const GIT_PLACE: JsonSchema = {
  type: 'object',
  required: ['repository'],
  additionalProperties: false,
  description:
    'Of driver `git`, and only of it: where manifests are committed. An environment keeps the repository, the branch and the path that it got.',
  properties: {
    repository: {
      type: 'string',
      pattern:
        '^(https://[^/@\\s]+|http://(localhost|127\\.0\\.0\\.1)(:[0-9]+)?)/[^@?#\\s]+$',
      errorMessage:
        'an address such as "https://github.com/acme/deployments.git", without a user or a password',
      description:
        'Its `https` address. Who signs in there stands in the configuration of the portal.',
    },
    branch: {
      type: 'string',
      pattern: GIT_REF,
      errorMessage: 'the name of a branch',
      default: 'main',
      description: 'What the CD tool reads.',
    },
    path: {
      type: 'string',
      pattern:
        '^[A-Za-z0-9_][A-Za-z0-9_.${}-]*(/[A-Za-z0-9_$][A-Za-z0-9_.${}-]*)*$|^\\$\\{',
      errorMessage:
        'a folder such as "${context.application}/${context.environment}"',
      default: '${context.application}/${context.environment}',
      description:
        'The folder of one environment, with placeholders of the context.',
    },
    mode: {
      type: 'string',
      enum: ['direct', 'branch', 'pullRequest'],
      errorMessage: '"direct", "branch" or "pullRequest"',
      default: 'direct',
      description:
        '`direct`: commits go to `branch`. `branch`: they go to `proposal`, which somebody merges; a deployment is done when it is pushed. `pullRequest`: Tutti opens a pull request from there as well, and a deployment waits until it is merged.',
    },
    proposal: {
      type: 'string',
      pattern: GIT_REF,
      errorMessage: 'the name of a branch',
      default: 'tutti/${context.application}/${context.environment}',
      description:
        'Of modes `branch` and `pullRequest`: the branch that is pushed, with placeholders of the context.',
    },
    mergeWithin: {
      ...DURATION,
      default: '72h',
      description:
        'Of mode `pullRequest`: how long a deployment waits until it is merged. Then it fails.',
    },
    secrets: {
      type: 'string',
      enum: ['refuse', 'cluster'],
      errorMessage: '"refuse" or "cluster"',
      default: 'refuse',
      description:
        '`refuse`: a plan with a Secret that holds values cannot be made. `cluster`: Secrets are written to `cluster`, and what is committed refers to them.',
    },
    health: {
      type: 'object',
      default: {},
      additionalProperties: false,
      description:
        'Who says whether what was committed runs. Asked in `cluster`, and waited for except in mode `branch`.',
      properties: {
        tool: {
          type: 'string',
          enum: ['none', 'argocd', 'flux'],
          errorMessage: '"none", "argocd" or "flux"',
          default: 'none',
          description:
            '`argocd`: the status of an Application; `flux`: of a Kustomization; `none`: nobody, and a deployment is done when it is pushed.',
        },
        name: {
          type: 'string',
          minLength: 1,
          errorMessage: 'a name, with placeholders of the context',
          default: '${context.application}-${context.environment}',
          description:
            'Of the Application or the Kustomization, with placeholders of the context.',
        },
        namespace: {
          type: 'string',
          minLength: 1,
          errorMessage: 'a namespace',
          description: 'Where it lives; left out: `argocd`, or `flux-system`.',
        },
      },
    },
  },
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
        'What brings objects there: `kubernetes`, `git`, or one that a module brings.',
    },
    criteria: { $ref: '#/$defs/Criteria', default: {} },
    cluster: {
      type: 'string',
      minLength: 1,
      errorMessage: 'a name under tutti.clusters',
      description:
        'A name under `tutti.clusters` in the configuration. Of driver `git`: where the CD tool runs, if it can be asked.',
    },
    git: GIT_PLACE,
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
    secrets: {
      type: 'object',
      default: {},
      additionalProperties: false,
      description: 'What applications may refer to in stores of secrets.',
      properties: {
        read: {
          type: 'array',
          default: [],
          errorMessage: 'a list of namespaces with names',
          description:
            'Secrets that the applications whose environments are here may refer to; without an entry none. Those in namespaces of the cluster and of the portal never.',
          items: {
            type: 'object',
            required: ['namespace', 'names'],
            additionalProperties: false,
            properties: {
              store: {
                type: 'string',
                minLength: 1,
                default: 'cluster',
                errorMessage: 'the name of a store such as "cluster"',
                description:
                  '`cluster`: Secrets of the cluster where the environment runs. Others are brought by modules.',
              },
              namespace: {
                type: 'string',
                minLength: 1,
                errorMessage: 'a namespace, with placeholders of the context',
                description: 'With placeholders of the context.',
              },
              names: {
                type: 'array',
                minItems: 1,
                items: { type: 'string', minLength: 1 },
                errorMessage: 'a list of names, or "*"',
                description: 'By name; `*` is every one of the namespace.',
              },
            },
          },
        },
      },
    },
    drift: {
      type: 'object',
      required: ['ignore'],
      additionalProperties: false,
      description:
        'What other hands may change here, beside what the type of an environment says.',
      properties: { ignore: DRIFT_RULES },
    },
    conflicts: {
      type: 'string',
      enum: ['force', 'refuse'],
      errorMessage: '"force" or "refuse"',
      description:
        'What happens to fields of our manifests that another manager owns in the cluster (somebody with `kubectl`, an operator). `force` (when left out): they are taken over; the plan says which. `refuse`: the plan cannot be deployed, and an apply fails, naming field and manager.',
    },
    limits: {
      type: 'object',
      additionalProperties: false,
      description:
        'What environments here may write. A plan that would go beyond is refused. What is there already may stay and may be deleted.',
      properties: {
        kinds: {
          type: 'array',
          minItems: 1,
          items: { type: 'string', minLength: 1 },
          errorMessage:
            'a list of kinds such as "Deployment" or "apps/Deployment"',
          description:
            'Kinds, of any group (`Deployment`) or of one (`apps/Deployment`). The namespace of the environment itself counts: `Namespace`.',
        },
        namespaces: {
          type: 'array',
          minItems: 1,
          items: { type: 'string', minLength: 1 },
          errorMessage:
            'a list of namespaces, or beginnings of such as "shop-*"',
          description: 'Names of namespaces, or beginnings of names: `shop-*`.',
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
          labels: {
            ...ENVIRONMENT_LABELS,
            description:
              'What tells it apart from others of its type, for promotion. They choose no definition and no Target.',
          },
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
