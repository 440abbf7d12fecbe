import {
  JsonObject,
  PlanRequest,
  Policy,
  ResourceDefinition,
  Secret,
} from '../../model';
import { TestEnvironment } from '../../testing';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../../testing/platform';
import { generateManifests } from '.';

const CANARY = 'canary-7f3a';

const database = resourceType('database', {
  outputs: {
    type: 'object',
    properties: {
      host: { type: 'string' },
      // Stand-ins must fit what the real ones will.
      password: { type: 'string', minLength: 32, 'x-secret': true },
    },
  },
});
const key = resourceType('key', {
  outputs: {
    type: 'object',
    properties: {
      id: { type: 'string', pattern: '^[0-9a-f]{8}-[0-9a-f-]{27}$' },
      text: { type: 'string', 'x-secret': true },
    },
  },
});

const inCluster = definition('in-cluster', {
  type: 'database',
  inputs: {
    objects: [
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'db' },
        data: { greeting: 'aGVsbG8=', bytes: '/w==' },
        stringData: {
          username: 'app',
          password: '${generate.password.app}',
          'pg.conf': 'host=db\npassword=${generate.password.app}\n',
        },
      },
    ],
    outputs: { host: 'db', password: '${generate.password.app}' },
  },
});

async function generated(
  parts: {
    definitions?: ResourceDefinition[];
    policies?: Policy[];
    type?: string;
    variable?: string;
  },
  request: Partial<PlanRequest> = {},
) {
  const { type = 'database', variable = '${resources.db.password}' } = parts;
  const environment = TestEnvironment.of(
    platform({
      types: [database, key],
      definitions: parts.definitions ?? [inCluster],
      policies: parts.policies ?? [],
    }),
    [
      workload('web', {
        variables: { VARIABLE: variable },
        resources: { db: { type } },
      }),
    ],
    request,
  );
  return generateManifests(
    { ...environment.request, state: environment.database.state() },
    environment.ports(),
  );
}

async function secrets(...args: Parameters<typeof generated>) {
  const result = await generated(...args);
  expect(result.problems).toEqual([]);
  return result.ok
    ? Object.fromEntries(
        result.value
          .filter(({ kind }) => kind === 'Secret')
          .map(({ metadata, data, stringData }) => [
            isMap(metadata) ? metadata.name : '',
            { ...(isMap(data) && { data }), stringData },
          ]),
      )
    : {};
}

function isMap(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const PASSWORD = expect.stringMatching(
  /^\$\{secret:generated\/web-db-database-[0-9a-f]{6}\/app\}$/,
);

it('writes one generated value as one reference, wherever it goes', async () => {
  const { db, 'web-secrets': web } = await secrets({
    variable: 'postgres://app:${resources.db.password}@${resources.db.host}/x',
  });
  expect(db).toEqual({
    data: { bytes: '/w==' },
    stringData: {
      // What the platform wrote down in clear, and nothing calls secret.
      greeting: 'hello',
      username: 'app',
      password: PASSWORD,
      'pg.conf': expect.stringMatching(
        /^host=db\npassword=\$\{secret:generated\/web-db-database-\w+\/app\}\n$/,
      ),
    },
  });
  expect(web).toEqual({
    stringData: {
      'main.variables.VARIABLE': expect.stringMatching(
        /^postgres:\/\/app:\$\{secret:generated\/web-db-database-\w+\/app\}@db\/x$/,
      ),
    },
  });
});

it('writes secrets of the application and of the platform by their names', async () => {
  const given = await secrets(
    {
      type: 'key',
      definitions: [
        definition('given', {
          type: 'key',
          driver: 'static',
          secretsFor: 'anyone',
          inputs: { text: '${secrets.TOKEN}/${platform.secrets.KEY}' },
        }),
      ],
      variable: '${resources.db.text}',
    },
    {
      secrets: { TOKEN: new Secret(CANARY) },
      platformSecrets: { KEY: new Secret(CANARY) },
    },
  );
  expect(given['web-secrets'].stringData).toEqual({
    'main.variables.VARIABLE':
      '${secret:application/TOKEN}/${secret:platform/KEY}',
  });
});

it.each(['${resources.db.text}', '{"a": "${resources.db.text}"}'])(
  'writes %p as one reference when the platform wrote the secret down',
  async variable => {
    const result = await secrets({
      type: 'key',
      definitions: [
        definition('literal', {
          type: 'key',
          driver: 'static',
          inputs: { text: CANARY },
        }),
      ],
      variable,
    });
    expect(result['web-secrets'].stringData).toEqual({
      'main.variables.VARIABLE':
        '${secret:object/web-secrets/main.variables.VARIABLE}',
    });
  },
);

it.each(['uuid', 'suffix', 'password'])(
  'knows a generated %s again',
  async kind => {
    const result = await secrets({
      type: 'key',
      definitions: [
        definition('own', {
          type: 'key',
          driver: 'static',
          inputs: {
            text: `\${generate.${kind}.a}\${generate.${kind}.b}`,
          },
        }),
      ],
      variable: '${resources.db.text}',
    });
    expect(JSON.stringify(result['web-secrets'])).toMatch(
      /"\$\{secret:generated\/[\w-]+\/a\}\$\{secret:generated\/[\w-]+\/b\}"/,
    );
  },
);

it('names the object, the field and the origin of what only a deployment knows', async () => {
  const environment = TestEnvironment.of(
    platform({
      types: [key],
      definitions: [definition('later', { type: 'key', driver: 'later' })],
    }),
    [
      workload('web', {
        variables: {
          ID: '${resources.key.id}',
          // The words alone are no such value.
          NOTE: '(known after apply)',
        },
        resources: { key: { type: 'key' } },
      }),
    ],
  );
  const driver = environment.drivers.static;
  const later = async () => ({
    outputs: {},
    objects: [],
    complete: false,
    exactness: 'exact' as const,
  });
  const { problems } = await generateManifests(
    { ...environment.request, state: environment.database.state() },
    {
      ...environment.ports(),
      drivers: { later: { ...driver, name: 'later', plan: later } },
    },
  );
  expect(problems).toEqual([
    {
      severity: 'error',
      code: 'KnownAfterApply',
      message:
        'Deployment web: spec.template.spec.containers[0].env[0].value comes from key.default#web.key.id.',
      hint: expect.stringContaining('static or manifests'),
      address: 'workload#web',
      file: 'web.yaml',
      path: 'containers.main.variables.ID',
    },
  ]);
});

it.each([
  ['deny', false, 'error', 'PolicyDenied'],
  ['warn', true, 'warning', 'PolicyWarning'],
] as const)('a policy may %s', async (effect, ok, severity, code) => {
  const result = await generated({
    policies: [
      {
        name: 'no-latest',
        source: { file: 'platform.yaml', line: 1 },
        effect,
        criteria: {},
        on: 'workload',
        require: 'workload.name != "web"',
        message: 'No web here.',
      },
    ],
  });
  expect(result.ok).toBe(ok);
  expect(result.problems).toEqual([
    { severity, code, message: 'no-latest: workload#web: No web here.' },
  ]);
});
