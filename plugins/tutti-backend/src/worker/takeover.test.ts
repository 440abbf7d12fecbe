import { HumanDuration } from '@backstage/types';
import { DeploymentDetail } from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { Replica } from '../__testUtils__/replica';

jest.setTimeout(120_000);

const databases = testDatabases();
const DEVELOPMENT = '/applications/shop/environments/development';
const LEASE = { seconds: 5 };

/** Several processes share a database: that is what PostgreSQL is for. */
const onPostgres = databases.supports('POSTGRES_18') ? describe : describe.skip;

onPostgres('a worker that is lost in the middle of a deployment', () => {
  let portal: Portal;
  let knex: Knex;
  const replicas: Replica[] = [];

  beforeEach(async () => {
    ({ knex } = await openTestStore(databases, 'POSTGRES_18'));
    // Answers only; the work is done by processes that the tests may lose.
    portal = await startPortal({
      knex,
      pace: 0.2,
      config: { worker: { enabled: false } },
    });
  });

  afterEach(async () => {
    for (const replica of replicas.splice(0)) {
      replica.thaw();
      await replica.kill();
    }
    await portal?.stop();
  });

  async function startReplica(lease: HumanDuration = LEASE): Promise<Replica> {
    const replica = await Replica.start(
      {
        tutti: {
          ...tuttiConfig(portal),
          worker: { lease, poll: { milliseconds: 100 } },
        },
      },
      knex,
    );
    replicas.push(replica);
    return replica;
  }

  /** Queues a deployment in which one workload takes a while to come up. */
  async function deploySlowly(): Promise<string> {
    const { body: plan } = await portal
      .as(MARIA)
      .post(`${DEVELOPMENT}/plans`, {
        images: { web: { main: 'registry.example.com/shop/web:slow' } },
      })
      .expect(201);
    const { body } = await portal
      .as(MARIA)
      .post('/deployments', { planId: plan.id })
      .expect(201);
    return body.id;
  }

  async function underWay(id: string): Promise<void> {
    let detail: DeploymentDetail | undefined;
    while (
      !detail?.steps.some(
        ({ address, status }) =>
          address === 'workload#web' && status === 'waiting',
      )
    ) {
      ({ body: detail } = await portal.as(MARIA).get(`/deployments/${id}`));
      expect(detail?.finishedAt).toBeUndefined();
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  async function expectWholeAndOnce(id: string) {
    const { body: events } = await portal
      .as(MARIA)
      .get(`/events?deployment=${id}`);
    const ends = events.events.filter(
      ({ event }: { event: { type: string; status: string } }) =>
        event.type === 'status' && event.status === 'succeeded',
    );
    expect(ends).toHaveLength(1);
    expect(await knex('intents')).toEqual([]);
    const response = await fetch(
      `${portal.sandbox.url}/apis/apps/v1/namespaces/shop-development/deployments`,
    );
    const { items } = await response.json();
    expect(
      items
        .map(({ metadata }: { metadata: { name: string } }) => metadata.name)
        .sort(),
    ).toEqual(['api', 'web']);
    // The inventory knows exactly what is there: the next plan keeps everything.
    const { body: plan } = await portal
      .as(MARIA)
      .post(`${DEVELOPMENT}/plans`)
      .expect(201);
    expect(plan.plan.summary.keep).toBe(plan.steps.length);
  }

  it('killed: another one goes on when the lease has run out', async () => {
    const first = await startReplica();
    const id = await deploySlowly();
    await underWay(id);
    await first.kill();
    const second = await startReplica();
    expect(await portal.ended(id)).toMatchObject({
      status: 'succeeded',
      failures: [],
    });
    expect(second.output).toContain('taken over');
    // What the first one made is no less made by this deployment.
    const { body: detail } = await portal.as(MARIA).get(`/deployments/${id}`);
    expect(detail.statuses).toEqual({ done: detail.steps.length });
    await expectWholeAndOnce(id);
  });

  it('frozen: another one goes on, and the first writes nothing when it wakes', async () => {
    const first = await startReplica();
    const id = await deploySlowly();
    await underWay(id);
    first.freeze();
    const second = await startReplica();
    expect(await portal.ended(id)).toMatchObject({ status: 'succeeded' });
    expect(second.output).toContain('taken over');
    const before = await knex('events').orderBy('id');
    first.thaw();
    await new Promise(resolve => setTimeout(resolve, 2_000));
    expect(first.output).toMatch(/another worker has it now|was taken over/);
    expect(await knex('events').orderBy('id')).toEqual(before);
    await expectWholeAndOnce(id);
  });

  it('stopped in good order: it lets go at once, and the next one goes on', async () => {
    // Nobody could wait for the end of this lease: it is taken over because it was let go.
    const first = await startReplica({ hours: 1 });
    const second = await startReplica({ hours: 1 });
    const id = await deploySlowly();
    await underWay(id);
    const [running, idle] = first.output.includes('begins')
      ? [first, second]
      : [second, first];
    await running.kill('SIGTERM');
    while (!idle.output.includes('taken over')) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    expect(await portal.ended(id)).toMatchObject({ status: 'succeeded' });
    await expectWholeAndOnce(id);
  });
});

function tuttiConfig(portal: Portal) {
  const { tutti } = portal.config;
  if (typeof tutti !== 'object' || tutti === null || Array.isArray(tutti)) {
    throw new Error('The portal has no config');
  }
  return tutti;
}
