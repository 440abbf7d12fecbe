import { createHmac } from 'node:crypto';
import {
  Action,
  CurrentRelease,
  Driver,
  EnvironmentImpact,
  Plan,
  Platform,
  Secret,
} from '../../model';
import { exampleShop } from '../../deploy/__testUtils__/exampleShop';
import {
  definition,
  environmentType,
  platform,
  workload,
} from '../../testing/platform';
import {
  api,
  environmentValues,
  postgresInCluster,
  redisInCluster,
  routeIngress,
  shopPlatform,
  shopTypes,
  smallShop,
  worker,
} from '../../testing/shop';
import { TestEnvironment } from '../../testing/TestEnvironment';
import { blastRadius } from '.';

const rest = [redisInCluster, routeIngress, environmentValues];

/** A driver that may only be asked what it foresees. */
function untouchable(driver: Driver): Driver {
  const touched = () => {
    throw new Error(`driver ${driver.name} was touched`);
  };
  return {
    ...driver,
    plan: touched,
    apply: touched,
    destroy: touched,
    recover: touched,
  };
}

function portsOf(environment: TestEnvironment) {
  return {
    drivers: Object.fromEntries(
      Object.values(environment.drivers).map(driver => [
        driver.name,
        untouchable(driver),
      ]),
    ),
    generated: environment.database.generated,
    digest: (text: string) =>
      createHmac('sha256', 'test').update(text).digest('hex'),
  };
}

/** What is in the environment now; `onPaper`: as if it had been deployed, without any record. */
function releaseOf(
  environment: TestEnvironment,
  onPaper = false,
): CurrentRelease {
  return {
    ...environment.request,
    state: onPaper
      ? { resources: [], workloads: [], objects: [], minted: {} }
      : environment.database.state(),
  };
}

async function deployed(environment: TestEnvironment) {
  const outcome = await environment.deploy();
  expect(outcome.status).toBe('succeeded');
  return environment;
}

async function radius(
  environment: TestEnvironment,
  after: Platform,
  onPaper = false,
): Promise<EnvironmentImpact> {
  const { platform: before } = environment.request;
  const { environments } = await blastRadius(
    { before, after, environments: [releaseOf(environment, onPaper)] },
    portsOf(environment),
  );
  return environments[0];
}

const withPostgres = (parts: Partial<typeof postgresInCluster>) =>
  shopPlatform([{ ...postgresInCluster, ...parts }, ...rest]);

const external = definition('postgres-external', {
  type: 'postgres',
  driver: 'static',
  criteria: { application: ['shop'] },
  inputs: { host: 'pg.internal', port: 5432, password: 'canary-external' },
});

const sidecar = {
  name: 'standard',
  source: { file: 'platform.yaml', line: 1 },
  kind: 'Deployment' as const,
  defaults: {},
  annotations: { allow: [] },
  probes: { host: 'refuse' as const },
  patches: [
    {
      name: 'sidecar',
      merge: {
        spec: {
          template: {
            spec: { containers: [{ name: 'agent', image: 'agent:1' }] },
          },
        },
      },
    },
  ],
};

