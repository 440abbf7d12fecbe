import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Person, Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();
const SHOP = '/applications/shop';
const at = (environment: string) => `${SHOP}/environments/${environment}`;

describe.each(databases.eachSupportedId())('environments on %s', databaseId => {
  let portal: Portal;
  let knex: Knex;
  let maria: Person;

  beforeAll(async () => {
    ({ knex } = await openTestStore(databases, databaseId));
    portal = await startPortal({ knex });
    maria = portal.as(MARIA);
    for (const [name, value, secret] of [
      ['COLOUR', 'green', false],
      ['LIMIT', 3, false],
      ['TOKEN', 'canary-of-development', true],
    ] as const) {
      await maria
        .put(`${at('development')}/values/${name}`, { value, secret })
        .expect(204);
    }
  });

  afterAll(async () => {
    await portal?.stop();
  });

  const makeLike = (name: string, more: object = {}, type = 'development') =>
    maria.post(`${SHOP}/environments`, {
      name,
      type,
      from: { environment: 'development', values: ['COLOUR'] },
      ...more,
    });

  const values = async (environment: string) =>
    (await maria.get(`${at(environment)}/values`).expect(200)).body.items
      .filter(({ scope }: { scope: string }) => scope === 'environment')
      .map(({ name, value, secret }: Record<string, unknown>) =>
        secret ? `${name} secret` : `${name} ${value}`,
      );

  /** Plans that everything goes, with every consent that is asked for: what one frees asks for more. */
  async function planDestroying(environment: string) {
    for (let consent: object[] = []; ; ) {
      const { body } = await maria
        .post(`${at(environment)}/plans`, { destroy: true, consent })
        .expect(201);
      const { consents } = body.plan;
      if (consents.every(({ given }: { given: boolean }) => given)) {
        return body;
      }
      consent = consents.map(({ subject, action }: Record<string, string>) => ({
        subject,
        action,
      }));
    }
  }

  describe('one made like another', () => {
    it('has the chosen values, the given secrets and nothing else', async () => {
      const { body } = await makeLike('like', {
        secrets: { TOKEN: 'its own' },
      }).expect(201);
      expect(body).toMatchObject({ name: 'like', type: 'development' });
      expect(body.release).toBeUndefined();
      expect(await values('like')).toEqual(['COLOUR green', 'TOKEN secret']);
      const rows = await knex('environment_values').select('value');
      expect(JSON.stringify(rows)).not.toContain('its own');
    });

    it('may be asked for twice with one key, by the same person', async () => {
      const ask = (person: Person) =>
        person
          .post(`${SHOP}/environments`, { name: 'twice', type: 'development' })
          .set('Idempotency-Key', 'k');
      const { body: first } = await ask(maria).expect(201);
      const { body: second } = await ask(maria).expect(201);
      expect(second.id).toBe(first.id);
      await maria
        .post(`${SHOP}/environments`, { name: 'other', type: 'development' })
        .set('Idempotency-Key', 'k')
        .expect(409);
      await makeLike('twice').expect(409);
    });

    it.each([
      [
        'a secret',
        { from: { environment: 'development', values: ['TOKEN'] } },
        'TOKEN is a secret',
      ],
      [
        'a value that is not there',
        { from: { environment: 'development', values: ['COLOR'] } },
        "sets no value 'COLOR'; it sets: COLOUR, LIMIT",
      ],
      [
        'a value that is given as a secret too',
        { secrets: { COLOUR: 'x' } },
        'COLOUR is given under secrets too',
      ],
      [
        'a secret with a bad name',
        { secrets: { 'a b': 'x' } },
        'value must be',
      ],
    ])('nothing is made where it asks for %s', async (_, more, message) => {
      const { body } = await makeLike('half', more).expect(400);
      expect(body.error.message).toContain(message);
      await maria.get(at('half')).expect(404);
    });

    it('needs a source that is there, and that one may see', async () => {
      const from = { environment: 'nowhere', values: [] };
      await makeLike('half', { from }).expect(404);
    });

    it('needs the right to write secrets there for secrets', async () => {
      const { body } = await portal
        .as(JON)
        .post(`${SHOP}/environments`, {
          name: 'live',
          type: 'development',
          secrets: { TOKEN: 'x' },
        })
        .expect(403);
      expect(body.error.message).toContain('tutti.');
    });
  });

  describe('a destruction', () => {
    it('is a plan, then a run, and leaves an environment to remove', async () => {
      await makeLike('short', { secrets: { TOKEN: 'x' } }).expect(201);
      const { body: nothing } = await maria
        .post(`${at('short')}/plans`, { destroy: true })
        .expect(422);
      expect(nothing.problems).toMatchObject([{ code: 'NothingToDestroy' }]);

      const deployed = await portal.deploy('short');
      expect(deployed.status).toBe('succeeded');
      await maria.delete(at('short')).expect(409);

      const { plan, steps, release, id } = await planDestroying('short');
      expect(plan).toMatchObject({ destroys: true, deployable: true });
      expect(release.images).toEqual({});
      expect(
        new Set(steps.map(({ action }: { action: string }) => action)),
      ).toEqual(new Set(['destroy']));
      const { body: queued } = await maria
        .post('/deployments', { planId: id })
        .expect(201);
      expect(await portal.ended(queued.id)).toMatchObject({
        status: 'succeeded',
        destroys: true,
        previousSuccess: { number: deployed.number },
      });

      const { body: after } = await maria.get(at('short')).expect(200);
      expect(after).toMatchObject({
        destroyed: true,
        health: { status: 'empty' },
        lastDeployment: { destroys: true },
        allowed: { remove: { allowed: true }, deploy: { allowed: true } },
      });
      expect(after.release).toBeUndefined();
      expect(after.pendingChanges).toBe(2);
      const { body: resources } = await maria
        .get('/resources?application=shop&environment=short')
        .expect(200);
      expect(resources.items).toEqual([]);
    });

    it('can be undone by deploying again, with the images of before', async () => {
      const again = await portal.deploy('short');
      expect(again).toMatchObject({ status: 'succeeded' });
      const { id } = await planDestroying('short');
      const { body } = await maria
        .post('/deployments', { planId: id })
        .expect(201);
      await portal.ended(body.id);
    });

    it('is followed by a removal that leaves no row and frees the name', async () => {
      const [{ id }] = await knex('environments').where({ name: 'short' });
      await maria.delete(at('short')).expect(204);
      await maria.get(at('short')).expect(404);
      for (const table of [
        'plans',
        'deployments',
        'objects',
        'resources',
        'minted',
        'environment_values',
        'environment_secrets',
        'namespaces',
        'routes',
      ]) {
        expect([
          table,
          await knex(table).where({ environment_id: id }),
        ]).toEqual([table, []]);
      }
      await makeLike('short').expect(201);
    });

    it('takes nothing that it cannot mean', async () => {
      const { body } = await maria
        .post(`${at('development')}/plans`, { destroy: true, images: {} })
        .expect(400);
      expect(body.error.message).toContain('images: a plan that destroys');
    });

    it('is not for those who may only deploy', async () => {
      await portal.deploy('production');
      for (const [who, status] of [
        [JON, 403],
        [EVE, 403],
        [MARIA, 201],
      ] as const) {
        await portal
          .as(who)
          .post(`${at('production')}/plans`, { destroy: true })
          .expect(status);
      }
    });
  });

  it('one that files declare is removed there', async () => {
    const { body } = await maria.delete(at('development')).expect(409);
    expect(body.error.message).toContain(
      'declared in platform files: remove it there first',
    );
    const { body: shown } = await maria.get(at('development')).expect(200);
    expect(shown).toMatchObject({
      declared: true,
      allowed: { remove: { allowed: false } },
    });
  });
});
