import { mockServices } from '@backstage/backend-test-utils';
import { FenceLost } from '@tutti/engine';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { Store } from '../store';
import { DatabaseRunStore } from './DatabaseRunStore';
import { Lease } from './Lease';

const databases = testDatabases();
const LEASE_MS = 20_000;
const CLAIM = {
  deploymentId: 'd',
  environmentId: 'e',
  fence: 1,
  takeovers: 0,
};

const away = () => Object.assign(new Error('no'), { code: '57P03' });

/** A lease of which renewals go as told: each takes the next answer, the last one for ever. */
async function leaseThatIs(answers: (boolean | Error)[]) {
  const { knex, store } = await openTestStore(databases, 'SQLITE_3');
  const renew = async () => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) {
      throw answer;
    }
    return answer ?? false;
  };
  const told: Store = Object.assign(Object.create(store), {
    leases: Object.assign(Object.create(store.leases), { renew }),
  });
  await knex.destroy();
  jest.useFakeTimers();
  const logger = mockServices.logger.mock();
  return new Lease(told, CLAIM, LEASE_MS, logger, performance.now());
}

describe('a lease', () => {
  afterEach(() => jest.useRealTimers());

  it('that is renewed in time never fails', async () => {
    const lease = await leaseThatIs([true]);
    await jest.advanceTimersByTimeAsync(5 * LEASE_MS);
    expect(lease.fails).toBe(false);
    lease.stop();
  });

  it('that could not be renewed for a while has failed, also when it is renewed in the end', async () => {
    const lease = await leaseThatIs([away(), away(), true]);
    await jest.advanceTimersByTimeAsync(LEASE_MS);
    expect(lease.lost.aborted).toBe(false);
    expect(lease.leftMs()).toBeGreaterThan(LEASE_MS / 2);
    expect(lease.fails).toBe(true);
    lease.stop();
  });

  it('that nobody renews is lost', async () => {
    const lease = await leaseThatIs([away()]);
    await jest.advanceTimersByTimeAsync(LEASE_MS);
    expect(lease.lost.aborted).toBe(true);
  });
});

describe('the memory of a run while the database is away', () => {
  const TARGET = {
    name: 'sandbox',
    driver: 'kubernetes',
    cluster: 'sandbox',
    namespace: 'shop',
  };

  /** @param silent - Told how often it was asked. */
  async function memory(silent: (asked: number) => boolean) {
    const { knex, store } = await openTestStore(databases, 'SQLITE_3');
    await knex.destroy();
    let asked = 0;
    const told: Store = Object.assign(Object.create(store), {
      now: async () => {
        asked += 1;
        if (silent(asked)) {
          throw away();
        }
        return asked;
      },
    });
    const logger = mockServices.logger.mock();
    const lease = new Lease(told, CLAIM, LEASE_MS, logger, performance.now());
    return {
      lease,
      runStore: new DatabaseRunStore(told, lease, TARGET, () => {}),
    };
  }

  it('asks again for as long as the lease lasts, and fails no step', async () => {
    const { lease, runStore } = await memory(asked => asked < 7);
    expect(await runStore.now()).toBe(7);
    lease.stop();
  });

  it('gives the run away when the lease ends first', async () => {
    const { lease, runStore } = await memory(asked => {
      if (asked === 2) {
        lease.giveUp();
      }
      return true;
    });
    await expect(runStore.now()).rejects.toThrow(FenceLost);
  });
});
