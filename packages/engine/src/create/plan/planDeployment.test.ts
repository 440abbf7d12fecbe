import {
  Container,
  Plan,
  ResourceDefinition,
  ResourceStep,
  Secret,
} from '../../model';
import { TestEnvironment } from '../../testing';
import { definition, workload } from '../../testing/platform';
import {
  api,
  environmentValues,
  postgresInCluster,
  redisInCluster,
  routeIngress,
  shopPlatform,
  smallShop,
  worker,
} from '../../testing/shop';
import { planDifference } from './planDifference';

const actions = TestEnvironment.actions;

const stateful: ResourceDefinition = {
  ...postgresInCluster,
  protection: 'stateful',
};

function platformWith(postgres: ResourceDefinition) {
  return shopPlatform([
    postgres,
    redisInCluster,
    routeIngress,
    environmentValues,
  ]);
}

async function deployed(postgres = postgresInCluster) {
  const environment = smallShop();
  const outcome = await environment.deploy({
    platform: platformWith(postgres),
  });
  expect(outcome.status).toBe('succeeded');
  return environment;
}

function resource(plan: Plan, address: string): ResourceStep {
  const step = plan.steps.find(other => other.address === address);
  if (step?.kind !== 'resource') {
    throw new Error(`no resource ${address}`);
  }
  return step;
}

describe('a first plan', () => {
  it('creates everything, in the order in which it is needed', async () => {
    const plan = await smallShop().plan();
    expect(actions(plan)).toEqual([
      'target create',
      'postgres.default#main create',
      'redis.default#cache create',
      'workload#api create',
      'workload#worker create',
      'route.default#api.public create',
    ]);
    expect(plan.summary.create).toBe(6);
    expect(plan.deployable).toBe(true);
    const needs = Object.fromEntries(
      plan.steps.map(step => [step.address, step.needs]),
    );
    expect(needs['workload#worker']).toEqual([
      'postgres.default#main',
      'redis.default#cache',
    ]);
    expect(needs['route.default#api.public']).toContain('workload#api');
  });

  it('is the same, byte for byte, whenever it is made of the same', async () => {
    const environment = smallShop();
    const plan = await environment.plan();
    environment.change({ workloads: [worker, api] });
    environment.clock.pass(60_000);
    expect(JSON.stringify(await environment.plan())).toBe(JSON.stringify(plan));
  });

  it('does not show in which order a store gives its rows', async () => {
    const environment = await deployed();
    environment.change({ release: 'r2', workloads: [] });
    const plan = await environment.plan();
    const { state } = environment.database;
    environment.database.state = () => {
      const { resources, workloads, objects, minted } = state.call(
        environment.database,
      );
      return {
        resources: resources.reverse(),
        workloads: workloads.reverse(),
        objects: objects.reverse(),
        minted,
      };
    };
    expect(JSON.stringify(await environment.plan())).toBe(JSON.stringify(plan));
  });

  it('says what is known only after apply', async () => {
    const plan = await smallShop().plan();
    const database = resource(plan, 'postgres.default#main');
    expect(database.outputs).toEqual({
      host: expect.stringMatching(/^main-postgres-[0-9a-f]{6}$/),
      port: 5432,
      password: {
        masked: 'unknown',
        type: 'string',
        from: expect.stringMatching(/^generate.app of r-/),
        secret: true,
      },
    });
    expect(database.exactness).toBe('deferred');
    expect(resource(plan, 'redis.default#cache').exactness).toBe('exact');
  });
});

describe('what nothing matches', () => {
  it('hides no problem of other resources and workloads', async () => {
    const environment = smallShop();
    environment.change({
      workloads: [
        workload('api', {
          variables: {
            FINE: '${resources.queue.anything}',
            WRONG: '${resources.db.hots}',
          },
          resources: {
            db: { type: 'postgres', id: 'main' },
            queue: { type: 'queue' },
            big: { type: 'postgres', class: 'big' },
          },
        }),
        workload('worker', {
          variables: {
            FINE: '${resources.big.host}',
            ALSO_WRONG: '${resources.big.hots}',
          },
          resources: { big: { type: 'postgres', class: 'big' } },
          annotations: { 'tutti.dev/profile': 'none-such' },
        }),
      ],
    });
    const plan = await environment.tryPlan();
    expect(plan.ok).toBe(false);
    expect(
      plan.problems.map(({ code, address, path = '' }) =>
        [code, address, path].join(' '),
      ),
    ).toEqual([
      'NoMatch postgres.big#api.big resources.big',
      'NoMatch queue.default#api.queue resources.queue',
      'NoMatch postgres.big#worker.big resources.big',
      'UnknownPlaceholder workload#api containers.main.variables.WRONG',
      'UnknownProfile workload#worker metadata.annotations["tutti.dev/profile"]',
    ]);
  });
});