/** What a platform team does to a platform, and what it does to the small shop. */
const cases: [string, Platform, string[]][] = [
  ['nothing', shopPlatform(), []],
  [
    'a definition that nobody uses',
    shopPlatform([
      postgresInCluster,
      ...rest,
      definition('kafka', { type: 'redis', class: 'kafka' }),
    ]),
    [],
  ],
  [
    'a title, a description, another file and line',
    withPostgres({
      title: 'PostgreSQL',
      description: 'in the cluster',
      source: { file: 'other.yaml', line: 7 },
    }),
    [],
  ],
  [
    'an input of a used definition, whose outputs stay the same',
    withPostgres({
      inputs: {
        ...postgresInCluster.inputs,
        objects: [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: '${resource.name}' },
            data: { mode: 'fast' },
          },
        ],
      },
    }),
    ['postgres.default#main update'],
  ],
  [
    'an output that two workloads read',
    withPostgres({
      inputs: {
        outputs: {
          host: '${resource.name}.svc',
          port: 5432,
          password: '${generate.password.app}',
        },
      },
    }),
    [
      'postgres.default#main update',
      'workload#api update',
      'workload#worker update',
    ],
  ],
  [
    'a more specific definition that wins now',
    shopPlatform([postgresInCluster, ...rest, external]),
    [
      'postgres.default#main replace',
      'workload#api update',
      'workload#worker update',
    ],
  ],
  [
    'one that wins and adopts, by the same driver',
    shopPlatform([
      postgresInCluster,
      ...rest,
      {
        ...postgresInCluster,
        name: 'postgres-of-shop',
        criteria: { application: ['shop'] },
        adopts: ['postgres-in-cluster'],
      },
    ]),
    ['postgres.default#main update'],
  ],
  [
    'something that every database needs beside it',
    withPostgres({
      dependsOn: { cache: { type: 'redis', class: 'default', id: 'of-db' } },
    }),
    ['redis.default#of-db create', 'postgres.default#main update'],
  ],
  [
    'a sidecar for every workload',
    {
      ...shopPlatform(),
      profiles: { standard: sidecar },
      environmentTypes: {
        development: environmentType('development', { profile: 'standard' }),
      },
    },
    ['workload#api update', 'workload#worker update'],
  ],
];

describe('what a plan would do because of the platform', () => {
  it.each(cases)('%s', async (_, after, expected) => {
    const environment = await deployed(smallShop());
    const byRecords = await radius(environment, after);
    expect(actionsOf(byRecords)).toEqual(expected);
    expect(actionsOf(await radius(environment, after, true))).toEqual(expected);

    environment.change({ platform: after });
    expect(changesOf(await environment.plan())).toEqual([...expected].sort());
  });

  it('destroys or retains what nothing needs any more', async () => {
    const withCache = withPostgres({
      dependsOn: { cache: { type: 'redis', class: 'default', id: 'of-db' } },
    });
    const environment = smallShop();
    environment.change({ platform: withCache });
    await deployed(environment);
    expect(actionsOf(await radius(environment, shopPlatform()))).toEqual([
      'postgres.default#main update',
      'redis.default#of-db destroy',
    ]);
    const kept = { ...redisInCluster, onRemoval: 'retain' as const };
    environment.change({
      platform: {
        ...withCache,
        definitions: { ...withCache.definitions, [kept.name]: kept },
      },
    });
    expect(
      actionsOf(await radius(environment, shopPlatform(), true)),
    ).toContain('redis.default#of-db retain');
  });

  it('holds what holds data, and leaves those alone who read from it', async () => {
    const stateful = {
      ...postgresInCluster,
      protection: 'stateful' as const,
    };
    const environment = smallShop();
    environment.change({ platform: shopPlatform([stateful, ...rest]) });
    await deployed(environment);
    const after = shopPlatform([stateful, ...rest, external]);
    for (const onPaper of [false, true]) {
      const found = await radius(environment, after, onPaper);
      expect(found.impacts).toMatchObject([
        { address: 'postgres.default#main', action: 'hold', stateful: true },
      ]);
    }
  });

  it('does not count what the platform of today would do all the same', async () => {
    const environment = await deployed(smallShop());
    const pending = shopPlatform([postgresInCluster, ...rest, external]);
    environment.change({ platform: pending });
    const after = {
      ...pending,
      environmentTypes: {
        development: environmentType('development', { rank: 99 }),
      },
    };
    expect(await radius(environment, after)).toMatchObject({
      outcome: 'changed',
      impacts: [],
      settings: [{ path: 'rank', before: 10, after: 99 }],
    });
  });
});

