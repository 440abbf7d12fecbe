import { Driver, DriverError, RunEvent, Secret, TargetError } from '../model';
import { TestEnvironment } from '../testing';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../testing/platform';
import {
  api,
  environmentValues,
  postgresInCluster,
  redisInCluster,
  routeIngress,
  shopPlatform,
  smallShop,
  worker,
} from '../testing/shop';

/** The last status of every step. */
function endings(environment: TestEnvironment): Record<string, string> {
  return Object.fromEntries(
    environment.events.flatMap(event =>
      event.type === 'step' ? [[event.address, event.status]] : [],
    ),
  );
}

function messages(environment: TestEnvironment, address: string): string[] {
  return environment.events.flatMap(event =>
    event.type === 'step' && event.address === address && event.message
      ? [event.message]
      : [],
  );
}

const withImage = (image: string) => ({
  release: image,
  workloads: [
    { ...api, containers: { main: { ...api.containers.main, image } } },
    worker,
  ],
});

describe('a run', () => {
  it('makes what is planned, tells every phase and step, and counts', async () => {
    const environment = smallShop();
    const plan = await environment.plan();
    expect(await environment.run(plan)).toEqual({
      status: 'succeeded',
      applies: environment.cluster.listing().length,
      deletes: 0,
    });
    expect(
      environment.events.flatMap(event =>
        event.type === 'phase' ? [`${event.phase} ${event.status}`] : [],
      ),
    ).toEqual([
      'read started',
      'read done',
      'match started',
      'match done',
      'create started',
      'create done',
      'deploy started',
      'deploy done',
    ]);
    expect(Object.keys(endings(environment)).sort()).toEqual(
      plan.steps.map(({ address }) => address).sort(),
    );
    expect(new Set(Object.values(endings(environment)))).toEqual(
      new Set(['done']),
    );
  });

  it('does a step only after what it needs', async () => {
    const environment = smallShop();
    const plan = await environment.plan();
    await environment.run(plan);
    const place = (address: string, status: string) =>
      environment.events.findIndex(
        event =>
          event.type === 'step' &&
          event.address === address &&
          event.status === status,
      );
    for (const { address, needs } of plan.steps) {
      for (const needed of needs) {
        expect(place(address, 'running')).toBeGreaterThan(
          place(needed, 'done'),
        );
      }
    }
  });

  it('touches nothing that is as it was left', async () => {
    const environment = smallShop();
    await environment.deploy();
    const { manifests } = environment.drivers;
    environment.drivers.manifests = {
      ...manifests,
      plan: () => Promise.reject(new Error('asked')),
      apply: () => Promise.reject(new Error('called')),
    };
    environment.cluster.writes.length = 0;
    expect(await environment.deploy()).toEqual({
      status: 'succeeded',
      applies: 0,
      deletes: 0,
    });
    expect(environment.cluster.writes).toEqual([]);
    expect(new Set(Object.values(endings(environment)))).toEqual(
      new Set(['kept']),
    );
  });

  it.each(['Service/api', 'Deployment/worker', 'Namespace/shop-dev'])(
    'brings back what somebody deleted: %s',
    async object => {
      const environment = smallShop();
      await environment.deploy();
      const before = environment.cluster.listing();
      environment.cluster.delete(object);
      const gone = before.length - environment.cluster.listing().length;
      expect(await environment.deploy()).toEqual({
        status: 'succeeded',
        applies: gone,
        deletes: 0,
      });
      expect(environment.cluster.listing()).toEqual(before);
    },
  );

  it('with force applies everything again', async () => {
    const environment = smallShop();
    await environment.deploy();
    expect(await environment.deploy({ force: true })).toMatchObject({
      status: 'succeeded',
      applies: environment.cluster.listing().length,
    });
  });

  it('finds that what was unknown stayed the same, and leaves its dependents alone', async () => {
    const environment = smallShop();
    await environment.deploy();
    // The driver does not know its outputs before it has run, and they come out the same.
    const { manifests } = environment.drivers;
    environment.drivers.manifests = {
      ...manifests,
      version: '2',
      plan: async request => ({
        ...(await manifests.plan(request)),
        outputs: {},
        complete: false,
      }),
    };
    const plan = await environment.plan();
    expect(TestEnvironment.actions(plan)).toContain('workload#api update');
    const before = environment.cluster.writes.length;
    expect((await environment.run(plan)).status).toBe('succeeded');
    expect(endings(environment)).toMatchObject({
      'workload#api': 'kept',
      'workload#worker': 'kept',
    });
    expect(environment.cluster.writes).toHaveLength(before);
  });

  it('remembers where what a kept resource needs has been moved to: removal goes by it', async () => {
    const made = (type: string) =>
      definition(type, {
        type,
        inputs: {
          objects: [
            {
              apiVersion: 'v1',
              kind: 'ConfigMap',
              metadata: { name: '${resource.name}' },
            },
          ],
          outputs: { host: '${resource.name}' },
        },
      });
    const web = (id: string) => ({
      workloads: [
        workload('web', {
          resources: {
            disk: { type: 'a-disk', id },
            db: {
              type: 'database',
              id: 'main',
              params: { host: '${resources.disk.host}' },
            },
          },
        }),
      ],
    });
    const environment = TestEnvironment.of(
      platform({
        types: [
          resourceType('database'),
          resourceType('a-disk', {
            outputs: {
              type: 'object',
              properties: { host: { type: 'string' } },
            },
          }),
        ],
        definitions: [made('database'), made('a-disk')],
      }),
      web('a').workloads,
    );
    await environment.deploy();
    environment.change({
      ...web('z'),
      moves: [{ from: 'a-disk.default#a', to: 'a-disk.default#z' }],
    });
    const plan = await environment.plan();
    expect(plan.summary).toMatchObject({ keep: 4, update: 0, create: 0 });
    await environment.run(plan);
    environment.change({ moves: [], workloads: [] });
    expect(TestEnvironment.actions(await environment.plan()).slice(1)).toEqual([
      'workload#web destroy',
      'database.default#main destroy',
      'a-disk.default#z destroy',
    ]);
  });

  it('removes objects that left a set, and nothing else', async () => {
    const environment = smallShop();
    await environment.deploy();
    environment.cluster.put({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'of-somebody', namespace: 'shop-dev' },
    });
    expect(
      await environment.deploy({
        release: 'r2',
        workloads: [{ ...api, service: { ports: {} } }, worker],
      }),
    ).toMatchObject({ status: 'succeeded', deletes: 1 });
    expect(environment.cluster.listing()).not.toContain('Service/api');
    expect(environment.cluster.listing()).toContain('ConfigMap/of-somebody');
  });

  it('gives the next in line real outputs and mints a secret once', async () => {
    const environment = smallShop();
    await environment.deploy();
    const secret = environment.cluster
      .listing()
      .find(title => title.startsWith('Secret/main-postgres'));
    const first = environment.cluster.get(secret ?? '')?.content;
    await environment.deploy(withImage('example/api:2'));
    expect(environment.cluster.get(secret ?? '')?.content).toEqual(first);
    const deployment = JSON.stringify(
      environment.cluster.get('Deployment/api')?.content,
    );
    expect(deployment).toContain('main-postgres-');
    expect(deployment).not.toContain('known after apply');
  });
});