describe('what changed, and what is done about it', () => {
  it('keeps everything after a run', async () => {
    const environment = await deployed();
    const plan = await environment.plan();
    expect(plan.summary).toMatchObject({ keep: 6, update: 0, create: 0 });
  });

  it('updates what an input of changed, and says from what to what', async () => {
    const environment = await deployed();
    const { objects } = redisInCluster.inputs;
    environment.change({
      platform: shopPlatform([
        postgresInCluster,
        {
          ...redisInCluster,
          inputs: { objects, outputs: { host: 'cache.example.com' } },
        },
        routeIngress,
        environmentValues,
      ]),
    });
    const plan = await environment.plan();
    expect(actions(plan).filter(text => !text.endsWith('keep'))).toEqual([
      'redis.default#cache update',
      'workload#worker update',
    ]);
    expect(resource(plan, 'redis.default#cache').reasons[0]).toEqual({
      code: 'input-changed',
      message: 'input outputs.host changed',
      path: 'outputs.host',
      before: expect.stringMatching(/^cache-redis-/),
      after: 'cache.example.com',
    });
  });

  it('shows a secret as changed, never its value', async () => {
    const environment = TestEnvironment.of(
      shopPlatform(),
      [
        workload('api', {
          variables: { KEY: '${resources.settings.KEY}' },
          resources: { settings: { type: 'environment' } },
        }),
      ],
      { secrets: { KEY: new Secret('canary-one') } },
    );
    await environment.deploy();
    const before = await environment.plan();
    environment.change({ secrets: { KEY: new Secret('canary-two') } });
    const plan = await environment.plan();
    expect(actions(plan)).toEqual([
      'target keep',
      'environment.default#api.settings update',
      'workload#api update',
    ]);
    expect(plan.steps[2].reasons).toContainEqual({
      code: 'object-changed',
      message: expect.stringMatching(/^Secret api.*: data\..* changed$/),
      path: expect.stringContaining('data.'),
    });
    expect(JSON.stringify(plan)).not.toContain('canary');
    expect(planDifference(before, plan)).not.toEqual([]);
  });

  it('tells two plans apart that differ in a secret alone', async () => {
    const environment = TestEnvironment.of(
      shopPlatform(),
      [
        workload('api', {
          variables: { KEY: '${resources.settings.KEY}' },
          resources: { settings: { type: 'environment' } },
        }),
      ],
      { secrets: { KEY: new Secret('canary-one') } },
    );
    const before = await environment.plan();
    environment.change({ secrets: { KEY: new Secret('canary-two') } });
    const after = await environment.plan();
    expect(after.hash).not.toBe(before.hash);
    expect(planDifference(before, after).join(' ')).toContain('changed');
  });

  it('replaces what another definition makes now, under a new identity', async () => {
    const environment = await deployed();
    const old = resource(await environment.plan(), 'postgres.default#main');
    environment.change({
      platform: platformWith({ ...postgresInCluster, name: 'postgres-next' }),
    });
    const plan = await environment.plan();
    const next = resource(plan, 'postgres.default#main');
    expect(next).toMatchObject({
      action: 'replace',
      replaces: old.resourceId,
      definition: 'postgres-next',
    });
    expect(next.resourceId).not.toBe(old.resourceId);
    expect(plan.steps.at(-1)).toMatchObject({
      address: `postgres.default#main (${old.resourceId})`,
      action: 'destroy',
    });
    expect(plan.summary).toMatchObject({ replace: 1, destroy: 0 });
  });

  it('updates in place where the new definition adopts the old', async () => {
    const environment = await deployed();
    const old = resource(await environment.plan(), 'postgres.default#main');
    environment.change({
      platform: platformWith({
        ...postgresInCluster,
        name: 'postgres-next',
        adopts: ['postgres-in-cluster'],
      }),
    });
    expect(
      resource(await environment.plan(), 'postgres.default#main'),
    ).toMatchObject({ action: 'update', resourceId: old.resourceId });
  });

  it('destroys or retains what nobody needs, last, each before what it needs', async () => {
    const environment = await deployed();
    environment.change({ release: 'r2', workloads: [api] });
    expect(actions(await environment.plan()).slice(-2)).toEqual([
      'workload#worker destroy',
      'redis.default#cache destroy',
    ]);
  });

  it('restores an object that somebody deleted, and keeps the rest', async () => {
    const environment = await deployed();
    environment.cluster.delete('Service/api');
    const plan = await environment.plan();
    expect(actions(plan).filter(text => !text.endsWith('keep'))).toEqual([
      'workload#api update',
    ]);
    const step = plan.steps.find(({ address }) => address === 'workload#api');
    expect(step?.reasons).toEqual([
      { code: 'object-missing', message: 'Service api is not there any more' },
    ]);
    expect(
      step?.objects.map(({ ref, action }) => `${ref.kind} ${action}`).sort(),
    ).toEqual(['Deployment keep', 'Secret keep', 'Service create']);
  });

  it('sees a field of ours that somebody altered, and nobody else’s', async () => {
    const environment = await deployed();
    environment.cluster.edit('Deployment/api', content => ({
      ...content,
      status: { replicas: 3 },
      metadata: {
        ...Object(content.metadata),
        annotations: { 'someone.else/note': 'hello' },
      },
    }));
    expect((await environment.plan()).summary.update).toBe(0);
    environment.cluster.edit('Service/api', content => ({
      ...content,
      spec: { ...Object(content.spec), selector: { app: 'other' } },
    }));
    const plan = await environment.plan();
    expect(actions(plan)).toContain('workload#api update');
    expect(
      plan.steps
        .flatMap(({ objects }) => objects)
        .filter(({ action }) => action === 'update')
        .map(({ ref, changed }) => [ref.kind, changed.length > 0]),
    ).toEqual([['Service', true]]);
  });

  it('applies another order of init containers, which is all that changed', async () => {
    const container = (later: string[]): Container => ({
      image: 'example/step:1',
      variables: {},
      files: {},
      volumes: {},
      before: Object.fromEntries(
        later.map(name => [name, { ready: 'complete' }]),
      ),
      resources: {},
    });
    const release = (containers: Record<string, Container>) => ({
      workloads: [{ ...workload('web'), containers }],
    });
    const main = container([]);
    const last = container(['main']);
    const environment = smallShop();
    await environment.deploy(
      release({ main, fetch: container(['main', 'unpack']), unpack: last }),
    );
    environment.change(
      release({ main, fetch: last, unpack: container(['main', 'fetch']) }),
    );
    const plan = await environment.plan();
    const path = 'spec.template.spec.initContainers';
    expect(
      plan.steps.find(({ address }) => address === 'workload#web')?.reasons,
    ).toEqual([
      {
        code: 'object-changed',
        message: `Deployment web: ${path} changed`,
        path,
        before: ['fetch', 'unpack'],
        after: ['unpack', 'fetch'],
      },
    ]);
    expect((await environment.run(plan)).status).toBe('succeeded');
    expect(actions(await environment.plan())).toContain('workload#web keep');
  });

  it('notices a Secret whose content was altered, without showing it', async () => {
    const environment = await deployed();
    const [name] = environment.cluster
      .listing()
      .filter(title => title.startsWith('Secret/main-postgres'));
    environment.cluster.edit(name, content => ({
      ...content,
      data: { password: 'Y2FuYXJ5' },
    }));
    const plan = await environment.plan();
    expect(actions(plan)).toContain('postgres.default#main update');
    expect(JSON.stringify(plan)).not.toContain('Y2FuYXJ5');
  });
});

