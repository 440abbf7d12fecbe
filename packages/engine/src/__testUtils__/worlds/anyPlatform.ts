import fc from 'fast-check';
import { JsonObject, JsonValue } from '../../model';

/** Who refers to another refers to a later one, so that few worlds have a cycle. */
export const TYPES = [
  'bucket',
  'postgres',
  'queue',
  'cache',
  'backup',
  'server',
  'network',
];

/** Nobody asks for them: every environment has one, every workload another. */
const IMPLICIT = ['base-environment', 'base-workload'];

export const CLASSES = ['default', 'large'];

function document(kind: string, name: string, spec: JsonObject): JsonObject {
  return {
    apiVersion: 'tutti.dev/v1alpha1',
    kind,
    metadata: { name, title: `The ${name}` },
    spec,
  };
}

/** Optional members are left out where they are not given. */
function present(members: Record<string, JsonValue | undefined>): JsonObject {
  const object: JsonObject = {};
  for (const [key, value] of Object.entries(members)) {
    if (value !== undefined) {
      object[key] = value;
    }
  }
  return object;
}

const PARAMS: JsonObject = {
  type: 'object',
  properties: {
    size: { type: 'string', default: 'small' },
    label: { type: 'string', default: '' },
  },
  additionalProperties: false,
};

const OUTPUTS: JsonObject = {
  type: 'object',
  required: ['host', 'port', 'password'],
  properties: {
    host: { type: 'string' },
    port: { type: 'integer' },
    password: { type: 'string', 'x-secret': true },
  },
};

const types: JsonObject[] = [
  ...[...TYPES, ...IMPLICIT].map(type =>
    document('ResourceType', type, { params: PARAMS, outputs: OUTPUTS }),
  ),
  document('ResourceType', 'environment', {
    outputs: { type: 'object', additionalProperties: true },
  }),
  document('ResourceType', 'volume', {
    outputs: {
      type: 'object',
      required: ['source'],
      properties: { source: { type: 'object' } },
    },
  }),
  document('ResourceType', 'route', {
    phase: 'after',
    params: {
      type: 'object',
      required: ['host'],
      properties: { host: { type: 'string' }, path: { type: 'string' } },
    },
  }),
];

const fixed: JsonObject[] = [
  document('ResourceDefinition', 'environment', {
    type: 'environment',
    driver: 'environment',
  }),
  document('ResourceDefinition', 'volume', {
    type: 'volume',
    driver: 'static',
    inputs: { source: { emptyDir: {} } },
  }),
  document('ResourceDefinition', 'route', {
    type: 'route',
    driver: 'manifests',
    inputs: {
      objects: [
        {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'Ingress',
          metadata: { name: '${resource.name}' },
          spec: { rules: [{ host: '${params.host}-${workload.name}' }] },
        },
      ],
    },
  }),
  document('Target', 'memory', {
    driver: 'memory',
    cluster: 'memory',
    namespace: '${context.application}-${context.environment}',
  }),
  document('EnvironmentType', 'development', { rank: 10, profile: 'standard' }),
  document('EnvironmentType', 'production', { rank: 20, profile: 'standard' }),
  document('WorkloadProfile', 'job', { kind: 'Job' }),
  document('WorkloadProfile', 'nightly', {
    kind: 'CronJob',
    defaults: { spec: { schedule: '0 3 * * *' } },
  }),
];

/** No two of one type may have the same keys, or they could tie. */
const criteria: JsonObject[] = [
  { environmentType: 'production' },
  { environmentType: ['development', 'production'], application: 'shop' },
  { workload: 'web' },
  { resourceId: ['main', 'other'] },
  { labels: { region: 'eu' } },
  { owner: 'group:default/shop', environment: 'blue' },
];

function somewhere(texts: string[], secret: string[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom('', 'a-', 'a.b/', '${values.LIMITS}-'),
      fc.constantFrom(...texts, ...secret),
    )
    .map(parts => parts.join(''));
}

/** Texts that a definition may have where anybody may read them. */
function openText(aliases: string[]): fc.Arbitrary<string> {
  return somewhere(
    [
      'fixed',
      '$${literal}',
      '${context.application}-${context.environment}',
      '${resource.name}',
      '${resource.class}',
      '${params.size}',
      '${params.label}',
      '${values.REGION}',
      '${platform.values.ZONE}',
      ...aliases.map(alias => `\${resources.${alias}.host}`),
    ],
    [],
  );
}

/** Texts for where secrets may stand. */
function secretText(aliases: string[]): fc.Arbitrary<string> {
  return somewhere(
    [],
    [
      '${generate.password.app}',
      '${generate.suffix.short}',
      '${secrets.TOKEN}',
      '${secrets.KEYS}',
      '${platform.secrets.ROOT}',
      ...aliases.map(alias => `\${resources.${alias}.password}`),
    ],
  );
}

interface Texts {
  host: string;
  secret: string;
}

function inputsOf(
  driver: string,
  { host, secret }: Texts,
  collections: string[],
): JsonObject {
  const members = collections.map((name): [string, JsonValue] => [
    name,
    `\${collect.${name}.address}`,
  ]);
  const outputs = { host, port: 5432, password: secret };
  switch (driver) {
    case 'static':
      return outputs;
    case 'manifests':
      return {
        objects: [
          {
            apiVersion: 'v1',
            kind: 'Secret',
            metadata: { name: '${resource.name}' },
            stringData: { password: secret, address: `${host}@${secret}` },
          },
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: '${resource.name}' },
            data: {
              host,
              ...Object.fromEntries(
                members.map(([name, text]) => [name, `x${text}`]),
              ),
            },
          },
        ],
        outputs,
      };
    default:
      return { host, secret, ...Object.fromEntries(members) };
  }
}

