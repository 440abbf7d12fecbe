import { readdir } from 'node:fs/promises';
import { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/databases';
import {
  MIGRATIONS,
  openRecording,
  Recording,
} from '../__testUtils__/recordings';
import { inOrder, readTables, Row } from '../__testUtils__/tables';

jest.setTimeout(60_000);

const NAME = '20261129200000_intentions.js';
/** The errors of SQLite are of another realm than those of the test. */
const NOT_UNIQUE = { message: expect.stringMatching(/unique/i) };
const databases = testDatabases();

/** Of a database that was in use: the recordings of the upgrade test have rows in all of these. */
describe.each(databases.eachSupportedId())(
  'deployments without a plan, in a database of before on %s',
  databaseId => {
    let recording: Recording;
    let knex: Knex;
    let before: Record<string, Row[]>;

    beforeEach(async () => {
      recording = await openRecording(databases, '9e919fe', databaseId);
      ({ knex } = recording);
      const earlier = (await readdir(MIGRATIONS))
        .filter(name => name < NAME)
        .sort();
      const [done] = await knex.migrate.list({ directory: MIGRATIONS });
      for (const name of earlier.slice(done.length)) {
        await knex.migrate.up({ directory: MIGRATIONS, name });
      }
      before = await allRows();
      await knex.migrate.up({ directory: MIGRATIONS, name: NAME });
    });

    afterEach(async () => {
      await recording?.remove();
    });

    async function allRows(): Promise<Record<string, Row[]>> {
      return Object.fromEntries(
        Object.entries(await readTables(knex)).map(([name, { rows }]) => [
          name,
          rows,
        ]),
      );
    }

    it('loses no row and changes none', async () => {
      const after = await allRows();
      expect(before.deployments.length).toBeGreaterThan(3);
      expect(before.steps.length).toBeGreaterThan(20);
      expect(before.events.length).toBeGreaterThan(20);
      for (const [table, rows] of Object.entries(before)) {
        const columns = Object.keys(rows[0] ?? {});
        expect({
          table,
          rows: inOrder(after[table].map(row => pick(row, columns))),
        }).toEqual({ table, rows });
      }
    });

    it('keeps what is needed of the plan, and tells where each event happened', async () => {
      const plans = await knex('plans');
      for (const deployment of await knex('deployments')) {
        const plan = plans.find(({ id }) => id === deployment.plan_id);
        expect(deployment).toMatchObject({
          target: plan.target,
          given_images: plan.given_images,
          plan_hash: plan.hash,
        });
      }
      const environments = await knex('environments');
      const deployments = await knex('deployments');
      for (const event of await knex('events')) {
        const deployment = deployments.find(
          ({ id }) => id === event.deployment_id,
        );
        expect(event).toMatchObject({
          environment_id: deployment.environment_id,
          application_id: environments.find(
            ({ id }) => id === deployment.environment_id,
          ).application_id,
        });
      }
    });

    it('a deployment outlives its plan, its steps and events do not outlive it', async () => {
      const [{ id, plan_id: planId }] = await knex('deployments');
      await knex('plans').where({ id: planId }).delete();
      expect(await knex('deployments').where({ id }).first()).toMatchObject({
        plan_id: null,
        target: expect.stringContaining('sandbox'),
      });
      await knex('deployments').where({ id }).delete();
      for (const table of ['steps', 'events']) {
        expect(await knex(table).where({ deployment_id: id })).toEqual([]);
      }
      expect(await knex('deployments')).toHaveLength(
        before.deployments.length - 1,
      );
    });

    it('still runs a plan once, and one deployment at a time in an environment', async () => {
      const [first, second] = await knex('deployments')
        .where({ status: 'succeeded' })
        .orderBy('id');
      const changeFirst = (columns: object) =>
        knex('deployments').where({ id: first.id }).update(columns);
      await expect(
        changeFirst({ plan_id: second.plan_id }),
      ).rejects.toMatchObject(NOT_UNIQUE);
      const active = await knex('deployments')
        .where({ status: 'running' })
        .first();
      await changeFirst({
        environment_id: active.environment_id,
        number: 99,
      });
      await expect(changeFirst({ status: 'running' })).rejects.toMatchObject(
        NOT_UNIQUE,
      );
      await expect(
        changeFirst({ number: active.number }),
      ).rejects.toMatchObject(NOT_UNIQUE);
    });

    it('goes back while every deployment has its plan', async () => {
      await knex.migrate.down({ directory: MIGRATIONS, name: NAME });
      expect(await allRows()).toEqual(before);
      const [{ plan_id: id }] = await knex('deployments');
      await knex('plans').where({ id }).delete();
      expect(await knex('deployments')).toHaveLength(
        before.deployments.length - 1,
      );
    });

    it('does not go back once there is a deployment without a plan', async () => {
      await knex('plans').delete();
      await expect(
        knex.migrate.down({ directory: MIGRATIONS, name: NAME }),
      ).rejects.toThrow('Restore a backup from before the upgrade');
      expect(await knex('deployments')).toHaveLength(before.deployments.length);
    });
  },
);

function pick(row: Row, columns: string[]): Row {
  return Object.fromEntries(
    Object.entries(row).filter(([column]) => columns.includes(column)),
  );
}