describe('a resource that holds data', () => {
  it('stays on what it was made with when the platform changes, until somebody consents', async () => {
    const environment = await deployed(stateful);
    const before = resource(await environment.plan(), 'postgres.default#main');
    environment.change({
      platform: platformWith({ ...stateful, name: 'postgres-next' }),
    });
    const held = await environment.plan();
    expect(resource(held, 'postgres.default#main')).toMatchObject({
      action: 'hold',
      resourceId: before.resourceId,
      definition: 'postgres-in-cluster',
    });
    expect(held.deployable).toBe(true);
    expect(held.consents).toEqual([
      {
        subject: before.resourceId,
        action: 'replace',
        covers: 'data',
        message: expect.stringContaining('postgres-next'),
        required: false,
        given: false,
      },
    ]);
    expect((await environment.run(held)).status).toBe('succeeded');

    environment.change({
      consent: [{ subject: before.resourceId, action: 'replace' }],
    });
    const replaced = await environment.plan();
    expect(resource(replaced, 'postgres.default#main')).toMatchObject({
      action: 'replace',
      definition: 'postgres-next',
    });
    expect(replaced.deployable).toBe(true);
  });

  it('is held too when its protection was added after it was made', async () => {
    const environment = await deployed();
    environment.change({ platform: platformWith(stateful) });
    const plan = await environment.plan();
    expect(resource(plan, 'postgres.default#main')).toMatchObject({
      action: 'update',
      reasons: [{ code: 'definition-changed', path: 'protection' }],
    });
    await environment.run(plan);
    environment.change({
      platform: platformWith({ ...stateful, name: 'postgres-next' }),
    });
    expect(
      resource(await environment.plan(), 'postgres.default#main').action,
    ).toBe('hold');
  });

  it('is repaired while it is held, as it was made', async () => {
    const environment = await deployed(stateful);
    environment.change({
      platform: platformWith({
        ...stateful,
        name: 'postgres-next',
        inputs: {},
      }),
    });
    const [set] = environment.cluster
      .listing()
      .filter(title => title.startsWith('StatefulSet/'));
    environment.cluster.delete(set);
    const plan = await environment.plan();
    expect(resource(plan, 'postgres.default#main').action).toBe('hold');
    expect(await environment.run(plan)).toMatchObject({
      status: 'succeeded',
      applies: 1,
    });
    expect(environment.cluster.listing()).toContain(set);
  });

  it('loses no claim while it is held, when its driver makes that no more', async () => {
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    };
    const { objects } = stateful.inputs;
    const environment = await deployed({
      ...stateful,
      inputs: {
        ...stateful.inputs,
        objects: [...(Array.isArray(objects) ? objects : []), claim],
      },
    });
    const { manifests } = environment.drivers;
    environment.drivers.manifests = {
      ...manifests,
      plan: async request => {
        const plan = await manifests.plan(request);
        return {
          ...plan,
          objects: plan.objects.filter(({ kind }) => kind !== claim.kind),
        };
      },
    };
    environment.change({
      force: true,
      platform: platformWith({ ...stateful, name: 'postgres-next' }),
    });
    const plan = await environment.plan();
    expect(resource(plan, 'postgres.default#main').action).toBe('hold');
    expect(plan.consents).toContainEqual(
      expect.objectContaining({
        action: 'destroy',
        message: 'PersistentVolumeClaim data goes away with what is in it.',
        required: true,
      }),
    );
    expect(plan.deployable).toBe(false);
  });

  it('is not destroyed without consent', async () => {
    const environment = await deployed(stateful);
    const { resourceId } = resource(
      await environment.plan(),
      'postgres.default#main',
    );
    environment.change({ release: 'r2', workloads: [] });
    const plan = await environment.plan();
    expect(plan.deployable).toBe(false);
    expect(await environment.run(plan)).toMatchObject({
      status: 'failed',
      failures: [{ code: 'ConsentMissing' }],
    });
    environment.change({
      consent: [{ subject: resourceId, action: 'destroy' }],
    });
    expect((await environment.deploy()).status).toBe('succeeded');
    expect(environment.cluster.listing()).toEqual(['Namespace/shop-dev']);
  });

  it('does not vanish beside an empty one of its type without a word', async () => {
    const environment = await deployed({ ...stateful, onRemoval: 'retain' });
    const renamed = (id: string) => ({
      release: 'r2',
      workloads: [
        {
          ...api,
          resources: {
            ...api.resources,
            db: { type: 'postgres', class: 'default', id },
          },
        },
      ],
    });
    environment.change(renamed('orders'));
    const plan = await environment.plan();
    expect(plan.deployable).toBe(false);
    expect(plan.consents[0].message).toContain('moves');

    environment.change({
      moves: [{ from: 'postgres.default#main', to: 'postgres.default#orders' }],
    });
    const moved = await environment.plan();
    expect(moved.deployable).toBe(true);
    expect(resource(moved, 'postgres.default#orders').action).toBe('keep');
    expect((await environment.run(moved)).status).toBe('succeeded');

    environment.change({ moves: [] });
    expect(
      resource(await environment.plan(), 'postgres.default#orders').action,
    ).toBe('keep');
  });

  it('is taken up again when it was retained', async () => {
    const environment = await deployed({ ...stateful, onRemoval: 'retain' });
    const { resourceId } = resource(
      await environment.plan(),
      'postgres.default#main',
    );
    await environment.deploy({ release: 'r2', workloads: [] });
    expect(environment.cluster.listing()).toHaveLength(3);
    const idle = await environment.plan();
    expect(actions(idle)).toEqual([
      'target keep',
      'postgres.default#main retain',
    ]);
    environment.change({ release: 'r3', workloads: [api] });
    expect(
      resource(await environment.plan(), 'postgres.default#main'),
    ).toMatchObject({ action: 'adopt', resourceId });
    expect((await environment.deploy()).status).toBe('succeeded');
  });

  it('is replaced by the developer’s own change only with consent, when its driver cannot help it', async () => {
    const environment = await deployed(stateful);
    const { manifests } = environment.drivers;
    const sized = {
      ...stateful,
      inputs: {
        ...stateful.inputs,
        outputs: { host: 'h', port: 1, password: '${params.zone}' },
      },
    };
    environment.drivers.manifests = {
      ...manifests,
      plan: async request => ({
        ...(await manifests.plan(request)),
        ...(request.previous &&
          request.params.zone === 'b' && { replace: 'the zone cannot change' }),
      }),
    };
    const inZone = (zone: string) => ({
      workloads: [
        {
          ...api,
          resources: {
            db: {
              type: 'postgres',
              class: 'default',
              id: 'main',
              params: { zone },
            },
          },
        },
      ],
    });
    await environment.deploy({
      platform: platformWith(sized),
      ...inZone('a'),
    });
    environment.change(inZone('b'));
    const plan = await environment.plan();
    expect(resource(plan, 'postgres.default#main')).toMatchObject({
      action: 'replace',
      reasons: [
        {
          code: 'driver-replaces',
          message: expect.stringContaining('the zone cannot change'),
        },
      ],
    });
    expect(plan.deployable).toBe(false);
  });
});

