import { readdirSync } from 'node:fs';
import { testDatabases } from './__testUtils__/databases';
import {
  MIGRATIONS,
  openRecording,
  Recording,
} from './__testUtils__/recordings';
import { fillTables, readTables, Table } from './__testUtils__/tables';

jest.setTimeout(60_000);

const databases = testDatabases();
const [FIRST, ...LATER] = readdirSync(MIGRATIONS).sort();

type Tables = Record<string, Table>;

/** Tables whose rows are others once a migration was taken back and came again, and why. */
const NOT_THE_SAME: Record<string, string[]> = {
  // What it learned of the cluster stays: its table goes with the migration before.
  '20261129140000_deployed_routes.js': ['routes'],
  // The graph of a plan stays away, and with it the params that its steps show.
  '20261129163000_plan_steps.js': ['plans', 'plan_steps'],
};

/**
 * Of a database that was in use, with rows of then and one more in whatever is empty: each migration comes after
 * those before it, is taken back, and comes again.
 */
describe.each(databases.eachSupportedId())('migrations on %s', databaseId => {
  let recording: Recording;
  let before: Tables;

  beforeAll(async () => {
    recording = await openRecording(databases, '9e919fe', databaseId);
    before = await filled();
  });

  afterAll(() => recording?.remove());

  const migrate = (way: 'up' | 'down', name: string) =>
    recording.knex.migrate[way]({ directory: MIGRATIONS, name });

  async function filled(): Promise<Tables> {
    await fillTables(recording.knex);
    return readTables(recording.knex);
  }

  it('begin where databases of then are', async () => {
    const [done] = await recording.knex.migrate.list({ directory: MIGRATIONS });
    expect(done).toMatchObject([{ name: FIRST }]);
    expect(before.deployments.rows.length).toBeGreaterThan(3);
    expect(before.minted.rows.length).toBeGreaterThan(0);
  });

  it.each(LATER)('%s', async name => {
    const was = before;
    await migrate('up', name);
    const after = await filled();
    await migrate('down', name);
    const back = await readTables(recording.knex);
    await migrate('up', name);
    before = await filled();
    expect(without(name, back)).toEqual(without(name, was));
    expect(without(name, before)).toEqual(without(name, after));
  });
});

/** Without rows that need not be the same. */
function without(migration: string, tables: Tables): Tables {
  const others = NOT_THE_SAME[migration] ?? [];
  return Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [
      name,
      others.includes(name) ? { ...table, rows: [] } : table,
    ]),
  );
}