describe('reasons', () => {
  it('say which field, from what to what', async () => {
    const environment = await deployed(smallShop());
    const found = await radius(environment, cases[4][1]);
    expect(found.impacts[0].reasons).toContainEqual(
      expect.objectContaining({
        code: 'input-changed',
        path: 'outputs.host',
        after: expect.stringMatching(/\.svc$/),
      }),
    );
    expect(found.impacts[1].reasons).toMatchObject([
      {
        code: 'object-changed',
        path: 'spec.template.spec.containers[main].env[HOST].value',
        message:
          'Deployment api: spec.template.spec.containers[main].env[HOST].value changed',
      },
    ]);
  });

  it('name whose answer is not known where a driver would have to be called', async () => {
    const remote = { ...environmentDriver(), foresee: undefined };
    const before = shopPlatform([
      { ...external, driver: 'remote', inputs: { size: 1 } },
      ...rest,
    ]);
    const environment = smallShop();
    environment.drivers.remote = remote;
    environment.change({ platform: before });
    const after = shopPlatform([
      { ...external, driver: 'remote', inputs: { size: 2 } },
      ...rest,
    ]);
    const found = await radius(environment, after, true);
    expect(actionsOf(found)).toEqual([
      'postgres.default#main update',
      'workload#api update',
      'workload#worker update',
    ]);
    expect(found.impacts[2].reasons).toContainEqual(
      expect.objectContaining({
        code: 'dependency-unknown',
        message: expect.stringContaining('postgres.default#main'),
      }),
    );
  });

  it('show no secret', async () => {
    const environment = smallShop();
    environment.change({
      platformSecrets: {
        OLD: new Secret('canary-old'),
        NEW: new Secret('canary-new'),
      },
      platform: shopPlatform([
        {
          ...external,
          secretsFor: 'anyone',
          inputs: inputsWith('${platform.secrets.OLD}'),
        },
        ...rest,
      ]),
    });
    await deployed(environment);
    const found = await radius(
      environment,
      shopPlatform([
        {
          ...external,
          secretsFor: 'anyone',
          inputs: inputsWith('${platform.secrets.NEW}'),
        },
        ...rest,
      ]),
    );
    expect(actionsOf(found)).toContain('postgres.default#main update');
    expect(JSON.stringify(found)).not.toContain('canary');
  });
});

describe('what stops a deployment', () => {
  it('is a type that nothing makes any more', async () => {
    const environment = await deployed(smallShop());
    const found = await radius(environment, shopPlatform(rest));
    expect(found).toMatchObject({
      outcome: 'blocked',
      impacts: [],
      problems: [{ code: 'NoMatch', address: 'postgres.default#main' }],
      solved: [],
    });
  });

  it('is a policy that denies now, and only where it denies', async () => {
    const before = shopPlatform();
    const after = {
      ...before,
      policies: {
        'no-workers': {
          name: 'no-workers',
          source: { file: 'platform.yaml', line: 1 },
          effect: 'deny' as const,
          criteria: {},
          on: 'workload' as const,
          require: 'workload.name != "worker"',
          message: 'Workers are not welcome.',
        },
      },
    };
    const environment = smallShop();
    const found = await radius(environment, after, true);
    expect(found).toMatchObject({
      outcome: 'blocked',
      policies: [{ policy: 'no-workers', subject: 'workload#worker' }],
    });
    environment.change({ workloads: [api] });
    expect(await radius(environment, after, true)).toMatchObject({
      outcome: 'unchanged',
      policies: [],
    });
    environment.change({ workloads: [api, worker], platform: after });
    expect(await radius(environment, before, true)).toMatchObject({
      outcome: 'unchanged',
    });
  });

  it('is named as solved when the new platform ends it', async () => {
    const environment = smallShop();
    environment.change({ platform: shopPlatform(rest) });
    expect(await radius(environment, shopPlatform(), true)).toMatchObject({
      outcome: 'changed',
      problems: [],
      solved: [{ code: 'NoMatch', address: 'postgres.default#main' }],
    });
  });
});

