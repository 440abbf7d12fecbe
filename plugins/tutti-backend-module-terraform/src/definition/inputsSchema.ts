import { JsonSchema } from '@tutti/engine';

const NAME = '^[A-Za-z_][A-Za-z0-9_-]*$';
const OUTPUT =
  '^[A-Za-z_][A-Za-z0-9_-]*(\\.[A-Za-z_][A-Za-z0-9_-]*|\\[[0-9]+\\])*$';

const BACKEND = {
  type: 'object',
  required: ['type'],
  additionalProperties: false,
  properties: {
    type: {
      type: 'string',
      enum: ['azurerm', 'consul', 'gcs', 'kubernetes', 'local', 'pg', 's3'],
    },
    config: {
      type: 'object',
      description:
        'As that backend takes it. Let the key differ by resource, for example with `${resource.uid}`.',
    },
  },
};

/** What a definition with `driver: terraform` says under `inputs`. */
export const INPUTS_SCHEMA: JsonSchema = {
  type: 'object',
  required: ['module'],
  additionalProperties: false,
  properties: {
    module: {
      type: 'object',
      description: 'The module, unmodified.',
      required: ['source'],
      additionalProperties: false,
      properties: {
        source: {
          type: 'string',
          minLength: 1,
          description:
            'Where it is: `./postgres` (a folder of `tutti.terraform.modules.folder`), `./all//postgres` (a folder that calls those beside it), `git::https://…//folder?ref=v1`, an address of a module registry, or the address of an archive.',
        },
        version: {
          type: 'string',
          description:
            'Of a module registry: an exact version, or a constraint such as `~> 1.2`, which means the newest that fits.',
        },
        digest: {
          type: 'string',
          pattern: '^sha256:[0-9a-f]{64}$',
          description: 'Of its content; another content is refused.',
        },
      },
    },
    variables: {
      type: 'object',
      description:
        'Values of the module’s variables. What is secret reaches the tool only by its environment.',
      propertyNames: { pattern: NAME },
    },
    outputs: {
      type: 'object',
      description:
        'Outputs of the resource type, each from an output of the module, or from a part of one: `host: endpoint`, `port: result.values.port`, `first: addresses[0]`.',
      additionalProperties: { type: 'string', pattern: OUTPUT },
    },
    providers: {
      type: 'object',
      description:
        'Configuration of providers, by the name that the module calls them by; `aws.replica` is one with an alias.',
      propertyNames: {
        pattern: '^[A-Za-z_][A-Za-z0-9_-]*(\\.[A-Za-z_][A-Za-z0-9_-]*)?$',
      },
      additionalProperties: { type: 'object' },
    },
    imports: {
      type: 'array',
      description:
        'What exists already and is taken over as it is: each address in the module, and how its provider calls it. The plan shows what would change of it.',
      items: {
        type: 'object',
        required: ['to', 'id'],
        additionalProperties: false,
        properties: {
          to: {
            type: 'string',
            minLength: 1,
            description: 'In the module: `aws_db_instance.main`.',
          },
          id: { type: 'string', minLength: 1 },
        },
      },
    },
    adoptState: {
      type: 'object',
      description:
        'A state that existed before, taken over when the resource is made: the plan shows each address, and asks for consents. It counts as long as the resource has no state.',
      additionalProperties: false,
      properties: {
        file: {
          type: 'string',
          minLength: 1,
          description: 'In the folder of `tutti.terraform.state.adoptFrom`.',
        },
        backend: BACKEND,
        under: {
          type: 'string',
          pattern: '^module\\.',
          description:
            'The call that made the module there: `module.database`. Left out: the module was the root itself.',
        },
      },
      oneOf: [{ required: ['file'] }, { required: ['backend'] }],
    },
    backend: {
      ...BACKEND,
      description:
        'Where the state is kept. Left out: in Backstage’s database, sealed. Credentials of another place come from the environment of the runner.',
    },
  },
};