describe('waves', () => {
  it('each is healthy before the next', async () => {
    const environment = TestEnvironment.of(shopPlatform(), [
      workload('api', {}),
      workload('migrations', { annotations: { 'tutti.dev/wave': '-1' } }),
      workload('smoke', { annotations: { 'tutti.dev/wave': '1' } }),
    ]);
    environment.cluster.behave('Deployment/migrations', {
      ready: 'after',
      polls: 3,
    });
    const plan = await environment.plan();
    expect(plan.steps.map(({ address }) => address)).toEqual([
      'target',
      'workload#migrations',
      'workload#api',
      'workload#smoke',
    ]);
    expect((await environment.run(plan)).status).toBe('succeeded');
    const done = environment.events.findIndex(
      event =>
        event.type === 'step' &&
        event.address === 'workload#migrations' &&
        event.status === 'done',
    );
    const next = environment.events.findIndex(
      event =>
        event.type === 'step' &&
        event.address === 'workload#api' &&
        event.status === 'running',
    );
    expect(next).toBeGreaterThan(done);
  });

  it('inside a step: configuration before what reads it', async () => {
    const environment = smallShop();
    await environment.deploy();
    const { writes } = environment.cluster;
    const at = (prefix: string) =>
      writes.findIndex(write => write.startsWith(prefix));
    expect(at('apply Namespace')).toBe(0);
    expect(at('apply Secret/api')).toBeLessThan(at('apply Service/api'));
    expect(at('apply Service/api')).toBeLessThan(at('apply Deployment/api'));
  });
});

