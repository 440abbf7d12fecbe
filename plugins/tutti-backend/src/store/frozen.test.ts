import { PLAN_FORMAT } from '@tutti/engine';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';

jest.setTimeout(30_000);

const databases = testDatabases();
const line = (message: string) =>
  ({ type: 'log', at: 1, level: 'info', message } as const);

/** One process owns a SQLite file: there is nobody whom a frozen one could hold up. */
const onPostgres = databases.supports('POSTGRES_18') ? describe : describe.skip;

onPostgres('a process that froze in the middle of a write', () => {
  it('loses its locks, and what it wrote by then', async () => {
    const { store, knex } = await openTestStore(databases, 'POSTGRES_18');
    await seed(store, { deploymentsEach: 1 });
    const claim = (owner: string, leaseMs: number) =>
      store.leases.claim(owner, leaseMs, PLAN_FORMAT);
    const first = await claim('frozen', 0);
    if (!first) {
      throw new Error('Nothing was claimed');
    }
    let held = () => {};
    const holding = new Promise<void>(resolve => {
      held = resolve;
    });
    let thaw = () => {};
    const frozen = store
      .fenced(first, async tx => {
        await tx.events.append(first.deploymentId, [line('half-written')]);
        held();
        await new Promise<void>(resolve => {
          thaw = resolve;
        });
      })
      .then(
        () => 'written',
        () => 'refused',
      );
    await holding;
    expect(await claim('other', 20_000)).toBeUndefined();

    let second = await claim('other', 20_000);
    while (!second) {
      await new Promise(resolve => setTimeout(resolve, 100));
      second = await claim('other', 20_000);
    }
    expect(second.takeovers).toBe(1);
    const { deploymentId } = second;
    await store.fenced(second, tx =>
      tx.events.append(deploymentId, [line('whole')]),
    );
    thaw();
    expect(await frozen).toBe('refused');
    expect(await knex('events').select('event')).toEqual([
      { event: JSON.stringify(line('whole')) },
    ]);
  });
});
