import {
  DriverError,
  isObject,
  LiveObject,
  ownershipMarks,
  PlanRequest,
  ResourceDefinition,
} from '../model';
import { TestEnvironment } from '../testing';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../testing/platform';
import { runAndDie, takeOver } from './__testUtils__/deaths';

const DATABASE = 'postgres.default#main';
const ROLE = 'rbac.authorization.k8s.io/ClusterRole//shared-role';

const settings = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: '${resource.name}' },
  data: { mode: 'fast' },
};
const password = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: '${resource.name}' },
  stringData: { password: '${generate.password.app}' },
};
/** By a name that is the same whoever makes it. */
const role = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'shared-role' },
  rules: [],
};

const DETACH = { detached: [DATABASE] } satisfies Partial<PlanRequest>;
const withDatabase = [
  workload('web', { resources: { db: { type: 'postgres', id: 'main' } } }),
];
const without = [workload('web')];

function shop(
  parts: Partial<ResourceDefinition> = {},
  objects: object[] = [settings, password],
): TestEnvironment {
  const inputs = JSON.parse(JSON.stringify({ objects }));
  const made = platform({
    types: [resourceType('postgres')],
    definitions: [
      definition('postgres', {
        type: 'postgres',
        protection: 'stateful',
        onRemoval: 'retain',
        inputs,
        ...parts,
      }),
    ],
  });
  const { memory } = made.targets;
  return TestEnvironment.of(
    {
      ...made,
      targets: { memory: { ...memory, namespaces: { adopt: ['shop-dev'] } } },
    },
    withDatabase,
  );
}

/** Made, then kept on purpose, then to be detached. */
async function leaving(environment = shop()): Promise<TestEnvironment> {
  await consenting(environment);
  environment.change({ workloads: without });
  await environment.deploy();
  environment.change(DETACH);
  return environment;
}

/** Deploys with whatever consent is asked for. */
async function consenting(environment: TestEnvironment) {
  const { consents } = await environment.plan();
  const outcome = await environment.deploy({ consent: consents });
  environment.change({ consent: [] });
  return outcome;
}

const marked = ({ content }: LiveObject) => {
  const { labels, annotations } = ownershipMarks(content);
  return [...labels, ...annotations];
};

/** The objects of the resource that say that they are somebody's. */
const ours = ({ cluster }: TestEnvironment) =>
  cluster
    .listing()
    .filter(name => /^(ConfigMap|Secret|ClusterRole)/.test(name))
    .filter(name => marked(cluster.get(name) ?? fail(name)).length > 0);

const standing = ({ cluster }: TestEnvironment) =>
  cluster
    .listing()
    .filter(name => /^(ConfigMap|Secret|ClusterRole)/.test(name));

function fail(name: string): never {
  throw new Error(`no ${name}`);
}

function environmentLabelOf({ cluster }: TestEnvironment, name: string) {
  const metadata = cluster.get(name)?.content.metadata;
  const labels = isObject(metadata) ? metadata.labels : undefined;
  return isObject(labels) ? labels['tutti.dev/environment-id'] : undefined;
}

