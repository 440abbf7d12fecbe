import { Plan, Platform, ResourceDefinition } from '../model';
import { TestEnvironment } from '../testing';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../testing/platform';
import { changes } from './__testUtils__/changes';

const outputs = {
  type: 'object',
  properties: {
    host: { type: 'string' },
    token: { type: 'string' },
  },
};

/** One object with what the definition says, and outputs that say it too. */
function made(
  type: string,
  says: string,
  parts: Partial<ResourceDefinition> = {},
): ResourceDefinition {
  return definition(`${type}-definition`, {
    type,
    inputs: {
      objects: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: '${resource.name}' },
          data: { says },
        },
      ],
      outputs: { host: `\${resource.name}.${says}`, token: 'token' },
    },
    ...parts,
  });
}

function platformOf(
  parts: { cache?: string; database?: string; secret?: boolean } = {},
): Platform {
  const { cache = 'then', database = 'then', secret = false } = parts;
  const types = ['cache', 'database', 'extra'].map(name =>
    resourceType(name, {
      outputs: secret
        ? {
            ...outputs,
            properties: {
              ...outputs.properties,
              token: { type: 'string', 'x-secret': true },
            },
          }
        : outputs,
    }),
  );
  return {
    ...platform({
      types,
      definitions: [
        made('cache', cache),
        made('database', database, { protection: 'stateful' }),
        made('extra', '${values.GREETING}'),
      ],
    }),
    revision: `cache ${cache}, database ${database}, ${secret}`,
  };
}

const web = (image = 'web:1') =>
  workload('web', {
    image,
    variables: { CACHE: '${resources.cache.host}', DB: '${resources.db.host}' },
    resources: {
      cache: { type: 'cache', id: 'main' },
      db: { type: 'database', id: 'main' },
      extra: { type: 'extra' },
    },
  });

const THEN = platformOf();
const then = {
  release: 'then',
  platform: THEN,
  workloads: [web()],
  values: { GREETING: 'hello' },
};

describe('a rollback', () => {
  let environment: TestEnvironment;
  let before: Plan;

  beforeEach(async () => {
    environment = TestEnvironment.of(THEN, [], then);
    await environment.deploy();
    before = await environment.plan();
  });

  /** Deploys something else, then goes back to what was first. */
  async function afterwards(now: Parameters<TestEnvironment['change']>[0]) {
    const { platform: served = THEN } = now;
    environment.change(now);
    const plan = await environment.plan();
    expect(await environment.run(plan)).toMatchObject({ status: 'succeeded' });
    environment.change({
      ...then,
      platform: served,
      restores: { platform: THEN },
    });
    return environment.plan();
  }

  it('to what runs changes nothing', async () => {
    expect(changes(await afterwards({}))).toEqual({});
  });

  it('has the release and the values of then', async () => {
    const plan = await afterwards({
      release: 'now',
      workloads: [web('web:2')],
      values: { GREETING: 'goodbye' },
    });
    expect(Object.keys(changes(plan))).toEqual([
      'extra.default#web.extra',
      'workload#web',
    ]);
    expect(await environment.run(plan)).toMatchObject({ status: 'succeeded' });
    expect(changes(await environment.plan())).toEqual({});
    expect(
      (await environment.plan()).steps.map(({ objects }) => objects),
    ).toEqual(before.steps.map(({ objects }) => objects));
  });

  it('makes what holds no data by the definition of then', async () => {
    const plan = await afterwards({ platform: platformOf({ cache: 'now' }) });
    expect(plan).toMatchObject({
      platformRevision: platformOf({ cache: 'now' }).revision,
      restores: THEN.revision,
    });
    expect(changes(plan)).toMatchObject({
      'cache.default#main': [
        'update',
        'input-changed',
        'input-changed',
        'definition-changed',
      ],
    });
    expect(await environment.run(plan)).toMatchObject({ status: 'succeeded' });
    expect(
      environment.database
        .state()
        .resources.find(({ type }) => type === 'cache')?.outputs.host,
    ).toMatch(/\.then$/);
  });

  it('leaves what holds data as it is now, and says so', async () => {
    const plan = await afterwards({
      platform: platformOf({ database: 'now' }),
    });
    expect(changes(plan)).toEqual({
      'database.default#main': ['hold', 'definition-changed', 'stateful-hold'],
    });
    expect(plan.consents).toEqual([]);
    expect(await environment.run(plan)).toMatchObject({ status: 'succeeded' });
    const held = environment.database
      .state()
      .resources.find(({ type }) => type === 'database');
    expect(held?.outputs.host).toMatch(/\.now$/);
  });

  it('does not give new inputs to what holds data', async () => {
    const reads = (says: string) => ({
      ...THEN,
      definitions: {
        ...THEN.definitions,
        'database-definition': made('database', says, {
          protection: 'stateful',
        }),
      },
    });
    const greeting = reads('${values.GREETING}');
    environment.change({ platform: greeting });
    await environment.run(await environment.plan());
    environment.change({ values: { GREETING: 'goodbye' } });
    await environment.run(await environment.plan());
    environment.change({
      ...then,
      platform: greeting,
      restores: { platform: greeting },
    });
    expect(changes(await environment.plan())).toMatchObject({
      'database.default#main': ['hold', 'input-changed', 'stateful-hold'],
    });
  });

  it('makes again what is gone, with consent where it held data', async () => {
    const bare = workload('web', { image: 'web:2' });
    const given = environment.database
      .state()
      .resources.map(({ resourceId }) => ({
        subject: resourceId,
        action: 'destroy' as const,
      }));
    const plan = await afterwards({
      release: 'now',
      workloads: [bare],
      consent: given,
    });
    expect(changes(plan)).toMatchObject({
      'cache.default#main': ['create', 'new'],
      'database.default#main': ['create', 'new'],
    });
    const [needed, ...others] = plan.consents;
    expect(others).toEqual([]);
    expect(needed).toMatchObject({
      action: 'create',
      covers: 'data',
      required: true,
      given: false,
    });
    expect(plan.deployable).toBe(false);
    environment.change({
      consent: [{ subject: needed.subject, action: needed.action }],
    });
    const consented = await environment.plan();
    expect(consented.deployable).toBe(true);
    expect(await environment.run(consented)).toMatchObject({
      status: 'succeeded',
    });
  });

  it('shows nothing that the platform calls secret by now', async () => {
    const plan = await afterwards({
      platform: platformOf({ cache: 'now', secret: true }),
    });
    const cache = plan.steps.find(
      ({ address }) => address === 'cache.default#main',
    );
    expect(cache).toMatchObject({ outputs: { token: { masked: 'secret' } } });
  });
});
