import fc from 'fast-check';
import { TargetError } from '../model';
import { MemoryCluster, TestEnvironment } from '../testing';
import { definition } from '../testing/platform';
import {
  api,
  environmentValues,
  postgresInCluster,
  redisInCluster,
  routeIngress,
  shopPlatform,
  worker,
} from '../testing/shop';
import { runAndDie, takeOver } from './__testUtils__/deaths';

/** A database whose password somebody else keeps. */
const database = definition('postgres-elsewhere', {
  type: 'postgres',
  inputs: {
    objects: [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: '${resource.name}' },
        data: { host: 'pg.example.com' },
      },
    ],
    // Nobody reads it, so it comes into no object.
    outputs: { host: '${resource.name}', port: 5432, password: 'elsewhere' },
  },
});

const withoutPassword = {
  ...api,
  containers: {
    main: {
      ...api.containers.main,
      variables: { HOST: '${resources.db.host}' },
    },
  },
};

const definitions = [database, redisInCluster, routeIngress, environmentValues];

/** The shop without a secret, in a target that takes all changes of a run at once. */
function shop(): TestEnvironment {
  const cluster = new MemoryCluster();
  cluster.takesSets = true;
  const { request } = TestEnvironment.of(shopPlatform(definitions), [
    withoutPassword,
    worker,
  ]);
  return new TestEnvironment(request, cluster);
}

/** A new image; a workload and its cache are gone. */
function change(environment: TestEnvironment) {
  const { main } = withoutPassword.containers;
  environment.change({
    release: 'r2',
    workloads: [
      {
        ...withoutPassword,
        containers: { main: { ...main, image: 'example/api:2' } },
      },
    ],
  });
}

function statuses({ events }: TestEnvironment): Record<string, string> {
  return Object.fromEntries(
    events.flatMap(event =>
      event.type === 'step' ? [[event.address, event.status]] : [],
    ),
  );
}

it('brings everything of a run at once', async () => {
  const environment = shop();
  expect(await environment.deploy()).toMatchObject({
    status: 'succeeded',
    applies: 7,
  });
  const { cluster } = environment;
  expect(cluster.deliveries).toBe(1);
  expect(cluster.listing()).toHaveLength(7);
  expect(environment.database.intents()).toEqual([]);
  const [configMap] = cluster.listing().filter(name => /^ConfigMap/.test(name));
  expect(JSON.stringify(cluster.get('Deployment/api'))).toContain(
    configMap.slice('ConfigMap/'.length),
  );

  const again = await environment.plan();
  expect(again.steps.map(({ action }) => action)).toEqual(
    again.steps.map(() => 'keep'),
  );
  await environment.run(again);
  expect(cluster.deliveries).toBe(1);

  change(environment);
  const kept = cluster.listing().length;
  expect(await environment.deploy()).toMatchObject({
    status: 'succeeded',
    applies: 1,
    deletes: 2,
  });
  expect(cluster.deliveries).toBe(2);
  expect(cluster.listing()).toHaveLength(kept - 2);
  expect(environment.database.state().workloads).toHaveLength(1);
});

it('takes everything away at once', async () => {
  const environment = shop();
  await environment.deploy();
  environment.change({ destroy: true });
  const { consents } = await environment.plan();
  environment.change({ consent: consents });
  expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
  expect(environment.cluster.deliveries).toBe(2);
  expect(environment.cluster.listing()).toEqual([]);
  expect(environment.database.state()).toMatchObject({
    objects: [],
    resources: [],
  });
});

it('brings nothing where one step cannot bring its share', async () => {
  const environment = shop();
  const { manifests } = environment.drivers;
  environment.drivers.manifests = {
    ...manifests,
    apply: async (request, run) => {
      if (request.type === 'redis') throw new Error('no room');
      return manifests.apply(request, run);
    },
  };
  expect(await environment.deploy()).toMatchObject({
    status: 'failed',
    failures: [{ address: 'redis.default#cache', code: 'DriverFailed' }],
  });
  expect(environment.cluster.listing()).toEqual([]);
  expect(statuses(environment)).toMatchObject({
    'workload#api': 'skipped',
    'workload#worker': 'skipped',
  });

  environment.drivers.manifests = manifests;
  expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
  expect(environment.cluster.deliveries).toBe(1);
});