describe('health', () => {
  it('is awaited, with progress in words', async () => {
    const environment = smallShop();
    environment.cluster.behave('Deployment/api', {
      ready: 'after',
      polls: 3,
      of: 3,
    });
    expect((await environment.deploy()).status).toBe('succeeded');
    expect(messages(environment, 'workload#api')).toEqual([
      '0 of 3 replicas ready',
      '1 of 3 replicas ready',
      '2 of 3 replicas ready',
    ]);
  });

  it('that failed ends the step at once, cause first', async () => {
    const environment = smallShop();
    const cause = {
      reason: 'ImagePullBackOff',
      message: 'image example/api:1 cannot be pulled: not found',
      pod: 'api-7f',
      logTail: ['no log'],
    };
    environment.cluster.behave('Deployment/api', { ready: 'failed', cause });
    const began = environment.clock.now();
    expect(await environment.deploy()).toMatchObject({
      status: 'failed',
      failures: [
        {
          address: 'workload#api',
          code: 'Unhealthy',
          message:
            'Deployment api: image example/api:1 cannot be pulled: not found',
          cause,
        },
      ],
    });
    expect(environment.clock.now() - began).toBeLessThan(5_000);
  });

  it('has a deadline', async () => {
    const environment = smallShop();
    environment.cluster.behave('Deployment/api', { ready: 'never' });
    const began = environment.clock.now();
    expect(await environment.deploy()).toMatchObject({
      status: 'failed',
      failures: [
        {
          code: 'HealthTimeout',
          message:
            'not healthy after 5 minutes: Deployment api: 0 of 1 replicas ready',
        },
      ],
    });
    expect(environment.clock.now() - began).toBeGreaterThanOrEqual(300_000);
  });

  it('goes on after the next good release', async () => {
    const environment = smallShop();
    await environment.deploy();
    environment.cluster.behave('Deployment/api', {
      ready: 'failed',
      cause: { reason: 'ImagePullBackOff', message: 'not found' },
    });
    expect(
      (await environment.deploy(withImage('example/api:broken'))).status,
    ).toBe('failed');
    environment.cluster.behave('Deployment/api', undefined);
    const outcome = await environment.deploy(withImage('example/api:1'));
    expect(outcome).toMatchObject({ status: 'succeeded', applies: 1 });
  });
});