describe('what is in the cluster already', () => {
  const namespace = (labels: Record<string, string>) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop-dev', labels },
  });

  it('a namespace of nobody is refused, whatever anybody consents to', async () => {
    const environment = smallShop();
    environment.cluster.put(namespace({}));
    const consent = [
      { subject: '/Namespace//shop-dev', action: 'adopt' as const },
    ];
    environment.request.consent = consent;
    expect(await environment.tryPlan()).toMatchObject({
      ok: false,
      problems: [{ code: 'ForeignNamespace' }],
    });
  });

  it('a namespace that the Target names is adopted with consent', async () => {
    const environment = smallShop();
    environment.request.platform.targets.memory.namespaces.adopt = ['shop-dev'];
    environment.cluster.put(namespace({}));
    const plan = await environment.plan();
    expect(plan.deployable).toBe(false);
    expect(plan.consents).toMatchObject([
      { subject: '/Namespace//shop-dev', action: 'adopt', given: false },
    ]);
    expect(
      (
        await environment.deploy({
          consent: [{ subject: '/Namespace//shop-dev', action: 'adopt' }],
        })
      ).status,
    ).toBe('succeeded');
  });

  it('a namespace of another environment is refused', async () => {
    const environment = smallShop();
    environment.cluster.put(namespace({ 'tutti.dev/environment-id': 'env-2' }));
    expect(await environment.tryPlan()).toMatchObject({
      ok: false,
      problems: [{ code: 'NamespaceTaken' }],
    });
  });

  it('after a lost database it says what is left in the cluster, once, and the way out', async () => {
    const environment = smallShop();
    const labels = { 'tutti.dev/environment-id': 'env-lost' };
    environment.cluster.put(namespace(labels));
    environment.cluster.put({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'api', namespace: 'shop-dev', labels },
    });
    const { problems } = await environment.tryPlan();
    expect(problems).toMatchObject([
      {
        code: 'NamespaceTaken',
        message:
          'Namespace shop-dev belongs to another environment: its label tutti.dev/environment-id says env-lost, this one is env-1.',
        hint: expect.stringContaining('kubectl delete namespace shop-dev'),
      },
    ]);
  });

  it.each(['default', 'kube-system', 'kube-public', 'openshift-monitoring'])(
    "the namespace %s is nobody's, also where the Target names it",
    async name => {
      const environment = smallShop();
      const { memory } = environment.request.platform.targets;
      memory.namespace = name;
      memory.namespaces.adopt = [name];
      environment.request.consent = [
        { subject: `/Namespace//${name}`, action: 'adopt' },
      ];
      const refused = await environment.tryPlan();
      expect(refused.ok).toBe(false);
      expect(
        refused.problems.every(({ code }) => code === 'SystemNamespace'),
      ).toBe(true);
    },
  );

  it('what was adopted stays when nobody needs it, until one who may says otherwise', async () => {
    const subject = '/Service/shop-dev/api';
    const adopted = async () => {
      const environment = smallShop();
      environment.cluster.put({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'api', namespace: 'shop-dev' },
      });
      await environment.deploy({ consent: [{ subject, action: 'adopt' }] });
      environment.request.workloads = [];
      environment.request.consent = [];
      return environment;
    };
    const services = ({ cluster }: TestEnvironment) =>
      cluster.listing().filter(title => title === 'Service/api');

    const kept = await adopted();
    const plan = await kept.plan();
    expect(plan.consents).toContainEqual(
      expect.objectContaining({
        subject,
        action: 'destroy',
        covers: 'foreign',
        required: false,
        given: false,
      }),
    );
    expect((await kept.run(plan)).status).toBe('succeeded');
    expect(services(kept)).toHaveLength(1);

    const removed = await adopted();
    await removed.deploy({ consent: [{ subject, action: 'destroy' }] });
    expect(services(removed)).toHaveLength(0);
  });

  it('an object of nobody is adopted with consent, never overwritten', async () => {
    const environment = smallShop();
    environment.cluster.put({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'api', namespace: 'shop-dev' },
    });
    const plan = await environment.plan();
    expect(plan.consents).toMatchObject([
      { subject: '/Service/shop-dev/api', action: 'adopt' },
    ]);
    expect((await environment.run(plan)).status).toBe('failed');
    expect(environment.cluster.writes).toEqual([]);
  });
});