function referenceFrom(type: string): fc.Arbitrary<JsonObject> | undefined {
  const later = TYPES.slice(TYPES.indexOf(type) + 1);
  return TYPES.includes(type) && later.length > 0
    ? fc
        .record({
          type: fc.constantFrom(...later),
          class: fc.constantFrom('default', 'large', '@'),
          id: fc.constantFrom('shared', '@', undefined),
          params: fc.constantFrom<(JsonObject | undefined)[]>(
            undefined,
            undefined,
            { size: '${params.size}' },
          ),
        })
        .map(({ id, params, ...rest }) =>
          present({
            ...rest,
            id,
            // Whoever shares a resource would have to ask for the same.
            params: id === undefined ? params : undefined,
          }),
        )
    : undefined;
}

function specOf(
  type: string,
  klass: string,
  when: JsonObject,
): fc.Arbitrary<JsonObject> {
  const reference = referenceFrom(type);
  const dependsOn: fc.Arbitrary<JsonObject> = reference
    ? fc.dictionary(fc.constantFrom('near', 'far'), reference, { maxKeys: 2 })
    : fc.constant({});
  const provisions: fc.Arbitrary<JsonObject[]> = reference
    ? fc.array(
        fc
          .tuple(reference, fc.boolean(), fc.boolean())
          .map(([made, dependsOnThis, inheritDependents]) => ({
            ...made,
            dependsOnThis: dependsOnThis && made.id === undefined,
            inheritDependents,
          })),
        { maxLength: 1 },
      )
    : fc.constant([]);
  const collect = fc.constantFrom<JsonObject[]>(
    {},
    {},
    {
      users: { from: 'self', of: 'dependents', type: 'postgres', depth: 'all' },
    },
    {
      below: { from: 'self', of: 'dependencies', type: 'server', depth: 1 },
    },
  );
  return fc
    .record({
      dependsOn,
      provisions,
      collect,
      driver: fc.constantFrom('static', 'manifests', 'cloud'),
      protection: fc.constantFrom('none', 'none', 'stateful'),
      onRemoval: fc.constantFrom('delete', 'delete', 'retain'),
    })
    .chain(parts => {
      const aliases = Object.keys(parts.dependsOn);
      return fc
        .record({ host: openText(aliases), secret: secretText(aliases) })
        .map(texts => ({
          type,
          class: klass,
          criteria: when,
          ...parts,
          inputs: inputsOf(parts.driver, texts, Object.keys(parts.collect)),
        }));
    });
}

/** One that always matches, and up to three that match in some places only. */
function definitionsOf(type: string): fc.Arbitrary<JsonObject[]> {
  const special = fc.uniqueArray(
    fc.record({
      klass: fc.constantFrom(...CLASSES, '*'),
      when: fc.constantFrom(...criteria),
    }),
    {
      maxLength: 3,
      selector: ({ klass, when }) => JSON.stringify([klass, when]),
    },
  );
  return special
    .chain(several =>
      fc.tuple(
        specOf(type, '*', {}),
        ...several.map(({ klass, when }) => specOf(type, klass, when)),
      ),
    )
    .map(specs =>
      specs.map((spec, index) =>
        document('ResourceDefinition', `${type}-${index}`, {
          ...spec,
          secretsFor: 'anyone',
        }),
      ),
    );
}

const patches: JsonObject[] = [
  {
    name: 'labels',
    merge: {
      spec: {
        template: {
          metadata: {
            labels: { 'example.com/in': '${context.environment}' },
          },
        },
      },
    },
  },
  {
    name: 'sidecar',
    when: 'context.environmentType == "production"',
    merge: {
      spec: {
        template: {
          spec: {
            containers: [{ name: 'agent', image: 'agent:${values.REGION}' }],
          },
        },
      },
    },
  },
  {
    name: 'annotation',
    when: 'workload.name.startsWith("w")',
    json6902: [
      {
        op: 'add',
        path: '/metadata/annotations',
        value: { 'example.com/of': '${workload.name}' },
      },
    ],
  },
];

const policies: JsonObject[] = [
  document('Policy', 'pinned', {
    effect: 'warn',
    on: 'workload',
    require: 'workload.containers.all(c, !c.image.endsWith(":latest"))',
    message: 'Images carry a version.',
  }),
  document('Policy', 'labelled', {
    effect: 'warn',
    criteria: { environmentType: 'production' },
    on: 'object',
    require: 'has(object.metadata.labels)',
    message: 'Objects carry labels.',
  }),
  document('Policy', 'small', {
    effect: 'warn',
    on: 'plan',
    require: 'plan.summary.create < 12',
    message: 'Plans are small.',
  }),
];

/** Platforms of several types, made by several drivers, some for some places only. */
export const anyPlatform: fc.Arbitrary<JsonObject[]> = fc
  .record({
    definitions: fc.tuple(...[...TYPES, ...IMPLICIT].map(definitionsOf)),
    patches: fc.subarray(patches),
    policies: fc.subarray(policies),
  })
  .map(parts => [
    ...types,
    ...fixed,
    ...parts.definitions.flat(),
    document('WorkloadProfile', 'standard', {
      kind: 'Deployment',
      patches: parts.patches,
    }),
    ...parts.policies,
  ]);
