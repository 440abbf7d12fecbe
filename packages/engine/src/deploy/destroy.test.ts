import { Plan, ResourceDefinition } from '../model';
import { TestEnvironment } from '../testing';
import { environmentType } from '../testing/platform';
import {
  environmentValues,
  postgresInCluster,
  redisInCluster,
  routeIngress,
  shopPlatform,
  smallShop,
} from '../testing/shop';

const DATABASE = 'postgres.default#main';

function shopWith(postgres: Partial<ResourceDefinition>): TestEnvironment {
  const environment = smallShop();
  environment.change({
    platform: shopPlatform([
      { ...postgresInCluster, ...postgres },
      redisInCluster,
      routeIngress,
      environmentValues,
    ]),
  });
  return environment;
}

/** Runs, then plans that everything goes, with consents to these subjects. */
async function planDestroying(
  environment: TestEnvironment,
  consentTo: (consent: Plan['consents'][number]) => boolean = () => true,
): Promise<Plan> {
  await environment.deploy();
  environment.change({ destroy: true });
  const { consents } = await environment.plan();
  environment.change({ consent: consents.filter(consentTo) });
  return environment.plan();
}

describe('an environment is destroyed', () => {
  it('whole: workloads, resources, then the namespace', async () => {
    const environment = smallShop();
    const plan = await planDestroying(environment);
    expect(plan).toMatchObject({ destroys: true, deployable: true });
    expect(TestEnvironment.actions(plan)).toEqual([
      'workload#api destroy',
      'workload#worker destroy',
      'postgres.default#main destroy',
      'redis.default#cache destroy',
      'route.default#api.public destroy',
      'target destroy',
    ]);
    expect(await environment.run(plan)).toMatchObject({ status: 'succeeded' });
    expect(environment.cluster.listing()).toEqual([]);
    expect(environment.database.state()).toMatchObject({
      resources: [],
      workloads: [],
      objects: [],
    });
  });

  it('though neither its type nor its definitions are there any more', async () => {
    const environment = smallShop();
    await environment.deploy();
    const { platform } = environment.request;
    environment.change({
      destroy: true,
      platform: { ...platform, environmentTypes: {}, definitions: {} },
    });
    const { consents } = await environment.plan();
    const outcome = await environment.deploy({ consent: consents });
    expect(outcome).toMatchObject({ status: 'succeeded' });
    expect(environment.cluster.listing()).toEqual([]);
  });

  it('and made again: nothing is inherited', async () => {
    const environment = smallShop();
    const idsOf = () =>
      environment.database
        .state()
        .resources.map(({ resourceId }) => resourceId);
    const plan = await planDestroying(environment);
    const before = idsOf();
    await environment.run(plan);
    await environment.deploy({ destroy: false, consent: [] });
    const after = idsOf();
    expect(after).toHaveLength(before.length);
    expect(after.filter(id => before.includes(id))).toEqual([]);
  });

  it('never by the way: its namespace and what holds data need a consent', async () => {
    const environment = shopWith({ protection: 'stateful' });
    const plan = await planDestroying(environment, () => false);
    expect(plan.deployable).toBe(false);
    expect(plan.consents).toEqual([
      expect.objectContaining({
        action: 'destroy',
        covers: 'data',
        required: true,
        message: expect.stringContaining(`${DATABASE} holds data`),
      }),
      expect.objectContaining({
        action: 'destroy',
        covers: 'data',
        required: true,
        message: 'Namespace shop-dev goes away with what is in it.',
      }),
    ]);
    const listing = environment.cluster.listing();
    expect(await environment.run(plan)).toMatchObject({
      status: 'failed',
      failures: [{ code: 'ConsentMissing' }, { code: 'ConsentMissing' }],
    });
    expect(environment.cluster.listing()).toEqual(listing);
  });

  it('not where its type refuses it', async () => {
    const environment = smallShop();
    await environment.deploy();
    const { platform } = environment.request;
    environment.change({
      destroy: true,
      platform: {
        ...platform,
        environmentTypes: {
          development: environmentType('development', { destroy: 'refuse' }),
        },
      },
    });
    expect(await environment.tryPlan()).toMatchObject({
      ok: false,
      problems: [
        {
          code: 'DestroyRefused',
          file: 'platform.yaml',
          line: 1,
          message:
            'Environment dev is of type development, whose environments are not destroyed.',
        },
      ],
    });
  });
});

describe('what is kept on purpose', () => {
  const retained = { protection: 'stateful', onRemoval: 'retain' } as const;

  it('stays, and with it the namespace that it lives in', async () => {
    const environment = shopWith(retained);
    const plan = await planDestroying(environment, ({ required }) => required);
    expect(TestEnvironment.actions(plan)).toEqual(
      expect.arrayContaining([`${DATABASE} retain`, 'target retain']),
    );
    expect(plan.deployable).toBe(true);
    expect(await environment.run(plan)).toMatchObject({ status: 'succeeded' });
    expect(environment.cluster.listing()).toEqual([
      expect.stringMatching(/^Namespace/),
      expect.stringMatching(/^Secret/),
      expect.stringMatching(/^StatefulSet/),
    ]);
    expect(environment.database.state().resources).toEqual([
      expect.objectContaining({ address: DATABASE, lifecycle: 'retained' }),
    ]);
  });

  it('goes by consent, at once or later', async () => {
    for (const first of [true, false]) {
      const environment = shopWith(retained);
      const plan = await planDestroying(environment, () => first);
      await environment.run(plan);
      const { consents } = await environment.plan();
      await environment.deploy({ consent: consents });
      await environment.deploy({
        consent: (await environment.plan()).consents,
      });
      expect(environment.cluster.listing()).toEqual([]);
      expect(environment.database.state().resources).toEqual([]);
    }
  });
});

describe("a namespace that is not only the environment's own", () => {
  it('stays where its Target is shared', async () => {
    const environment = smallShop();
    const { platform } = environment.request;
    environment.change({
      platform: {
        ...platform,
        targets: { memory: { ...platform.targets.memory, shared: true } },
      },
    });
    const plan = await planDestroying(environment);
    expect(plan.consents).toEqual([]);
    expect(plan.steps.at(-1)).toMatchObject({
      kind: 'target',
      action: 'retain',
      reasons: [{ code: 'shared' }],
    });
    expect(await environment.run(plan)).toMatchObject({ status: 'succeeded' });
    expect(environment.cluster.listing()).toEqual(['Namespace/shop-dev']);
  });
});

it('goes on after a failure with what is left', async () => {
  const environment = smallShop();
  const plan = await planDestroying(environment);
  const { cluster } = environment;
  cluster.before = (verb, ref) => {
    if (verb === 'remove' && ref?.kind === 'StatefulSet') {
      throw new Error('the cluster refuses');
    }
  };
  expect(await environment.run(plan)).toMatchObject({ status: 'failed' });
  cluster.before = () => {};
  const rest = await environment.plan();
  expect(TestEnvironment.actions(rest)).toEqual([
    `${DATABASE} destroy`,
    'target destroy',
  ]);
  expect(await environment.run(rest)).toMatchObject({ status: 'succeeded' });
  expect(cluster.listing()).toEqual([]);
});