describe('a plan that cannot be made', () => {
  it('says everything that is wrong, at once', async () => {
    const environment = TestEnvironment.of(
      shopPlatform([
        postgresInCluster,
        definition('redis-odd', { type: 'redis', driver: 'nowhere' }),
      ]),
      [
        workload('api', {
          image: '.',
          variables: {
            A: '${resources.db.nothing}',
            B: '${resources.cache.host}',
          },
          resources: {
            db: { type: 'postgres', id: 'main' },
            cache: { type: 'redis' },
          },
        }),
      ],
    );
    const result = await environment.tryPlan();
    expect(result.ok).toBe(false);
    const codes = result.problems.map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining(['UnknownDriver', 'UnknownPlaceholder']),
    );
    expect(result.problems.some(({ message }) => /image/.test(message))).toBe(
      true,
    );
    expect(environment.cluster.writes).toEqual([]);
  });

  it('an unreachable cluster is a problem, not an exception', async () => {
    const environment = smallShop();
    environment.cluster.before = () => {
      throw new Error('connect ECONNREFUSED');
    };
    expect(await environment.tryPlan()).toMatchObject({
      ok: false,
      problems: [
        {
          code: 'TargetUnavailable',
          message: expect.stringContaining('ECONNREFUSED'),
        },
      ],
    });
  });

  it('an unknown environment type is named, with those that exist', async () => {
    const environment = smallShop();
    environment.change({
      environment: { id: 'env-1', name: 'dev', type: 'moon' },
    });
    const result = await environment.tryPlan();
    expect(result.problems[0]).toMatchObject({
      code: 'UnknownEnvironmentType',
      message: expect.stringContaining('development'),
    });
  });

  it('two that make the same object are named', async () => {
    const environment = smallShop();
    environment.change({
      platform: shopPlatform([
        postgresInCluster,
        {
          ...redisInCluster,
          inputs: {
            objects: [
              {
                apiVersion: 'v1',
                kind: 'Service',
                metadata: { name: 'api' },
              },
            ],
            outputs: { host: 'x' },
          },
        },
        routeIngress,
        environmentValues,
      ]),
    });
    expect((await environment.tryPlan()).problems[0]).toMatchObject({
      code: 'ObjectConflict',
      message: expect.stringContaining('Service shop-dev/api'),
    });
  });

  it('a definition that does not give what its type promises is refused before anything runs', async () => {
    const environment = smallShop();
    environment.change({
      platform: platformWith({
        ...postgresInCluster,
        inputs: { outputs: { host: 'x' } },
      }),
    });
    expect((await environment.tryPlan()).problems[0]).toMatchObject({
      code: 'InvalidOutputs',
    });
  });

  it('a secret in a ConfigMap is refused, not shown', async () => {
    const environment = smallShop();
    environment.change({
      secrets: { KEY: new Secret('canary') },
      platform: shopPlatform([
        postgresInCluster,
        {
          ...redisInCluster,
          inputs: {
            objects: [
              {
                apiVersion: 'v1',
                kind: 'ConfigMap',
                metadata: { name: 'c' },
                data: { key: '${secrets.KEY}' },
              },
            ],
            outputs: { host: 'x' },
          },
        },
        routeIngress,
        environmentValues,
      ]),
    });
    const result = await environment.tryPlan();
    expect(result.problems[0].code).toBe('SecretMisplaced');
    expect(JSON.stringify(result)).not.toContain('canary');
  });
});

