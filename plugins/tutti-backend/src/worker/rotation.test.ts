import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlanStep, ResourceView } from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { Replica } from '../__testUtils__/replica';
import { foundIn } from '../__testUtils__/spellings';

// Several real deployments after each other, beside others on the same machine.
jest.setTimeout(120_000);

const databases = testDatabases();
const DEVELOPMENT = '/applications/shop/environments/development';
const DB = 'postgres.default#main';

/** Its owner may manage what is there, and the database's password may be made anew. */
const PLATFORM = readFileSync(
  join(__dirname, '../__testUtils__/fixtures/platform/platform.yaml'),
  'utf8',
)
  .replace(
    'protection: stateful\n',
    'protection: stateful\n  rotation: allow\n',
  )
  .replace(
    'access: { deploy: [owner], ',
    'access: { deploy: [owner], manage: [owner], ',
  );

interface Manifest {
  metadata: { name: string; uid: string; labels?: Record<string, string> };
  data?: Record<string, string>;
}

/** The sandbox behind a portal, as somebody with access to the cluster sees it. */
class Cluster {
  constructor(private readonly portal: Portal) {}

  async list(kinds: string): Promise<Manifest[]> {
    const response = await fetch(
      `${this.portal.sandbox.url}/api/v1/namespaces/shop-development/${kinds}`,
    );
    return (await response.json()).items;
  }

  /** Of the database, as its Secret says now. */
  async password(): Promise<string> {
    const secret = (await this.list('secrets')).find(
      ({ data = {} }) => 'password' in data,
    );
    return Buffer.from(secret?.data?.password ?? '', 'base64').toString();
  }

  async pods(workload: string): Promise<string[]> {
    return (await this.list('pods'))
      .filter(
        ({ metadata }) =>
          metadata.labels?.['app.kubernetes.io/name'] === workload,
      )
      .map(({ metadata }) => metadata.uid);
  }

