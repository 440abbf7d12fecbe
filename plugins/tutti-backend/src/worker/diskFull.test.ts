import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

jest.setTimeout(240_000);

const databases = testDatabases();
const DEVELOPMENT = '/applications/shop/environments/development';

/** As a disk without room: whatever needs so many pages more fails with SQLITE_FULL. */
async function fill(knex: Knex, spare = 0): Promise<void> {
  const [{ page_count: pages }] = await knex.raw('pragma page_count');
  await knex.raw(`pragma max_page_count = ${pages}`);
  for (;;) {
    try {
      await knex.raw('insert into filler values (zeroblob(2000))');
    } catch {
      break;
    }
  }
  await knex.raw(`pragma max_page_count = ${pages + spare}`);
}

async function makeRoom(knex: Knex): Promise<void> {
  await knex.raw('pragma max_page_count = 1000000');
}

/** Of a full disk a worker says so at once; what it does not say it says when there is room. */
const LONGEST_LOOK_MS = 20_000;

const aMoment = () => new Promise(resolve => setTimeout(resolve, 10));

/** Docs: docs/reference/chaos.md. */
describe('a SQLite database on a full disk', () => {
  let portal: Portal;
  let knex: Knex;

  beforeEach(async () => {
    ({ knex } = await openTestStore(databases, 'SQLITE_3'));
    await knex.raw('create table filler (content blob)');
    portal = await startPortal({ knex, pace: 0.2 });
    await portal.deploy('development');
  });

  afterEach(() => portal.stop());

  const askForPlan = (tag: string) =>
    portal
      .as(MARIA)
      .post(`${DEVELOPMENT}/plans`, {
        images: { web: { main: `registry.example.com/shop/web:${tag}` } },
      })
      .set('Prefer', 'wait=0');

  /** @returns whether there was room for all of the plan. */
  async function planWith(spare: number): Promise<boolean> {
    await fill(knex, spare);
    const told = portal.log.length;
    const { status, body } = await askForPlan(`n${spare}`);
    expect([202, 503]).toContain(status);
    expect(JSON.stringify(body)).not.toContain('SQLITE');
    await portal.as(MARIA).get(DEVELOPMENT).expect(200);
    const couldNotBeStored = () =>
      portal.log
        .slice(told)
        .some(line => /could not be (stored yet|claimed)/.test(line));
    const look = async (seconds: number) =>
      (
        await portal
          .as(MARIA)
          .get(`/plans/${body.id}?wait=${seconds}`)
          .expect(200)
      ).body;
    let seen = status === 202 ? await look(0) : { state: 'refused' };
    const end = performance.now() + LONGEST_LOOK_MS;
    while (
      seen.state === 'planning' &&
      !couldNotBeStored() &&
      performance.now() < end
    ) {
      await aMoment();
      seen = await look(0);
    }
    const fits = seen.plan !== undefined;
    await makeRoom(knex);
    const late = status === 202 ? await look(30) : seen;
    if (late.state === 'planning') {
      const requests = await knex('plan_requests').select();
      throw new Error(
        `Nobody made the plan: ${JSON.stringify(requests)}\n${portal.log
          .slice(told)
          .join('\n')}`,
      );
    }
    // Refused where there was no room while it was asked for, or made: to ask again helps.
    const made = late.plan
      ? late
      : (await askForPlan('again').set('Prefer', 'wait=30')).body;
    expect(made).toMatchObject({ plan: { hash: expect.any(String) } });
    return fits;
  }

  it('makes the plan that was asked for when there is room, wherever the room ended', async () => {
    let fits = false;
    // With each page more the disk is full at a later statement; in the end all of the plan has room.
    for (let spare = 0; !fits; spare++) {
      fits = await planWith(spare);
    }
    expect(await portal.deploy('development', { force: true })).toMatchObject({
      status: 'succeeded',
    });
  });

  it('keeps a run that was under way: it ends when there is room', async () => {
    const { body: plan } = await askForPlan('slow').set('Prefer', 'wait=30');
    const { body: deployment } = await portal
      .as(MARIA)
      .post('/deployments', { planId: plan.id })
      .expect(201);
    const row = () => knex('deployments').where({ id: deployment.id }).first();
    while (!(await row()).started_at) {
      await aMoment();
    }
    await fill(knex);
    const couldNotBeStored = () =>
      portal.log.some(line =>
        /could not be stored yet|trying again/.test(line),
      );
    while (!couldNotBeStored() && !(await row()).finished_at) {
      await aMoment();
    }
    const { body } = await portal
      .as(MARIA)
      .get(`/deployments/${deployment.id}`)
      .expect(200);
    expect(['running', 'succeeded']).toContain(body.status);
    await makeRoom(knex);
    expect(await portal.ended(deployment.id)).toMatchObject({
      status: 'succeeded',
      failures: [],
    });
  });
});
