import { inspect } from 'node:util';
import { isObject, ResourceDefinition } from '../model';
import { valueAt } from '../create/workload/tree';
import { TestEnvironment } from '../testing';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../testing/platform';
import { postgresInCluster, redisInCluster, shopTypes } from '../testing/shop';
import { changes } from './__testUtils__/changes';

const DB = 'postgres.default#main';

/** As it should be: its own pods are started anew with the new password. */
function rollingDatabase(
  parts: Partial<ResourceDefinition> = {},
): ResourceDefinition {
  return {
    ...postgresInCluster,
    inputs: {
      objects: [
        {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: '${resource.name}' },
          stringData: { password: '${generate.password.app}' },
        },
        {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          metadata: { name: '${resource.name}' },
          spec: {
            serviceName: '${resource.name}',
            selector: { matchLabels: { app: '${resource.name}' } },
            template: {
              metadata: {
                labels: { app: '${resource.name}' },
                annotations: {
                  'example.com/password': '${resource.generation}',
                },
              },
              spec: {
                containers: [{ name: 'postgres', image: 'postgres:17' }],
              },
            },
          },
        },
      ],
      outputs: {
        host: '${resource.name}',
        port: 5432,
        password: '${generate.password.app}',
      },
    },
    ...parts,
  };
}

const database = { db: { type: 'postgres', id: 'main' } };

const api = workload('api', {
  variables: { PASSWORD: '${resources.db.password}' },
  resources: database,
});

/** Needs the database, but not its password. */
const worker = workload('worker', {
  variables: { HOST: '${resources.db.host}' },
  resources: { ...database, cache: { type: 'redis', id: 'cache' } },
});

function shop(
  postgres = rollingDatabase(),
  workloads = [api, worker],
): TestEnvironment {
  return TestEnvironment.of(
    platform({
      types: shopTypes,
      definitions: [postgres, redisInCluster],
    }),
    workloads,
  );
}

/** What the Secrets of the cluster hold, by their name. */
function secretsIn({ cluster }: TestEnvironment): Record<string, string> {
  return Object.fromEntries(
    cluster
      .listing()
      .filter(key => key.startsWith('Secret/'))
      .map(key => [key, JSON.stringify(cluster.get(key)?.content.data ?? {})]),
  );
}

/** All passwords that were ever made. */
function passwordsMade(
  { database: { generated } }: TestEnvironment,
  id: string,
) {
  return [1, 2, 3, 4].flatMap(generation => {
    const found = generated.find({
      resourceId: id,
      name: 'app',
      kind: 'password',
      generation,
    });
    return found ? [found.revealText()] : [];
  });
}

function databaseOf({ database: memory }: TestEnvironment) {
  const found = memory.state().resources.find(({ address }) => address === DB);
  if (!found) throw new Error('no database');
  return found;
}

function podAnnotations(environment: TestEnvironment, key: string) {
  const spec = environment.cluster.get(key)?.content.spec;
  return isObject(spec)
    ? valueAt(spec, 'template', 'metadata', 'annotations')
    : undefined;
}