describe('a failure', () => {
  it('skips what needs it, finishes what does not, removes nothing', async () => {
    const environment = smallShop();
    await environment.deploy({
      workloads: [api, worker, workload('old', {})],
    });
    environment.events.length = 0;
    const { objects } = redisInCluster.inputs;
    environment.cluster.behave('Deployment/cache', undefined);
    const cache = environment.cluster
      .listing()
      .find(title => title.startsWith('Deployment/cache-redis'));
    environment.cluster.behave(cache ?? '', {
      ready: 'failed',
      cause: { reason: 'OOMKilled', message: 'out of memory' },
    });
    const outcome = await environment.deploy({
      ...withImage('example/api:2'),
      platform: shopPlatform([
        postgresInCluster,
        {
          ...redisInCluster,
          inputs: { objects, outputs: { host: 'elsewhere' } },
        },
        routeIngress,
        environmentValues,
      ]),
    });
    expect(outcome).toMatchObject({
      status: 'failed',
      failures: [{ address: 'redis.default#cache', code: 'Unhealthy' }],
    });
    expect(endings(environment)).toEqual({
      target: 'kept',
      'postgres.default#main': 'kept',
      'redis.default#cache': 'failed',
      'workload#worker': 'skipped',
      'workload#api': 'done',
      'route.default#api.public': 'kept',
      'workload#old': 'skipped',
    });
    expect(messages(environment, 'workload#worker')).toEqual([
      'needs redis.default#cache',
    ]);
  });

  it('is continued by the next run: done nodes are kept', async () => {
    const environment = smallShop();
    environment.cluster.behave('Deployment/worker', {
      ready: 'failed',
      cause: { reason: 'CrashLoopBackOff', message: 'exit 1' },
    });
    expect((await environment.deploy()).status).toBe('failed');
    environment.cluster.behave('Deployment/worker', undefined);
    const plan = await environment.plan();
    expect(
      TestEnvironment.actions(plan).filter(text => !text.endsWith('keep')),
    ).toEqual(['workload#worker update']);
    // Its objects are there, as they shall be: it is only awaited again.
    expect(await environment.run(plan)).toEqual({
      status: 'succeeded',
      applies: 0,
      deletes: 0,
    });
  });

  it.each(['throttled', 'unavailable', 'timeout'] as const)(
    'of a target that may pass is tried again: %s',
    async code => {
      const environment = smallShop();
      let left = 3;
      environment.cluster.before = (verb, ref) => {
        if (verb === 'apply' && ref?.kind === 'Deployment' && left-- > 0) {
          throw new TargetError('try later', code, true);
        }
      };
      expect((await environment.deploy()).status).toBe('succeeded');
      expect(
        environment.events.flatMap(event =>
          event.type === 'step' && event.attempt !== undefined
            ? [event.attempt]
            : [],
        ),
      ).not.toHaveLength(0);
      expect(environment.database.intents()).toEqual([]);
    },
  );

  it('that lasts ends the step, after a bounded number of tries', async () => {
    const environment = smallShop();
    let tries = 0;
    environment.cluster.before = (verb, ref) => {
      if (verb === 'apply' && ref?.name === 'worker') {
        tries++;
        throw new TargetError('etcd is down', 'unavailable', true);
      }
    };
    expect(await environment.deploy()).toMatchObject({
      status: 'failed',
      failures: [
        {
          address: 'workload#worker',
          code: 'TargetUnavailable',
          message: 'etcd is down',
        },
      ],
    });
    expect(tries).toBe(5);
  });

  it('that is final is not tried again', async () => {
    const environment = smallShop();
    let tries = 0;
    environment.cluster.before = (verb, ref) => {
      if (verb === 'apply' && ref?.kind === 'Ingress') {
        tries++;
        throw new TargetError('spec.rules is invalid', 'invalid', false);
      }
    };
    expect(await environment.deploy()).toMatchObject({
      failures: [
        { address: 'route.default#api.public', code: 'TargetInvalid' },
      ],
    });
    expect(tries).toBe(1);
  });

  it('is over when the answer got lost but the object is there', async () => {
    const environment = smallShop();
    let lost = false;
    environment.cluster.after = (verb, ref) => {
      if (!lost && verb === 'apply' && ref?.kind === 'Ingress') {
        lost = true;
        throw new TargetError('connection reset', 'timeout', true);
      }
    };
    expect((await environment.deploy()).status).toBe('succeeded');
    expect((await environment.plan()).summary.keep).toBe(6);
  });

  it('by somebody else’s hand in between is looked at again', async () => {
    const environment = smallShop();
    await environment.deploy();
    let meddled = false;
    environment.cluster.before = (verb, ref) => {
      if (!meddled && verb === 'apply' && ref?.name === 'api') {
        meddled = true;
        environment.cluster.edit('Deployment/api', content => ({
          ...content,
          status: { replicas: 1 },
        }));
      }
    };
    expect(await environment.deploy(withImage('example/api:2'))).toMatchObject({
      status: 'succeeded',
    });
    expect(meddled).toBe(true);
  });

  it('of a driver is tried again when the driver says so', async () => {
    const environment = smallShop();
    const { manifests } = environment.drivers;
    let tries = 0;
    const outcome = async (retryable: boolean) => {
      tries = 0;
      environment.drivers.manifests = {
        ...manifests,
        apply: async (request, run) => {
          if (request.type === 'redis' && tries++ < 2) {
            throw new DriverError('busy', retryable);
          }
          return manifests.apply(request, run);
        },
      };
      return environment.deploy();
    };
    expect(await outcome(false)).toMatchObject({
      failures: [
        {
          address: 'redis.default#cache',
          code: 'DriverFailed',
          message: 'busy',
        },
      ],
    });
    expect(tries).toBe(1);
    expect((await outcome(true)).status).toBe('succeeded');
    expect(tries).toBe(3);
  });

  it('of a driver that breaks its contract names the output', async () => {
    const environment = smallShop();
    const { manifests } = environment.drivers;
    environment.drivers.manifests = {
      ...manifests,
      apply: async (request, run) => ({
        ...(await manifests.apply(request, run)),
        ...(request.type === 'redis' && { outputs: { host: 1 } }),
      }),
    };
    expect(await environment.deploy()).toMatchObject({
      failures: [
        {
          address: 'redis.default#cache',
          code: 'InvalidOutputs',
          message: expect.stringContaining('host'),
        },
      ],
    });
  });
});