describe('an environment', () => {
  it('keeps the target it got', async () => {
    const environment = await deployed(smallShop());
    const after = platform({
      types: shopTypes,
      definitions: [postgresInCluster, ...rest],
      targets: [
        {
          name: 'elsewhere',
          source: { file: 'platform.yaml', line: 1 },
          driver: 'memory',
          criteria: {},
          namespace: 'elsewhere',
          shared: false,
          namespaces: { adopt: [] },
        },
      ],
    });
    expect(await radius(environment, after, true)).toMatchObject({
      outcome: 'unchanged',
    });
  });

  it('whose type is gone is blocked', async () => {
    const after = { ...shopPlatform(), environmentTypes: {} };
    expect(await radius(smallShop(), after, true)).toMatchObject({
      outcome: 'blocked',
      problems: [{ code: 'UnknownEnvironmentType' }],
    });
  });
});

describe('other workloads in the place of those that run', () => {
  const without = { ...worker, resources: {} };
  it.each<[string, ReturnType<typeof releaseOf>['workloads'], string[]]>([
    ['the same', [api, worker], []],
    [
      'one that asks for less',
      [
        api,
        {
          ...without,
          containers: { main: { ...worker.containers.main, variables: {} } },
        },
      ],
      ['workload#worker update', 'redis.default#cache destroy'],
    ],
    [
      'one less',
      [api],
      ['workload#worker destroy', 'redis.default#cache destroy'],
    ],
  ])('%s', async (_, workloads, expected) => {
    const environment = await deployed(smallShop());
    const { platform: serving, images } = environment.request;
    const { environments } = await blastRadius(
      {
        before: serving,
        after: serving,
        environments: [
          { ...releaseOf(environment), next: { workloads, images } },
        ],
      },
      portsOf(environment),
    );
    expect(actionsOf(environments[0]).sort()).toEqual(expected.sort());
    expect(environments[0].outcome).toBe(
      expected.length > 0 ? 'changed' : 'unchanged',
    );
  });
});

it('sums up all environments, in order of their names', async () => {
  const one = releaseOf(smallShop(), true);
  const environments = [
    { ...one, environment: { ...one.environment, name: 'b' } },
    { ...one, workloads: [workload('plain')] },
    { ...one, environment: { ...one.environment, name: 'a' } },
  ];
  const found = await blastRadius(
    { before: shopPlatform(), after: cases[3][1], environments },
    portsOf(smallShop()),
  );
  expect(
    found.environments.map(({ environment, outcome }) => [
      environment,
      outcome,
    ]),
  ).toEqual([
    ['a', 'changed'],
    ['b', 'changed'],
    ['dev', 'unchanged'],
  ]);
  expect(found.documents).toMatchObject([
    {
      kind: 'ResourceDefinition',
      name: 'postgres-in-cluster',
      change: 'changed',
    },
  ]);
  expect(found.summary).toMatchObject({
    unchanged: 1,
    changed: 2,
    blocked: 0,
    actions: { update: 2, create: 0, keep: 0 },
  });
});

it.each(['development', 'staging', 'production'])(
  'the example shop in %s stands as it is under its own platform, with and without records',
  async type => {
    const environment = exampleShop(type);
    await environment.deploy();
    const { platform: before } = environment.request;
    // Something must be different, or nothing would be looked at.
    const after = {
      ...before,
      definitions: {
        ...before.definitions,
        unused: definition('unused', { type: 'redis', class: 'unused' }),
      },
    };
    for (const onPaper of [false, true]) {
      expect(await radius(environment, after, onPaper)).toMatchObject({
        outcome: 'unchanged',
        impacts: [],
        problems: [],
      });
    }
  },
);

function actionsOf({ impacts }: EnvironmentImpact): string[] {
  return impacts.map(({ address, action }) => `${address} ${action}`);
}

/** What a plan does beside keeping; the old one of a replace is part of that replace. */
function changesOf({ steps }: Plan): string[] {
  const quiet: Action[] = ['keep'];
  return steps
    .filter(
      ({ action, address }) =>
        !quiet.includes(action) && !address.includes(' ('),
    )
    .map(({ address, action }) => `${address} ${action}`)
    .sort();
}

function environmentDriver(): Driver {
  return smallShop().drivers.environment;
}

function inputsWith(password: string) {
  return { host: 'pg.internal', port: 5432, password };
}
