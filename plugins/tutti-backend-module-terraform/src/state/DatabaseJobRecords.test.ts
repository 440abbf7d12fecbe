import { TestDatabases } from '@backstage/backend-test-utils';
import { testSealing } from '../__testUtils__/sealing';
import { JobRecord, JobRecords, MemoryJobRecords } from '../runner';
import { openDatabase } from './database';
import { DatabaseJobRecords } from './DatabaseJobRecords';

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

const CANARY = 'canary-in-the-plan';
const token = (hash: string, lifetimeMs = 60_000) => ({ hash, lifetimeMs });
const record: JobRecord = {
  cluster: 'lab',
  namespace: 'works',
  name: 'tutti-work-1',
  accepts: [[0], [0, 2]],
};
const results = {
  codes: '0\n2\n',
  stopped: false,
  files: { 'plan.tfplan': Buffer.from(`${CANARY}\u0000\xff`, 'latin1') },
};

/** What the runner relies on of each kind of records. */
function recordsContract(open: () => Promise<JobRecords>): void {
  it('keep what is known of a work until it is removed', async () => {
    const records = await open();
    expect(await records.find('one')).toBeUndefined();
    await records.put('one', record, token('h1'));
    expect(await records.find('one')).toMatchObject({ ...record, made: false });
    await records.setMade('one');
    expect(await records.find('one')).toMatchObject({ ...record, made: true });
    await records.finish('one', results);
    expect((await records.find('one'))?.results).toEqual(results);
    await records.remove('one');
    await records.remove('one');
    expect(await records.find('one')).toBeUndefined();
    expect(await records.operationOf('tutti-work-1', 'h1')).toBeUndefined();
  });

  it('keep the first results', async () => {
    const records = await open();
    await records.put('one', record, token('h1'));
    await records.finish('one', results);
    await records.finish('one', { codes: '', stopped: true, files: {} });
    expect((await records.find('one'))?.results).toEqual(results);
  });

  it('know whose token it is, as long as it counts', async () => {
    const records = await open();
    await records.put('one', record, token('h1'));
    await records.put('two', { ...record, name: 'n2' }, token('h2'));
    await records.put('old', { ...record, name: 'n3' }, token('h3', 0));
    const whose = (name: string, hash: string) =>
      records.operationOf(name, hash);
    expect(await whose('tutti-work-1', 'h1')).toBe('one');
    expect(await whose('n2', 'h2')).toBe('two');
    expect(await whose('n2', 'h1')).toBeUndefined();
    expect(await whose('n3', 'h3')).toBeUndefined();
    await records.put('one', record, token('h4'));
    expect(await whose('tutti-work-1', 'h1')).toBeUndefined();
    expect(await whose('tutti-work-1', 'h4')).toBe('one');
  });
}

describe('records of Jobs in memory', () => {
  recordsContract(async () => new MemoryJobRecords());
});

describe.each(databases.eachSupportedId())('records of Jobs in %s', id => {
  const open = async () => {
    const knex = await databases.init(id);
    const db = await openDatabase({ getClient: async () => knex });
    const sealing = testSealing();
    return { db, records: new DatabaseJobRecords(db, async () => sealing) };
  };

  recordsContract(async () => (await open()).records);

  it('hold no results in clear', async () => {
    const { db, records } = await open();
    await records.put('one', record, token('h1'));
    await records.finish('one', results);
    const rows = JSON.stringify(await db('terraform_jobs').select('*'));
    for (const text of [CANARY, Buffer.from(CANARY).toString('base64')]) {
      expect(rows).not.toContain(text);
    }
  });
});
