import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseManager } from '@backstage/backend-defaults/database';
import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { Secret } from '@tutti/engine';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { resource, seed } from '../__testUtils__/records';
import { Sealer, SealingKey } from '../sealing';
import { isPostgres, openDatabase, Store } from '../store';
import { resealAll } from './resealAll';
import { resealCommand } from './resealCommand';

const databases = testDatabases();
const next: SealingKey = { id: 'next', key: randomBytes(32) };
const CANARY = 'canary-under-seal';

/** Something in every sealed column, and more secrets than are read at once. */
async function fill(store: Store): Promise<void> {
  const { applicationId, environmentIds } = await seed(store);
  const [environmentId] = environmentIds;
  await store.keys.findOrAdd('digest');
  await store.resources.save(
    environmentId,
    'sandbox',
    resource('db-1', CANARY),
  );
  await store.generatedValues.findOrAdd({
    environmentId,
    resourceId: 'db-1',
    name: 'app',
    kind: 'password',
    generation: 1,
  });
  for (let count = 0; count < 250; count += 1) {
    await store.secrets.put({ applicationId }, 'TOKEN', new Secret(CANARY), {
      at: count,
      who: 'me',
    });
  }
}

/** All text of all tables. */
async function everything(knex: Knex): Promise<string> {
  const tables = isPostgres(knex)
    ? (
        await knex('pg_tables')
          .where('schemaname', 'public')
          .select('tablename as name')
      ).map(({ name }) => name)
    : await knex('sqlite_master').where({ type: 'table' }).pluck('name');
  expect(tables.length).toBeGreaterThan(20);
  const rows = [];
  for (const table of tables) {
    rows.push(await knex(table).select('*'));
  }
  return JSON.stringify(rows);
}

describe.each(databases.eachSupportedId())(
  'sealing everything anew, on %s',
  databaseId => {
    it('leaves nothing that the old key sealed, and says when it can go', async () => {
      const { knex, key, store } = await openTestStore(databases, databaseId);
      await fill(store);
      expect(await everything(knex)).toContain(`s1:${key.id}:`);
      const said: string[] = [];
      const both = new Store(knex, new Sealer([next, key]));
      expect(await resealAll(both, [next, key], line => said.push(line))).toBe(
        true,
      );
      const text = await everything(knex);
      expect(text).not.toContain(`s1:${key.id}:`);
      expect(text).not.toContain(CANARY);
      expect(said).toEqual([
        "Sealed with 'next'; opened with 'test' too.",
        'keys.key_sealed: 1 sealed with another key',
        'resources.inputs_sealed: 1 sealed with another key',
        'resources.outputs_sealed: 1 sealed with another key',
        'resources.state_sealed: 1 sealed with another key',
        'generated_values.value_sealed: 1 sealed with another key',
        'environment_secrets.value_sealed: 250 sealed with another key',
        'keys.key_sealed: 1 sealed anew',
        'resources.inputs_sealed: 1 sealed anew',
        'resources.outputs_sealed: 1 sealed anew',
        'resources.state_sealed: 1 sealed anew',
        'generated_values.value_sealed: 1 sealed anew',
        'environment_secrets.value_sealed: 250 sealed anew',
        "255 sealed anew; everything is sealed with 'next'. When every replica has 'next' first in tutti.sealing.keys, 'test' can be dropped there. Backups of before still need it.",
      ]);
      const alone = new Store(knex, new Sealer([next]));
      expect(await resealAll(alone, [next], () => {})).toBe(true);
    });

    it('goes on where it was ended', async () => {
      const { knex, key, store } = await openTestStore(databases, databaseId);
      await fill(store);
      const sealer = new Sealer([next, key]);
      const seal = jest.spyOn(sealer, 'seal');
      const ended = new Error('ended');
      for (let count = 0; count < 100; count += 1) {
        seal.mockImplementationOnce((text, place) =>
          new Sealer([next]).seal(text, place),
        );
      }
      seal.mockImplementationOnce(() => {
        throw ended;
      });
      const both = new Store(knex, sealer);
      await expect(resealAll(both, [next, key], () => {})).rejects.toBe(ended);
      seal.mockRestore();
      const said: string[] = [];
      expect(await resealAll(both, [next, key], line => said.push(line))).toBe(
        true,
      );
      expect(said.at(-1)).toMatch(/^155 sealed anew;/);
    });

    it('drops no key while a replica still seals with the old one', async () => {
      const { knex, key, store } = await openTestStore(databases, databaseId);
      await fill(store);
      const both = new Store(knex, new Sealer([next, key]));
      const said: string[] = [];
      jest.spyOn(both, 'reseal').mockImplementation(async tell => {
        const count = await Store.prototype.reseal.call(both, tell);
        const [{ id }] = await knex('applications').select('id');
        await store.secrets.put(
          { applicationId: id },
          'LATE',
          new Secret(CANARY),
          { at: 1, who: 'old replica' },
        );
        return count;
      });
      expect(await resealAll(both, [next, key], line => said.push(line))).toBe(
        false,
      );
      expect(said.at(-1)).toBe(
        "1 were sealed with another key meanwhile: a replica still has that one first in tutti.sealing.keys. Put 'next' first everywhere, then run this again. Drop no key.",
      );
    });

    it('names the key that is missing', async () => {
      const { knex, store } = await openTestStore(databases, databaseId);
      await fill(store);
      await expect(
        resealAll(new Store(knex, new Sealer([next])), [next], () => {}),
      ).rejects.toThrow(
        "was sealed with key 'test', which tutti.sealing.keys does not have",
      );
    });
  },
);

