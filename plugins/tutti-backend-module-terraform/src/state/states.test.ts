import { createHash } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import { openWorld, World } from '../__testUtils__/world';
import { StateCaller } from './StateStore';

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

const WRITER: StateCaller = {
  operationId: 'op-1',
  resourceId: 'res-1',
  access: 'write',
};
const state = (serial: number, lineage = 'line-a') =>
  JSON.stringify({ version: 4, lineage, serial, outputs: {}, resources: [] });
const lockInfo = (id: string) => JSON.stringify({ ID: id, Who: 'somebody' });

describe.each(databases.eachSupportedId())(
  'states as the tool asks for them, on %s',
  databaseId => {
    let world: World;
    const ask = async (
      method: string,
      path: string,
      given: { as?: [string, string]; body?: string; md5?: string } = {},
    ) => {
      const answer = await fetch(`${world.url}${path}`, {
        method,
        ...(given.body !== undefined && { body: given.body }),
        headers: {
          ...(given.as && {
            authorization: `Basic ${Buffer.from(given.as.join(':')).toString(
              'base64',
            )}`,
          }),
          ...(given.md5 !== undefined && { 'content-md5': given.md5 }),
        },
      });
      return { status: answer.status, text: await answer.text() };
    };
    const token = async (
      more: Partial<StateCaller> = {},
      lifetimeMs = 60_000,
    ): Promise<[string, string]> => {
      const caller = { ...WRITER, ...more };
      return [caller.operationId, await world.states.issue(caller, lifetimeMs)];
    };

    beforeEach(async () => {
      world = await openWorld(await databases.init(databaseId));
    });
    afterEach(() => world.stop());

    it('belong to the operation that has the token, and are absent for others', async () => {
      const as = await token();
      const other = await token({ operationId: 'op-2', resourceId: 'res-2' });
      expect((await ask('GET', '/res-1')).status).toBe(401);
      expect(
        (await ask('GET', '/res-1', { as: ['op-1', 'guess'] })).status,
      ).toBe(401);
      expect((await ask('GET', '/res-1', { as: other })).status).toBe(404);
      expect((await ask('GET', '/res-1', { as })).status).toBe(404);
      expect((await ask('POST', '/res-1', { as, body: state(1) })).status).toBe(
        200,
      );
      expect(await ask('GET', '/res-1', { as })).toEqual({
        status: 200,
        text: state(1),
      });
      // What lies in the database shows neither the token nor the state.
      const rows = JSON.stringify([
        await world.db('terraform_tokens'),
        await world.db('terraform_states').select('state_sealed'),
      ]);
      expect(rows).not.toContain(as[1]);
      expect(rows).not.toContain('resources');
    });

    it('are only read by who only plans', async () => {
      const as = await token({ access: 'read' });
      expect((await ask('POST', '/res-1', { as, body: state(1) })).status).toBe(
        403,
      );
      expect(
        (await ask('LOCK', '/res-1', { as, body: lockInfo('l-1') })).status,
      ).toBe(403);
    });

    it('are written by one operation at a time; who holds the lock may always write', async () => {
      const as = await token();
      const other = await token({ operationId: 'op-2' });
      await ask('LOCK', '/res-1', { as, body: lockInfo('l-1') });
      expect(
        await ask('LOCK', '/res-1', { as: other, body: lockInfo('l-2') }),
      ).toEqual({ status: 423, text: lockInfo('l-1') });
      expect(
        (await ask('POST', '/res-1?ID=l-2', { as: other, body: state(1) }))
          .status,
      ).toBe(423);
      // The time of its token is over.
      await world.db('terraform_tokens').update({ expires_at: 1 });
      expect(
        (await ask('POST', '/res-1?ID=l-1', { as, body: state(1) })).status,
      ).toBe(200);
      expect((await ask('UNLOCK', '/res-1', { as })).status).toBe(200);
      expect((await ask('GET', '/res-1', { as })).status).toBe(401);
    });

    it('are locked again by the same operation, which goes on', async () => {
      const as = await token();
      await ask('LOCK', '/res-1', { as, body: lockInfo('l-1') });
      expect(
        (await ask('LOCK', '/res-1', { as, body: lockInfo('l-2') })).status,
      ).toBe(200);
      expect(await world.states.lockOf('res-1')).toMatchObject({
        operationId: 'op-1',
        lockId: 'l-2',
      });
    });

    it('never go back, and never become those of something else', async () => {
      const as = await token();
      await ask('POST', '/res-1', { as, body: state(5) });
      const older = await ask('POST', '/res-1', { as, body: state(4) });
      expect(older.status).toBe(409);
      expect(
        (await ask('POST', '/res-1', { as, body: state(6, 'line-b') })).status,
      ).toBe(409);
      expect(
        (await ask('POST', '/res-1', { as, body: 'no state' })).status,
      ).toBe(400);
      expect(await world.states.version('res-1')).toBe('line-a/5');
    });

    it('that arrive damaged are not kept', async () => {
      const as = await token();
      const md5 = createHash('md5').update(state(2)).digest('base64');
      expect(
        (await ask('POST', '/res-1', { as, body: state(1), md5 })).status,
      ).toBe(400);
      expect(
        (await ask('POST', '/res-1', { as, body: state(2), md5 })).status,
      ).toBe(200);
    });

    it('are kept in their last versions', async () => {
      const as = await token();
      for (let serial = 1; serial <= 5; serial++) {
        await ask('POST', '/res-1', { as, body: state(serial) });
      }
      const kept = await world
        .db('terraform_states')
        .orderBy('number')
        .pluck('serial');
      expect(kept).toEqual([3, 4, 5]);
      expect((await world.states.read('res-1'))?.text).toBe(state(5));
    });

    it('unlocked by force are not written any more by who had the lock', async () => {
      const as = await token();
      await ask('LOCK', '/res-1', { as, body: lockInfo('l-1') });
      expect(await world.states.forceUnlock('res-1')).toMatchObject({
        operationId: 'op-1',
      });
      expect(
        (await ask('POST', '/res-1?ID=l-1', { as, body: state(1) })).status,
      ).toBe(401);
    });

    it('of an operation that is given up can be locked no more; of one at work they stay', async () => {
      const as = await token();
      expect(await world.states.revokeUnlessLocked(WRITER)).toBe(true);
      expect(
        (await ask('LOCK', '/res-1', { as, body: lockInfo('l-1') })).status,
      ).toBe(401);
      const again = await token();
      await ask('LOCK', '/res-1', { as: again, body: lockInfo('l-1') });
      expect(await world.states.revokeUnlessLocked(WRITER)).toBe(false);
      expect(
        (await ask('POST', '/res-1', { as: again, body: state(1) })).status,
      ).toBe(200);
    });

    it('keep no token and no plan beyond its time, except of who holds a lock', async () => {
      const holder = await token();
      await ask('LOCK', '/res-1', { as: holder, body: lockInfo('l-1') });
      await token({ operationId: 'op-2', resourceId: 'res-2' });
      await token({ operationId: 'op-3', resourceId: 'res-3' });
      await world
        .db('terraform_tokens')
        .whereNot({ operation_id: 'op-3' })
        .update({ expires_at: 1 });
      await world.states.purgeTokens();
      expect(
        await world
          .db('terraform_tokens')
          .orderBy('operation_id')
          .pluck('operation_id'),
      ).toEqual(['op-1', 'op-3']);

      const basis = { inputs: 'i', module: 'm', state: 'none' };
      const plan = { file: Buffer.from('plan'), shown: '{}' };
      await world.plans.keep('old', basis, plan);
      await world.db('terraform_plans').update({ created_at: 1 });
      await world.plans.keep('new', basis, plan);
      await world.plans.purge();
      expect(await world.plans.find('old', basis)).toBeUndefined();
      expect(await world.plans.find('new', basis)).toEqual(plan);
      expect(await world.plans.find('new', { ...basis, state: 'x/1' })).toBe(
        undefined,
      );
    });

    it('left behind by a tool are kept, once', async () => {
      await world.states.write(WRITER, state(1), undefined);
      await world.states.writeIfNewer(WRITER, state(3));
      await world.states.writeIfNewer(WRITER, state(3));
      await world.states.writeIfNewer(WRITER, state(2));
      expect(await world.states.version('res-1')).toBe('line-a/3');
      expect(await world.db('terraform_states')).toHaveLength(2);
    });
  },
);