describe('a plan that is no longer true', () => {
  it('is stale before anything is written, and says what moved', async () => {
    const environment = smallShop();
    const plan = await environment.plan();
    environment.change(withImage('example/api:2'));
    expect(await environment.run(plan)).toMatchObject({
      status: 'stale',
      moved: expect.arrayContaining(['workload#api: image of main changed.']),
    });
    expect(environment.cluster.writes).toEqual([]);
  });

  it('is stale when somebody else was quicker', async () => {
    const environment = smallShop();
    const first = await environment.plan();
    await environment.deploy();
    expect((await environment.run(first)).status).toBe('stale');
  });

  it.each([
    [
      'another object',
      {
        objects: [
          { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } },
        ],
      },
      'ConfigMap x is not in the plan',
    ],
    ['an object less', { objects: [] }, 'was planned and is not made'],
  ])('diverges when a driver does %s', async (_, surprise, message) => {
    const environment = smallShop();
    const { manifests } = environment.drivers;
    environment.drivers.manifests = {
      ...manifests,
      apply: async (request, run) => ({
        ...(await manifests.apply(request, run)),
        ...(request.type === 'redis' && surprise),
      }),
    };
    expect(await environment.deploy()).toMatchObject({
      status: 'failed',
      failures: [
        {
          address: 'redis.default#cache',
          code: 'PlanDiverged',
          message: expect.stringContaining(message),
        },
      ],
    });
    expect(endings(environment)['redis.default#cache']).toBe('diverged');
    expect(endings(environment)['workload#worker']).toBe('skipped');
  });

  it('diverges when what was not known turns out to shape an object', async () => {
    const late: Driver = {
      ...smallShop().drivers.static,
      name: 'late',
      foresee: undefined,
      plan: async () => ({ outputs: {}, objects: [], exactness: 'deferred' }),
      apply: async () => ({ outputs: { notes: { a: 'b' } }, objects: [] }),
    };
    const environment = TestEnvironment.of(
      platform({
        types: [
          resourceType('notes', {
            outputs: { type: 'object', properties: { notes: {} } },
          }),
          resourceType('page'),
        ],
        definitions: [
          definition('notes', { type: 'notes', driver: 'late' }),
          definition('page', {
            type: 'page',
            dependsOn: { notes: { type: 'notes', class: 'default' } },
            inputs: {
              objects: [
                {
                  apiVersion: 'v1',
                  kind: 'ConfigMap',
                  metadata: {
                    name: 'page',
                    annotations: '${resources.notes.notes}',
                  },
                },
              ],
            },
          }),
        ],
      }),
      [workload('web', { resources: { page: { type: 'page' } } })],
    );
    environment.drivers.late = late;
    expect(await environment.deploy()).toMatchObject({
      failures: [
        {
          address: 'page.default#web.page',
          code: 'PlanDiverged',
          message: expect.stringContaining('metadata.annotations'),
        },
      ],
    });
  });

  it('mints one value for each kind and name', async () => {
    const environment = TestEnvironment.of(
      platform({
        types: [resourceType('keys')],
        definitions: [
          definition('keys', {
            type: 'keys',
            inputs: {
              objects: [
                {
                  apiVersion: 'v1',
                  kind: 'Secret',
                  metadata: { name: 'keys' },
                  stringData: {
                    a: '${generate.password.app}',
                    b: '${generate.uuid.app}',
                    again: '${generate.password.app}',
                  },
                },
              ],
            },
          }),
        ],
      }),
      [workload('web', { resources: { keys: { type: 'keys' } } })],
    );
    expect((await environment.deploy()).status).toBe('succeeded');
    const found: unknown[] = [];
    environment.cluster.edit('Secret/keys', content => {
      const { a, b, again } = Object(content.data);
      found.push(a === again, a === b);
      return content;
    });
    expect(found).toEqual([true, false]);
  });

  it('diverges when an output that was known comes out as something else', async () => {
    const environment = smallShop();
    const { manifests } = environment.drivers;
    environment.drivers.manifests = {
      ...manifests,
      apply: async (request, run) => ({
        ...(await manifests.apply(request, run)),
        ...(request.type === 'redis' && { outputs: { host: 'surprise' } }),
      }),
    };
    expect(await environment.deploy()).toMatchObject({
      failures: [{ address: 'workload#worker', code: 'PlanDiverged' }],
    });
  });

  it('diverges when somebody made the object first', async () => {
    const environment = smallShop();
    const plan = await environment.plan();
    environment.onEvent = event => {
      if (
        event.type === 'step' &&
        event.address === 'target' &&
        event.status === 'done'
      ) {
        environment.cluster.put({
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'api', namespace: 'shop-dev' },
        });
      }
    };
    expect(await environment.run(plan)).toMatchObject({
      failures: [{ address: 'workload#api', code: 'PlanDiverged' }],
    });
  });
});