describe('a resource that is detached', () => {
  it('is planned object by object, and needs no consent although it holds data', async () => {
    const environment = await leaving();
    const plan = await environment.plan();
    expect(
      plan.steps.find(({ address }) => address === DATABASE),
    ).toMatchObject({
      action: 'detach',
      reasons: [{ code: 'detached' }],
      objects: [
        { ref: { kind: 'ConfigMap' }, action: 'release' },
        { ref: { kind: 'Secret' }, action: 'release' },
      ],
    });
    expect(plan).toMatchObject({ consents: [], deployable: true });
    expect(plan.summary).toMatchObject({ detach: 1, destroy: 0 });
  });

  it('stays as it is and says no longer whose it is; its rows go', async () => {
    const environment = await leaving();
    const before = standing(environment);
    const { cluster, database } = environment;
    const data = before.map(name => cluster.get(name)?.content.data);
    expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
    expect(standing(environment)).toEqual(before);
    expect(before.map(name => cluster.get(name)?.content.data)).toEqual(data);
    expect(ours(environment)).toEqual([]);
    const { resources, objects } = database.state();
    expect(resources).toEqual([]);
    expect(objects.map(({ ref }) => ref.kind).sort()).toEqual([
      'Deployment',
      'Namespace',
    ]);
    expect(database.intents()).toEqual([]);
  });

  it('is not told to its driver: what that made stays too', async () => {
    const environment = await leaving();
    environment.drivers.manifests.destroy = () =>
      Promise.reject(new Error('nobody asked for that'));
    expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
  });

  it('goes in the plan that needs it no more, instead of being destroyed', async () => {
    const environment = shop({ onRemoval: 'delete' });
    await environment.deploy();
    environment.change({ workloads: without });
    expect(TestEnvironment.actions(await environment.plan())).toContain(
      `${DATABASE} destroy`,
    );
    environment.change(DETACH);
    expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
    expect(standing(environment)).toHaveLength(2);
    expect(ours(environment)).toEqual([]);
  });

  it.each<[string, Partial<PlanRequest>, string]>([
    [
      'something needs it, which is named',
      { ...DETACH, workloads: withDatabase },
      `${DATABASE} cannot be detached: web needs it.`,
    ],
    [
      'it is not there',
      { detached: ['postgres.default#other'] },
      'postgres.default#other cannot be detached: no resource is there.',
    ],
    [
      'it shall be destroyed too',
      { ...DETACH, destroyed: [DATABASE] },
      `${DATABASE} cannot be detached: its destruction is asked for too.`,
    ],
  ])('is refused where %s', async (_, parts, message) => {
    const environment = await leaving();
    environment.change({ detached: undefined, ...parts });
    expect((await environment.tryPlan()).problems).toMatchObject([
      { code: 'RemoveRefused', message },
    ]);
  });

  it('is another one when its address is asked for again', async () => {
    const environment = await leaving();
    const [before] = environment.database.state().resources;
    await environment.deploy();
    environment.change({ detached: [], workloads: withDatabase });
    const plan = await environment.plan();
    expect(TestEnvironment.actions(plan)).toContain(`${DATABASE} create`);
    await environment.run(plan);
    const [after] = environment.database.state().resources;
    expect(after.resourceId).not.toBe(before.resourceId);
    expect(standing(environment)).toHaveLength(4);
  });

  it('is adopted with consent where the name is the same, as anything that is there', async () => {
    const environment = await leaving(shop({}, [role]));
    await environment.deploy();
    environment.change({ detached: [], workloads: withDatabase });
    const { consents, deployable } = await environment.plan();
    expect(deployable).toBe(false);
    expect(consents).toMatchObject([
      { subject: ROLE, covers: 'foreign', action: 'adopt', required: true },
    ]);
  });
});

describe('a detach whose worker dies', () => {
  it('goes on wherever that was, and whatever arrives late', async () => {
    const clean = await leaving();
    const { calls } = await runAndDie(clean, await clean.plan(), undefined);
    expect(calls).toBeGreaterThan(10);
    for (let call = 1; call <= calls; call++) {
      for (const how of [
        'never sent',
        'answer lost',
        'arrives late',
      ] as const) {
        const environment = await leaving();
        const plan = await environment.plan();
        const death = { call, how, arrivesAt: call % 9 };
        const { late } = await runAndDie(environment, plan, death);
        expect({
          death,
          ...(await takeOver(environment, plan, death.arrivesAt, late)),
        }).toMatchObject({ status: 'succeeded' });
        expect(ours(environment)).toEqual([]);
        expect(standing(environment)).toHaveLength(2);
        expect(environment.database.state().resources).toEqual([]);
        expect(environment.database.intents()).toEqual([]);
      }
    }
  }, 120_000);

  it('is finished by the next plan, which nobody had to ask for it', async () => {
    const environment = await leaving();
    environment.cluster.before = verb => {
      if (verb === 'release') {
        throw new Error('the cluster is away');
      }
    };
    await environment.deploy();
    environment.cluster.before = () => {};
    environment.change({ detached: [] });
    const plan = await environment.plan();
    expect(TestEnvironment.actions(plan)).toContain(`${DATABASE} detach`);
    await environment.run(plan);
    expect(ours(environment)).toEqual([]);
  });

  it('takes nothing from who adopted it in between, neither late nor when it goes on', async () => {
    const environment = await leaving(shop({}, [role]));
    const plan = await environment.plan();
    let arrive = () => {};
    environment.cluster.before = (verb, _ref, late) => {
      if (verb === 'release' && late) {
        // It is sent twice: once it arrives at once, once later.
        arrive = late;
        late();
        environment.stop.abort();
        throw new Error('the worker is frozen');
      }
    };
    await environment.run(plan).catch(() => undefined);
    environment.cluster.before = () => {};
    environment.stop = new AbortController();

    const other = environment.beside({
      environment: { id: 'env-2', name: 'test', type: 'development' },
      workloads: withDatabase,
      detached: [],
    });
    expect(await consenting(other)).toMatchObject({ status: 'succeeded' });
    expect(environmentLabelOf(other, 'ClusterRole/shared-role')).toBe('env-2');

    expect(arrive).toThrow('has changed');
    expect(await environment.run(plan, { resumes: true })).toMatchObject({
      status: 'succeeded',
    });
    expect(environmentLabelOf(other, 'ClusterRole/shared-role')).toBe('env-2');
    expect(environment.database.state().resources).toEqual([]);
    expect((await other.plan()).summary).toMatchObject({ update: 0, adopt: 0 });
  });
});