it.each([
  ['what shall be there', (_: TestEnvironment) => {}],
  [
    'what goes',
    (environment: TestEnvironment) => {
      environment.change({ destroy: true });
    },
  ],
])('a refused delivery fails every step of %s', async (_, before) => {
  const environment = shop();
  await environment.deploy();
  change(environment);
  before(environment);
  environment.change({ consent: (await environment.plan()).consents });
  environment.cluster.before = verb => {
    if (verb === 'deliver') {
      throw new TargetError('the branch is protected', 'forbidden', false);
    }
  };
  const outcome = await environment.deploy();
  expect(outcome).toMatchObject({
    status: 'failed',
    failures: expect.arrayContaining([
      {
        address: 'workload#api',
        code: 'TargetForbidden',
        message: 'the branch is protected',
      },
    ]),
  });
  expect(environment.database.intents()).toEqual([]);

  environment.cluster.before = () => {};
  expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
  expect(environment.cluster.deliveries).toBe(2);
});

it('looks again where somebody else was quicker', async () => {
  const environment = shop();
  await environment.deploy();
  change(environment);
  let first = true;
  environment.cluster.before = verb => {
    if (verb === 'deliver' && first) {
      first = false;
      environment.cluster.edit('Deployment/api', content => ({
        ...content,
        status: { seen: true },
      }));
    }
  };
  expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
  expect(environment.cluster.get('Deployment/api')?.content).toMatchObject({
    status: { seen: true },
  });
  expect(
    environment.events.flatMap(event =>
      event.type === 'log' ? event.message : [],
    ),
  ).toEqual([
    'delivered: delivery 1',
    'delivering again (try 2): Deployment/api has changed',
    'delivered: delivery 2',
  ]);
});

it('refuses a secret when it plans', async () => {
  const environment = shop();
  environment.change({
    platform: shopPlatform([
      postgresInCluster,
      redisInCluster,
      routeIngress,
      environmentValues,
    ]),
    workloads: [api, worker],
  });
  const plan = await environment.tryPlan();
  expect(plan.ok).toBe(false);
  expect(plan.problems).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        code: 'SecretNotDelivered',
        address: 'workload#api',
        message: expect.stringMatching(
          /^Secret api\S* of workload#api holds values \(/,
        ),
      }),
      expect.objectContaining({
        code: 'SecretNotDelivered',
        address: 'postgres.default#main',
        file: postgresInCluster.source.file,
      }),
    ]),
  );
});

// Hundreds of deaths, each with a takeover: seconds, more on a busy machine.
jest.setTimeout(120_000);

it('ends the same wherever a worker dies', async () => {
  const begin = async () => {
    const environment = shop();
    await environment.deploy();
    change(environment);
    return environment;
  };
  const summary = (environment: TestEnvironment) => {
    const { objects, resources, workloads } = environment.database.state();
    return {
      cluster: environment.cluster.listing(),
      objects: objects.map(({ ref }) => `${ref.kind}/${ref.name}`).sort(),
      lives: [...resources, ...workloads].map(({ lifecycle }) => lifecycle),
      intents: environment.database.intents(),
    };
  };
  const clean = await begin();
  const { calls } = await runAndDie(clean, await clean.plan(), undefined);
  const expected = summary(clean);
  expect(calls).toBeGreaterThan(15);
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        call: fc.integer({ min: 1, max: calls }),
        how: fc.constantFrom('never sent', 'answer lost', 'arrives late'),
        arrivesAt: fc.integer({ min: 0, max: 20 }),
      }),
      async death => {
        const environment = await begin();
        const plan = await environment.plan();
        const { late } = await runAndDie(environment, plan, death);
        const outcome = await takeOver(
          environment,
          plan,
          death.arrivesAt,
          late,
        );
        expect({ ...outcome, ...summary(environment) }).toMatchObject({
          status: 'succeeded',
          ...expected,
        });
      },
    ),
    { numRuns: 25, seed: 1 },
  );
});