describe('cancel', () => {
  it('ends the wait, begins nothing new, and the next run goes on', async () => {
    const environment = smallShop();
    environment.cluster.behave('Deployment/api', { ready: 'never' });
    environment.onEvent = event => {
      if (event.type === 'step' && event.status === 'waiting') {
        environment.cancel.abort();
      }
    };
    expect((await environment.deploy()).status).toBe('cancelled');
    expect(endings(environment)).toMatchObject({
      'workload#api': 'skipped',
      'route.default#api.public': 'skipped',
    });
    environment.cancel = new AbortController();
    environment.onEvent = () => {};
    environment.cluster.behave('Deployment/api', undefined);
    expect((await environment.deploy()).status).toBe('succeeded');
  });

  it('before the first step writes nothing', async () => {
    const environment = smallShop();
    const plan = await environment.plan();
    environment.cancel.abort();
    expect((await environment.run(plan)).status).toBe('cancelled');
    expect(environment.cluster.writes).toEqual([]);
  });

  it('of the worker itself is an interruption, and the run resumes', async () => {
    const environment = smallShop();
    const plan = await environment.plan();
    environment.onEvent = event => {
      if (event.type === 'step' && event.status === 'done') {
        environment.stop.abort(new Error('shutting down'));
      }
    };
    expect((await environment.run(plan)).status).toBe('interrupted');
    environment.stop = new AbortController();
    environment.onEvent = () => {};
    expect((await environment.run(plan, { resumes: true })).status).toBe(
      'succeeded',
    );
  });
});

describe('policies', () => {
  const policy = (require: string) => ({
    ...shopPlatform(),
    policies: {
      rule: {
        name: 'rule',
        source: { file: 'p.yaml', line: 1 },
        effect: 'deny' as const,
        criteria: {},
        on: 'object' as const,
        require,
        message: 'Not here.',
      },
    },
  });

  it('deny a run', async () => {
    const environment = smallShop();
    environment.change({ platform: policy('object.kind != "Ingress"') });
    const plan = await environment.plan();
    expect(plan.deployable).toBe(false);
    expect(await environment.run(plan)).toMatchObject({
      status: 'failed',
      failures: [
        { code: 'PolicyDenied', message: expect.stringContaining('Not here.') },
      ],
    });
    expect(environment.cluster.writes).toEqual([]);
  });

  it('that wait for a value are decided before the write they cover', async () => {
    const environment = smallShop();
    const { manifests } = environment.drivers;
    environment.drivers.manifests = {
      ...manifests,
      plan: async request => ({
        ...(await manifests.plan(request)),
        ...(request.type === 'redis' && { outputs: {}, complete: false }),
      }),
    };
    environment.change({
      platform: policy(
        'object.kind != "Deployment" || object.metadata.name != "worker" || object.spec.template.spec.containers[0].env.all(e, e.name != "CACHE" || !e.value.startsWith("cache-"))',
      ),
    });
    const plan = await environment.plan();
    expect(plan.deployable).toBe(true);
    expect(plan.policies.some(({ outcome }) => outcome === 'pending')).toBe(
      true,
    );
    expect(await environment.run(plan)).toMatchObject({
      status: 'failed',
      failures: [{ address: 'workload#worker', code: 'PolicyDenied' }],
    });
    expect(environment.cluster.listing()).not.toContain('Deployment/worker');
  });
});