describe('the hash of a plan', () => {
  it('does not move with what changes by itself', async () => {
    const environment = await deployed();
    const before = await environment.plan();
    environment.cluster.edit('Deployment/api', content => ({
      ...content,
      status: { observedGeneration: 2 },
    }));
    environment.clock.pass(3_600_000);
    environment.change({
      platform: {
        ...shopPlatform([
          postgresInCluster,
          redisInCluster,
          routeIngress,
          environmentValues,
          definition('mysql-nobody-uses', { type: 'mysql' }),
          {
            ...postgresInCluster,
            name: 'postgres-elsewhere',
            criteria: { environmentType: ['production'] },
          },
        ]),
        revision: 'another',
      },
    });
    const after = await environment.plan();
    expect(after.hash).toBe(before.hash);
    expect(planDifference(before, after)).toEqual([]);
  });

  it.each([
    [
      'a new image',
      {
        workloads: [
          {
            ...api,
            containers: {
              main: { ...api.containers.main, image: 'example/api:2' },
            },
          },
          worker,
        ],
      },
      'workload#api: image of main changed.',
    ],
    ['a new release', { release: 'r2' }, 'The release is r2, not r1.'],
    [
      'a definition that would win now',
      {
        platform: shopPlatform([
          postgresInCluster,
          {
            ...postgresInCluster,
            name: 'postgres-special',
            criteria: { environment: ['dev'] },
          },
          redisInCluster,
          routeIngress,
          environmentValues,
        ]),
      },
      'postgres.default#main is made by definition postgres-special, not postgres-in-cluster.',
    ],
    ['one workload less', { workloads: [api] }, 'workload#worker'],
  ])('moves with %s, and says so', async (_, change, sentence) => {
    const environment = await deployed();
    const before = await environment.plan();
    environment.change(change);
    const after = await environment.plan();
    expect(after.hash).not.toBe(before.hash);
    expect(planDifference(before, after).join(' ')).toContain(sentence);
  });
});