describe('what was let go of', () => {
  it.each(['detached', 'adopted and then not needed'])(
    'is adopted by another environment: %s',
    async how => {
      const environment =
        how === 'detached'
          ? await leaving(shop({}, [role]))
          : shop({ onRemoval: 'delete', protection: 'none' }, [role]);
      if (how === 'detached') {
        await environment.deploy();
      } else {
        environment.cluster.put({
          ...role,
          metadata: { name: 'shared-role' },
        });
        await consenting(environment);
        await environment.deploy({ workloads: without });
      }
      const other = environment.beside({
        environment: { id: 'env-2', name: 'test', type: 'development' },
        workloads: withDatabase,
        detached: [],
      });
      const { consents } = await other.plan();
      expect(consents).toMatchObject([
        { subject: ROLE, covers: 'foreign', action: 'adopt' },
      ]);
      expect(await consenting(other)).toMatchObject({ status: 'succeeded' });
    },
  );

  it('keeps the namespace that it is in when its environment is destroyed', async () => {
    const environment = await leaving();
    await environment.deploy();
    environment.change({ detached: [], destroy: true });
    const plan = await environment.plan();
    expect(plan.steps.at(-1)).toMatchObject({
      kind: 'target',
      action: 'detach',
      objects: [{ action: 'release' }],
    });
    expect(plan.consents).toMatchObject([
      {
        subject: '/Namespace//shop-dev',
        covers: 'foreign',
        action: 'destroy',
        required: false,
      },
    ]);
    expect(await environment.run(plan)).toMatchObject({ status: 'succeeded' });
    expect(standing(environment)).toHaveLength(2);
    expect(
      marked(environment.cluster.get('Namespace/shop-dev') ?? fail('it')),
    ).toEqual([]);
    expect(environment.database.state().objects).toEqual([]);
  });

  it('may be what is spared from a destruction, and then another environment has the namespace', async () => {
    const environment = shop({ onRemoval: 'delete' });
    await environment.deploy();
    environment.change({ destroy: true, ...DETACH });
    const plan = await environment.plan();
    expect(TestEnvironment.actions(plan)).toEqual([
      'workload#web destroy',
      `${DATABASE} detach`,
      'target detach',
    ]);
    expect(await environment.run(plan)).toMatchObject({ status: 'succeeded' });
    expect(standing(environment)).toHaveLength(2);

    const other = environment.beside({
      environment: { id: 'env-2', name: 'dev', type: 'development' },
      destroy: false,
      detached: [],
    });
    expect((await other.plan()).consents).toMatchObject([
      { subject: '/Namespace//shop-dev', action: 'adopt' },
    ]);
    expect(await consenting(other)).toMatchObject({ status: 'succeeded' });
  });
});

describe('the driver of what is let go of', () => {
  it('hears of it before the record goes; what it says is in the log', async () => {
    const environment = await leaving();
    const heard: string[] = [];
    environment.drivers.manifests = {
      ...environment.drivers.manifests,
      async detach({ address, lifecycle }, run) {
        heard.push(`${address} ${lifecycle}`);
        run.log('Its state is in a file.');
      },
    };
    expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
    expect(heard).toEqual([`${DATABASE} detaching`]);
    expect(environment.events).toContainEqual(
      expect.objectContaining({ message: 'Its state is in a file.' }),
    );
    expect(environment.database.state().resources).toEqual([]);
  });

  it('that fails ends the run, and is asked again by the next one', async () => {
    const environment = await leaving();
    const { manifests } = environment.drivers;
    environment.drivers.manifests = {
      ...manifests,
      detach: async () => {
        throw new DriverError('The folder is full.');
      },
    };
    expect(await environment.deploy()).toMatchObject({ status: 'failed' });
    expect(environment.database.state().resources).toMatchObject([
      { lifecycle: 'detaching' },
    ]);
    environment.drivers.manifests = manifests;
    environment.change({ detached: [] });
    expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
    expect(environment.database.state().resources).toEqual([]);
  });
});