describe('a rotation', () => {
  let environment: TestEnvironment;
  beforeEach(async () => {
    environment = shop();
    await environment.deploy();
    environment.change({ rotate: [DB] });
  });

  it('is planned by the names of what is made anew, and what uses it rolls', async () => {
    const plan = await environment.plan();
    expect(changes(plan)).toEqual({
      [DB]: ['update', 'rotated'],
      'workload#api': ['update', 'rotated'],
    });
    const step = plan.steps.find(({ address }) => address === DB);
    expect(step?.reasons[0].message).toBe(`password app of ${DB} is made anew`);
    expect(step).toMatchObject({
      rotates: 2,
      outputs: {
        host: databaseOf(environment).name,
        password: { masked: 'unknown', secret: true },
      },
    });
  });

  it('makes the password anew once: the Secrets change, the pods roll, and it is not repeated', async () => {
    const before = secretsIn(environment);
    const pods = podAnnotations(environment, 'Deployment/api');
    const plan = await environment.plan();
    expect(await environment.run(plan)).toMatchObject({ status: 'succeeded' });
    const record = databaseOf(environment);
    expect(record.rotation).toEqual({ generation: 2, applied: 2 });
    const after = secretsIn(environment);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const key of Object.keys(before)) {
      expect(after[key]).not.toBe(before[key]);
    }
    expect(podAnnotations(environment, 'Deployment/api')).not.toEqual(pods);
    expect(podAnnotations(environment, `StatefulSet/${record.name}`)).toEqual({
      'example.com/password': '2',
    });
    const [older, newer, ...more] = passwordsMade(
      environment,
      record.resourceId,
    );
    expect(more).toEqual([]);
    expect(newer).not.toBe(older);
    environment.change({ rotate: [] });
    const writes = environment.cluster.writes.length;
    expect(await environment.deploy()).toMatchObject({
      status: 'succeeded',
      applies: 0,
    });
    expect(environment.cluster.writes).toHaveLength(writes);
  });

  it('is told nowhere with what it is about', async () => {
    const plan = await environment.plan();
    await environment.run(plan);
    const told = [
      plan,
      await environment.tryPlan(),
      environment.events,
      environment.database.state(),
      environment.database.intents(),
    ];
    const made = passwordsMade(environment, databaseOf(environment).resourceId);
    expect(made).toHaveLength(2);
    for (const password of made) {
      expect(JSON.stringify(told)).not.toContain(password);
      expect(inspect(told, { depth: 50 })).not.toContain(password);
    }
  });

  it('says of each workload with which passwords it runs', async () => {
    const { resourceId } = databaseOf(environment);
    const generations = () =>
      Object.fromEntries(
        environment.database
          .state()
          .workloads.map(each => [each.workload, each.generations]),
      );
    expect(generations()).toEqual({ api: undefined, worker: undefined });
    environment.cluster.before = (verb, ref) => {
      if (verb === 'apply' && ref?.name === 'api') {
        throw new Error('the cluster says no');
      }
    };
    await environment.deploy();
    // The worker needs no password: nothing of the older ones is in it.
    expect(generations()).toEqual({
      api: undefined,
      worker: { [resourceId]: 2 },
    });
    environment.cluster.before = () => {};
    environment.change({ rotate: [] });
    await environment.deploy();
    expect(generations()).toEqual({
      api: { [resourceId]: 2 },
      worker: { [resourceId]: 2 },
    });
  });

  it('goes on with the same password wherever its worker dies', async () => {
    /** Runs until so many calls of the database were answered, then once more. */
    async function dyingAfter(calls: number) {
      const one = shop();
      await one.deploy();
      one.change({ rotate: [DB] });
      const plan = await one.plan();
      let count = 0;
      one.database.after = () => {
        count += 1;
        if (count === calls) throw new Error('the worker is gone');
      };
      const first = await one.run(plan);
      one.database.after = () => {};
      const last =
        first.status === 'succeeded'
          ? first
          : await one.run(plan, { resumes: true });
      const { rotation, resourceId } = databaseOf(one);
      one.change({ rotate: [] });
      return {
        died: first !== last,
        status: last.status,
        rotation,
        passwords: passwordsMade(one, resourceId).length,
        left: changes(await one.plan()),
      };
    }
    let calls = 1;
    let found = await dyingAfter(calls);
    while (found.died) {
      expect([calls, found]).toEqual([
        calls,
        {
          died: true,
          status: 'succeeded',
          rotation: { generation: 2, applied: 2 },
          passwords: 2,
          left: {},
        },
      ]);
      calls += 1;
      found = await dyingAfter(calls);
    }
    expect(calls).toBeGreaterThan(10);
  });

  it.each([
    ['the database', 'StatefulSet'],
    ['what uses it', 'Deployment'],
  ])(
    'that failed at %s is continued by the next deployment, without a further password',
    async (_, kind) => {
      environment.cluster.before = (verb, ref) => {
        if (verb === 'apply' && ref?.kind === kind) {
          throw new Error('the cluster says no');
        }
      };
      expect(await environment.deploy()).toMatchObject({ status: 'failed' });
      environment.cluster.before = () => {};
      const { resourceId } = databaseOf(environment);
      const made = passwordsMade(environment, resourceId);
      expect(made).toHaveLength(2);
      environment.change({ rotate: [] });
      expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
      expect(databaseOf(environment).rotation).toEqual({
        generation: 2,
        applied: 2,
      });
      expect(passwordsMade(environment, resourceId)).toEqual(made);
      const secrets = JSON.stringify(secretsIn(environment));
      expect(secrets).not.toContain(Buffer.from(made[0]).toString('base64'));
      expect(changes(await environment.plan())).toEqual({});
    },
  );

  it('that goes on still knows the older password: who says it is not heard', async () => {
    const say = (word: string) => {
      environment.cluster.before = (verb, ref) => {
        if (verb === 'apply' && ref?.kind === 'Deployment') {
          throw new Error(`the pod says ${word}`);
        }
      };
    };
    const [older] = passwordsMade(
      environment,
      databaseOf(environment).resourceId,
    );
    say('no');
    await environment.deploy();
    say(older);
    const failed = await environment.deploy({ rotate: [] });
    expect(JSON.stringify(failed)).toContain('the pod says (secret)');
    expect(JSON.stringify(environment.events)).not.toContain(older);
  });

  it('that was cut off before its resource began is continued too, and says so', async () => {
    const plan = await environment.plan();
    environment.database.after = call => {
      if (call === 'saveDecided') throw new Error('the worker is gone');
    };
    await environment.run(plan);
    environment.database.after = () => {};
    environment.change({ rotate: [] });
    const next = await environment.plan();
    expect(changes(next)[DB]).toEqual(['update', 'rotated']);
    expect(await environment.run(next)).toMatchObject({ status: 'succeeded' });
    expect(databaseOf(environment).rotation).toEqual({
      generation: 2,
      applied: 2,
    });
  });

  it('asked for again before it came through goes on with its password', async () => {
    environment.cluster.before = (verb, ref) => {
      if (verb === 'apply' && ref?.kind === 'StatefulSet') {
        throw new Error('the cluster says no');
      }
    };
    await environment.deploy();
    environment.cluster.before = () => {};
    expect(await environment.deploy({ rotate: [DB] })).toMatchObject({
      status: 'succeeded',
    });
    expect(databaseOf(environment).rotation?.generation).toBe(2);
    await environment.deploy({ rotate: [DB] });
    expect(databaseOf(environment).rotation?.generation).toBe(3);
  });

  it('of what is replaced is the replacement: a new resource begins with its first', async () => {
    const other = rollingDatabase({ name: 'postgres-other' });
    environment.change({
      platform: platform({
        types: shopTypes,
        definitions: [other, redisInCluster],
      }),
    });
    const old = databaseOf(environment).resourceId;
    expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
    expect(databaseOf(environment).resourceId).not.toBe(old);
    expect(databaseOf(environment).rotation).toBeUndefined();
  });

  it('stays with a resource that moves', async () => {
    await environment.deploy();
    const { resourceId } = databaseOf(environment);
    const made = passwordsMade(environment, resourceId);
    const elsewhere = { db: { type: 'postgres', id: 'elsewhere' } };
    expect(
      await environment.deploy({
        rotate: [],
        moves: [{ from: DB, to: 'postgres.default#elsewhere' }],
        workloads: [
          {
            ...api,
            resources: workload('a', { resources: elsewhere }).resources,
          },
        ],
      }),
    ).toMatchObject({ status: 'succeeded' });
    expect(passwordsMade(environment, resourceId)).toEqual(made);
    expect(environment.database.state().resources[0]).toMatchObject({
      resourceId,
      rotation: { generation: 2, applied: 2 },
    });
  });
});

