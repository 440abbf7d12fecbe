import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { JON, MARIA } from '../__testUtils__/people';
import { Person, Portal, startPortal } from '../__testUtils__/portal';
import { Store } from '../store';

const databases = testDatabases();
const HOUR_MS = 60 * 60 * 1000;

describe.each(databases.eachSupportedId())(
  'a request with an Idempotency-Key on %s',
  databaseId => {
    let portal: Portal;
    let store: Store;
    let knex: Knex;
    let maria: Person;

    beforeAll(async () => {
      ({ store, knex } = await openTestStore(databases, databaseId));
      portal = await startPortal({ knex });
      maria = portal.as(MARIA);
    });

    afterAll(async () => {
      await portal?.stop();
    });

    const plan = (
      key: string,
      input: object = {},
      { person = maria, environment = 'development' } = {},
    ) =>
      person
        .post(`/applications/shop/environments/${environment}/plans`, input)
        .set('Idempotency-Key', key);
    const plans = async () =>
      Number((await knex('plans').count({ n: '*' }))[0].n);

    it('is done once, whoever answers, and answered alike', async () => {
      const before = await plans();
      const [first, second] = await Promise.all([plan('a'), plan('a')]);
      const third = await plan('a').expect(201);
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(second.body).toEqual(first.body);
      expect(third.body).toEqual(first.body);
      expect(third.headers['idempotency-replayed']).toBe('true');
      expect(await plans()).toBe(before + 1);
    });

    it('is a conflict where another request has the key: other body, other route', async () => {
      await plan('b').expect(201);
      const { body } = await plan('b', { force: true }).expect(409);
      expect(body.error.message).toMatch(/'b' was used for another request/);
      await maria
        .post('/platform/refresh')
        .set('Idempotency-Key', 'b')
        .expect(409);
    });

    it('has a key of its caller’s own', async () => {
      const { body: hers } = await plan('c').expect(201);
      const { body: his } = await plan(
        'c',
        {},
        { person: portal.as(JON), environment: 'production' },
      ).expect(201);
      expect(his.id).not.toBe(hers.id);
    });

    it('may be sent again after a refusal', async () => {
      await plan('d', { releaseId: 'none' }).expect(404);
      await plan('d', { force: true }).expect(201);
    });

    it('is done again by the next one where its replica was lost before it had answered', async () => {
      const request = { caller: 'ci', key: 'e', fingerprint: 'f' };
      const lost = await store.keptAnswers.begin(request, 0);
      expect(lost).toEqual({ attempt: expect.any(String) });
      expect(await store.keptAnswers.begin(request, 60_000)).toEqual({
        fingerprint: 'f',
      });
      const [one, other] = await Promise.all([
        store.keptAnswers.begin(request, 180_000),
        store.keptAnswers.begin(request, 180_000),
      ]);
      expect([one, other].filter(each => 'attempt' in each)).toHaveLength(1);
    });

    it('is forgotten after a day', async () => {
      const request = { caller: 'ci', key: 'g', fingerprint: 'f' };
      const first = await store.keptAnswers.begin(request, 0);
      await store.keptAnswers.keep(
        request,
        'attempt' in first ? first.attempt : 'none',
        { status: 204 },
      );
      expect(await store.keptAnswers.begin(request, 23 * HOUR_MS)).toEqual({
        fingerprint: 'f',
        status: 204,
      });
      expect(await store.keptAnswers.begin(request, 25 * HOUR_MS)).toEqual({
        attempt: expect.any(String),
      });
    });
  },
);