  async refuse(fault: object): Promise<void> {
    await fetch(`${this.portal.sandbox.url}/sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
  }

  async heal(): Promise<void> {
    await fetch(`${this.portal.sandbox.url}/sandbox/faults`, {
      method: 'DELETE',
    });
  }
}

async function databaseIn(portal: Portal): Promise<ResourceView> {
  const { body } = await portal
    .as(MARIA)
    .get('/resources?application=shop&environment=development')
    .expect(200);
  return body.items.find(({ address }: ResourceView) => address === DB);
}

async function generationsIn(knex: Knex): Promise<number[]> {
  return knex('generated_values').orderBy('generation').pluck('generation');
}

describe.each(databases.eachSupportedId())(
  'passwords that are made anew, on %s',
  databaseId => {
    let portal: Portal;
    let knex: Knex;
    let cluster: Cluster;

    beforeAll(async () => {
      ({ knex } = await openTestStore(databases, databaseId));
      portal = await startPortal({
        knex,
        files: { 'platform.yaml': PLATFORM },
      });
      cluster = new Cluster(portal);
      await portal.deploy('development');
    });

    afterEach(() => cluster.heal());

    afterAll(async () => {
      await portal?.stop();
    });

    const plan = (input: object, user = MARIA) =>
      portal.as(user).post(`${DEVELOPMENT}/plans`, input);

    it('change the Secret and roll what uses it; the older one goes with the success', async () => {
      expect(await databaseIn(portal)).toMatchObject({ rotates: ['app'] });
      const older = await cluster.password();
      const before = {
        api: await cluster.pods('api'),
        web: await cluster.pods('web'),
      };
      const { body: planned } = await plan({ rotate: [DB] }).expect(201);
      expect(
        planned.steps.flatMap(({ address, action, reasons }: PlanStep) =>
          action === 'keep' ? [] : [[address, action, reasons[0].code]],
        ),
      ).toEqual([
        [DB, 'update', 'rotated'],
        ['workload#api', 'update', 'rotated'],
      ]);
      const { body: asked } = await portal
        .as(MARIA)
        .post('/deployments', { planId: planned.id })
        .expect(201);
      expect(asked.verb).toBe(`Rotate ${DB}`);
      const ended = await portal.ended(asked.id);
      expect(ended).toMatchObject({ status: 'succeeded', failures: [] });

      const newer = await cluster.password();
      expect(newer).not.toBe(older);
      expect(await cluster.pods('web')).toEqual(before.web);
      const pods = await cluster.pods('api');
      expect(pods.some(uid => before.api.includes(uid))).toBe(false);
      expect(pods.length).toBeGreaterThan(0);
      expect(await generationsIn(knex)).toEqual([2]);
      const resource = await databaseIn(portal);
      expect(resource.olderUsedBy).toBeUndefined();

      // Once: the next deployment has nothing to do.
      const { body: next } = await plan({}).expect(201);
      expect(next.plan.summary.keep).toBe(next.steps.length);

      const sinks = {
        planned,
        ended,
        resource,
        events: (await portal.as(MARIA).get(`/events?deployment=${asked.id}`))
          .body,
        runtime: (await portal.as(MARIA).get(`${DEVELOPMENT}/runtime`)).body,
        tables: await everyTable(),
        log: portal.log,
      };
      expect(
        Object.entries(sinks).flatMap(([sink, content]) =>
          foundIn(JSON.stringify(content), { older, newer }).map(
            what => `${sink}: ${what}`,
          ),
        ),
      ).toEqual([]);
    });

    async function everyTable(): Promise<unknown[]> {
      const names = [
        'plans',
        'plan_steps',
        'deployments',
        'steps',
        'events',
        'resources',
        'generated_values',
        'objects',
        'workload_states',
      ];
      return Promise.all(names.map(name => knex(name)));
    }

    it('that came half-way say who uses the older ones, and the next deployment goes on', async () => {
      const [generation] = await generationsIn(knex);
      const older = await cluster.password();
      await cluster.refuse({
        status: 422,
        times: 1,
        method: 'PATCH',
        path: '/deployments/api',
        message: 'no',
      });
      const failed = await portal.deploy('development', { rotate: [DB] });
      expect(failed.status).toBe('failed');
      const half = await cluster.password();
      expect(half).not.toBe(older);
      expect((await databaseIn(portal)).olderUsedBy).toEqual({
        workloads: ['api'],
        resources: [],
      });
      expect(await generationsIn(knex)).toEqual([generation, generation + 1]);
      expect(await portal.deploy('development')).toMatchObject({
        status: 'succeeded',
      });
      expect(await cluster.password()).toBe(half);
      expect(await generationsIn(knex)).toEqual([generation + 1]);
      expect((await databaseIn(portal)).olderUsedBy).toBeUndefined();
    });

    it('that did not reach the resource itself say that too', async () => {
      await cluster.refuse({
        status: 422,
        times: 1,
        method: 'PATCH',
        path: '/secrets/',
        message: 'no',
      });
      await portal.deploy('development', { rotate: [DB] });
      expect((await databaseIn(portal)).olderUsedBy).toEqual({
        workloads: ['api'],
        resources: [DB],
      });
      expect(await portal.deploy('development')).toMatchObject({
        status: 'succeeded',
      });
    });

    it('can be asked for as a change, which stands in the line', async () => {
      const before = await cluster.password();
      const { body } = await portal
        .as(MARIA)
        .post('/deployments', {
          application: 'shop',
          environment: 'development',
          input: { rotate: [DB] },
        })
        .expect(201);
      expect(body.verb).toBe(`Rotate ${DB}`);
      expect(await portal.ended(body.id)).toMatchObject({
        status: 'succeeded',
      });
      expect(await cluster.password()).not.toBe(before);
    });

    it.each([JON, EVE])('are not for %s to ask for', async user => {
      await plan({ rotate: [DB] }, user).expect(403);
    });

    it('are refused by name where there is nothing to make anew', async () => {
      const { body } = await plan({ rotate: ['postgres.default#no'] }).expect(
        422,
      );
      expect(body.problems).toMatchObject([
        {
          code: 'RotateRefused',
          hint: `What can be rotated here: ${DB}.`,
        },
      ]);
    });

    it.each([
      [{ rotate: [DB], rollbackTo: 'x' }, 'rollbackTo and rotate'],
      [{ rotate: [DB], moves: [{ from: DB, to: DB }] }, 'rotate and moves'],
      [
        { rotate: [DB], remove: [{ address: DB, how: 'destroy' }] },
        `remove and rotate exclude each other for ${DB}`,
      ],
      [{ rotate: [DB], destroy: true }, 'rotate'],
      [{ rotate: [] }, 'rotate'],
    ])('%j makes no sense', async (input, message) => {
      const { body } = await plan(input).expect(400);
      expect(body.error.message).toContain(message);
    });
  },
);

/** Several processes share a database: that is what PostgreSQL is for. */
const onPostgres = databases.supports('POSTGRES_18') ? describe : describe.skip;

onPostgres('a worker that is killed between sealing and applying', () => {
  let portal: Portal;
  let knex: Knex;
  const replicas: Replica[] = [];

  beforeEach(async () => {
    ({ knex } = await openTestStore(databases, 'POSTGRES_18'));
    // Answers only; the work is done by processes that the test may lose.
    portal = await startPortal({
      knex,
      files: { 'platform.yaml': PLATFORM },
      config: { worker: { enabled: false } },
    });
  });

  afterEach(async () => {
    for (const replica of replicas.splice(0)) {
      await replica.kill();
    }
    await portal?.stop();
  });

  async function startReplica(): Promise<Replica> {
    const replica = await Replica.start(
      {
        tutti: {
          ...tuttiConfig(portal.config),
          worker: { lease: { seconds: 5 }, poll: { milliseconds: 100 } },
        },
      },
      knex,
    );
    replicas.push(replica);
    return replica;
  }

  it('leaves a password that its successor goes on with: there is no third one', async () => {
    const cluster = new Cluster(portal);
    const first = await startReplica();
    expect(await portal.deploy('development')).toMatchObject({
      status: 'succeeded',
    });
    const older = await cluster.password();
    // The cluster takes no Secret: the run stands between its sealed password and the apply.
    await cluster.refuse({
      status: 503,
      times: 1_000,
      method: 'PATCH',
      path: '/secrets/',
      message: 'not now',
    });
    const { body: planned } = await portal
      .as(MARIA)
      .post(`${DEVELOPMENT}/plans`, { rotate: [DB] })
      .expect(201);
    const { body } = await portal
      .as(MARIA)
      .post('/deployments', { planId: planned.id })
      .expect(201);
    const newest = () =>
      knex('generated_values').where({ generation: 2 }).pluck('value_sealed');
    let sealed: string[] = [];
    while (sealed.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 20));
      sealed = await newest();
    }
    await first.kill();
    expect(await cluster.password()).toBe(older);
    await cluster.heal();
    const second = await startReplica();
    expect(await portal.ended(body.id)).toMatchObject({
      status: 'succeeded',
      failures: [],
    });
    expect(second.output).toContain('taken over');
    expect(await newest()).toEqual(sealed);
    expect(await generationsIn(knex)).toEqual([2]);
    expect(await cluster.password()).not.toBe(older);
  });
});

function tuttiConfig({ tutti }: Portal['config']) {
  if (typeof tutti !== 'object' || tutti === null || Array.isArray(tutti)) {
    throw new Error('The portal has no config');
  }
  return tutti;
}