describe('the command', () => {
  const old: SealingKey = { id: 'old', key: randomBytes(32) };
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tutti-reseal-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function configured(...keys: SealingKey[]) {
    const data = {
      backend: {
        database: {
          client: 'better-sqlite3',
          connection: { directory: folder },
        },
      },
      tutti: {
        sealing: {
          keys: keys.map(({ id, key }) => ({
            id,
            key: key.toString('base64'),
          })),
        },
      },
    };
    const file = join(folder, 'app-config.yaml');
    await writeFile(file, JSON.stringify(data));
    return { file, data };
  }

  const databaseOf = (data: JsonObject) =>
    openDatabase(
      DatabaseManager.fromConfig(mockServices.rootConfig({ data })).forPlugin(
        'tutti',
        {
          logger: mockServices.logger.mock(),
          lifecycle: mockServices.lifecycle.mock(),
        },
      ),
    );

  async function run(...argv: string[]) {
    let text = '';
    const code = await resealCommand(argv, {
      write: (some: string | Uint8Array) => {
        text += some;
        return true;
      },
    });
    return { code, text };
  }

  it('finds the database and the keys as the backend does', async () => {
    const { data } = await configured(old);
    const knex = await databaseOf(data);
    await fill(new Store(knex, new Sealer([old])));
    const { file } = await configured(next, old);
    const { code, text } = await run('--config', file);
    expect(text).toContain("255 sealed anew; everything is sealed with 'next'");
    expect(code).toBe(0);
    expect(text).not.toContain(CANARY);
    expect(await everything(knex)).not.toContain('s1:old:');
    await knex.destroy();
  });

  it('makes no tables where there are none', async () => {
    const { file } = await configured(next, old);
    const { code, text } = await run('--config', file);
    expect(code).toBe(2);
    expect(text).toContain('has no tables of Tutti');
  });

  it('says what is wrong with the keys, and shows none', async () => {
    const { data } = await configured(old);
    await (await databaseOf(data)).destroy();
    const short = Buffer.from('short');
    const { file } = await configured({ id: 'short', key: short });
    const { code, text } = await run('--config', file);
    expect(code).toBe(2);
    expect(text).toContain('tutti.sealing.keys[0].key must be 32 bytes');
    expect(text).not.toContain(short.toString('base64'));
  });
});