describe('a Job', () => {
  it('does not run again because a password was made anew', async () => {
    const environment = TestEnvironment.of(
      platform({
        types: shopTypes,
        definitions: [rollingDatabase()],
        profiles: [
          {
            name: 'job',
            source: { file: 'p.yaml', line: 1 },
            kind: 'Job',
            defaults: {},
            annotations: { allow: [] },
            probes: { host: 'refuse' },
            patches: [],
          },
        ],
      }),
      [
        {
          ...workload('migrate', {
            variables: { PASSWORD: '${resources.db.password}' },
            resources: database,
          }),
          annotations: { 'tutti.dev/profile': 'job' },
        },
        api,
      ],
    );
    expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
    const jobs = () =>
      environment.cluster.writes.filter(write => write.includes(' Job/'))
        .length;
    const before = jobs();
    expect(before).toBeGreaterThan(0);
    expect(await environment.deploy({ rotate: [DB] })).toMatchObject({
      status: 'succeeded',
    });
    expect(jobs()).toBe(before);
  });
});

describe('a rotation is refused', () => {
  const held = rollingDatabase({ protection: 'stateful' });

  it.each([
    [
      'of what is not there',
      rollingDatabase(),
      'postgres.default#other',
      'no resource is there',
      `What can be rotated here: ${DB}.`,
    ],
    [
      'of what makes up no password',
      rollingDatabase(),
      'redis.default#cache',
      'definition redis-in-cluster makes up no password',
      `What can be rotated here: ${DB}.`,
    ],
    [
      'of what holds data and does not allow it',
      held,
      DB,
      'definition postgres-in-cluster does not allow it: what holds data may keep its first password in that data',
      'Ask the platform team: where the definition changes the password of what runs, it says `rotation: allow`.',
    ],
    [
      'of what says no',
      rollingDatabase({ rotation: 'refuse' }),
      DB,
      'definition postgres-in-cluster does not allow it',
      'Ask the platform team: where the definition changes the password of what runs, it says `rotation: allow`.',
    ],
  ])('%s', async (_, postgres, address, why, hint) => {
    const environment = shop(postgres);
    await environment.deploy();
    environment.change({ rotate: [address] });
    expect((await environment.tryPlan()).problems).toEqual([
      {
        severity: 'error',
        code: 'RotateRefused',
        message: `The passwords of ${address} cannot be made anew: ${why}.`,
        hint,
        address,
      },
    ]);
  });

  it('of what is not made yet', async () => {
    const environment = shop();
    environment.change({ rotate: [DB] });
    expect((await environment.tryPlan()).problems).toMatchObject([
      {
        code: 'RotateRefused',
        message: expect.stringContaining('it is not there yet'),
      },
    ]);
  });

  it('of what is held', async () => {
    const allowed = { protection: 'stateful', rotation: 'allow' } as const;
    const environment = shop(rollingDatabase(allowed));
    await environment.deploy();
    environment.change({
      platform: platform({
        types: shopTypes,
        definitions: [
          rollingDatabase({ ...allowed, name: 'postgres-other' }),
          redisInCluster,
        ],
      }),
      rotate: [DB],
    });
    expect((await environment.tryPlan()).problems).toMatchObject([
      {
        code: 'RotateRefused',
        message: expect.stringContaining('it is held'),
      },
    ]);
  });

  it('never, but doubted, where the pods of its definition would not start anew', async () => {
    const environment = shop(postgresInCluster);
    await environment.deploy();
    environment.change({ rotate: [DB] });
    expect((await environment.plan()).problems).toMatchObject([
      { severity: 'warning', code: 'RotationUnseen', address: DB },
    ]);
    environment.change({ rotate: [] });
    expect((await environment.plan()).problems).toEqual([]);
    const rolling = shop();
    await rolling.deploy();
    rolling.change({ rotate: [DB] });
    expect((await rolling.plan()).problems).toEqual([]);
  });

  it('not of what holds data and allows it', async () => {
    const environment = shop(
      rollingDatabase({ protection: 'stateful', rotation: 'allow' }),
    );
    await environment.deploy();
    expect(await environment.deploy({ rotate: [DB] })).toMatchObject({
      status: 'succeeded',
    });
  });
});

describe('a password that another definition passes on', () => {
  it('reaches who uses it there', async () => {
    const environment = TestEnvironment.of(
      platform({
        types: [...shopTypes, resourceType('login')],
        definitions: [
          rollingDatabase(),
          definition('login', {
            type: 'login',
            driver: 'static',
            dependsOn: {
              db: {
                type: 'postgres',
                class: 'default',
                id: 'main',
                params: {},
              },
            },
            inputs: { token: '${resources.db.password}' },
          }),
        ],
      }),
      [
        workload('web', {
          variables: { TOKEN: '${resources.login.token}' },
          resources: { login: { type: 'login' } },
        }),
      ],
    );
    await environment.deploy();
    environment.change({ rotate: [DB] });
    const plan = await environment.plan();
    expect(changes(plan)).toEqual({
      [DB]: ['update', 'rotated'],
      'login.default#web.login': ['update', 'rotated'],
      'workload#web': ['update', 'rotated'],
    });
    expect(await environment.run(plan)).toMatchObject({ status: 'succeeded' });
    const { resourceId } = databaseOf(environment);
    expect(environment.database.state().workloads).toMatchObject([
      { workload: 'web', generations: { [resourceId]: 2 } },
    ]);
  });
});