describe('a Job', () => {
  const migrations = () =>
    TestEnvironment.of(
      {
        ...shopPlatform(),
        profiles: {
          job: {
            name: 'job',
            source: { file: 'p.yaml', line: 1 },
            kind: 'Job' as const,
            defaults: {},
            annotations: { allow: [] },
            probes: { host: 'refuse' as const },
            patches: [],
          },
        },
      },
      [workload('migrate', { annotations: { 'tutti.dev/profile': 'job' } })],
    );

  it('that finished well may be gone, and does not run again', async () => {
    const environment = migrations();
    await environment.deploy();
    const [job] = environment.cluster
      .listing()
      .filter(title => title.startsWith('Job/'));
    environment.cluster.delete(job);
    expect(await environment.deploy()).toMatchObject({
      status: 'succeeded',
      applies: 0,
    });
    expect(environment.cluster.listing()).not.toContain(job);
  });

  it('with another image runs again, and the old one is removed', async () => {
    const environment = migrations();
    await environment.deploy();
    expect(
      await environment.deploy({
        release: 'r2',
        workloads: [
          workload('migrate', {
            image: 'example/migrate:2',
            annotations: { 'tutti.dev/profile': 'job' },
          }),
        ],
      }),
    ).toMatchObject({ status: 'succeeded', applies: 1, deletes: 1 });
  });
});

describe('secrets', () => {
  it('never reach a plan, an event, a failure or what the inventory shows', async () => {
    const canary = 'canary-7d1f';
    const environment = TestEnvironment.of(
      shopPlatform([
        postgresInCluster,
        {
          ...redisInCluster,
          secretsFor: 'anyone',
          inputs: {
            objects: [
              {
                apiVersion: 'v1',
                kind: 'Secret',
                metadata: { name: '${resource.name}' },
                stringData: { url: 'redis://:${secrets.KEY}@host' },
              },
            ],
            outputs: { host: 'redis://${platform.secrets.KEY}' },
          },
        },
        routeIngress,
        environmentValues,
        definition('unused', { type: 'none' }),
      ]),
      [
        workload('api', {
          variables: {
            KEY: 'x${resources.settings.KEY}y',
            CACHE: '${resources.cache.host}',
            DATABASE: '${resources.db.password}',
          },
          resources: {
            settings: { type: 'environment' },
            cache: { type: 'redis' },
            db: { type: 'postgres' },
          },
        }),
      ],
      {
        secrets: { KEY: new Secret(canary) },
        platformSecrets: { KEY: new Secret(`${canary}-platform`) },
      },
    );
    const said: RunEvent[] = [];
    environment.cluster.behave('Deployment/api', {
      ready: 'failed',
      cause: {
        reason: 'CrashLoopBackOff',
        message: `cannot log in with ${canary}`,
        logTail: [`KEY=x${canary}y`, 'generated: password-1-canary'],
        events: [{ time: '', reason: 'BackOff', message: canary }],
      },
    });
    const plan = await environment.plan();
    const outcome = await environment.run(plan);
    said.push(...environment.events);
    const again = await environment.plan();
    expect(outcome.status).toBe('failed');
    const { objects, ...rest } = environment.database.state();
    for (const text of [plan, outcome, said, again, objects, rest].map(thing =>
      JSON.stringify(thing),
    )) {
      expect(text).not.toContain('canary');
      expect(text).not.toContain(
        Buffer.from(canary).toString('base64').slice(0, 12),
      );
    }
    // They do reach the cluster, in a Secret and nowhere else.
    for (const title of environment.cluster.listing()) {
      const { content } = environment.cluster.get(title) ?? {};
      const decoded = JSON.stringify(content).replace(
        /"([A-Za-z0-9+/=]{12,})"/g,
        (_, text: string) => Buffer.from(text, 'base64').toString(),
      );
      expect([title.split('/')[0], decoded.includes('canary')]).toEqual([
        title.split('/')[0],
        title.startsWith('Secret/'),
      ]);
    }
  });
});
