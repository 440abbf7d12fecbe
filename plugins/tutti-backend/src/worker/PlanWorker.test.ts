import { mockServices } from '@backstage/backend-test-utils';
import {
  openTestStore,
  testDatabases,
  TestStore,
} from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import { Wakeups } from '../services';
import { moveClock } from '../store';
import { PlanMaker } from './PlanMaker';
import { PlanWorker } from './PlanWorker';

const databases = testDatabases();

describe.each(databases.eachSupportedId())('a plan worker on %s', id => {
  let test: TestStore;

  beforeEach(async () => {
    test = await openTestStore(databases, id);
    const { environmentIds } = await seed(test.store);
    await test.store.planRequests.add({
      id: 'plan-1',
      environmentId: environmentIds[0],
      input: {},
      consenting: { data: { allowed: true }, foreign: { allowed: true } },
      requestedBy: 'user:default/maria',
      requestedAt: await test.store.now(),
    });
  });

  afterEach(async () => {
    await test.knex.destroy();
  });

  /** One whose plans are never made. */
  function worker(leaseMs: number) {
    let begin: (signal: AbortSignal) => void = () => {};
    const begun = new Promise<AbortSignal>(resolve => {
      begin = resolve;
    });
    const make: PlanMaker['make'] = (_claim, signal) =>
      new Promise(resolve => {
        signal.addEventListener('abort', () => resolve());
        begin(signal);
      });
    const made = new PlanWorker(
      {
        store: test.store,
        maker: Object.assign(Object.create(PlanMaker.prototype), { make }),
        wakeups: new Wakeups(),
        logger: mockServices.logger.mock(),
      },
      { plans: 2, leaseMs, pollMs: 50 },
      'this one',
    );
    made.start();
    return { made, begun };
  }

  it('that stops in good order puts back what it has not finished, as if it had never had it', async () => {
    const { made, begun } = worker(3_600_000);
    await begun;
    expect(await test.store.planRequests.claim('other', 1)).toBeUndefined();
    await made.stop();
    expect(await test.store.planRequests.claim('other', 1)).toMatchObject({
      request: { id: 'plan-1' },
      attempt: 1,
    });
  });

  it('that stood still for longer than its lease goes on with what it has, and begins nothing twice', async () => {
    const { made, begun } = worker(3_600_000);
    const signal = await begun;
    moveClock(test.knex, 7_200_000);
    const claim = jest.spyOn(test.store.planRequests, 'claim');
    while (claim.mock.results.length < 2) {
      await new Promise(setImmediate);
    }
    await Promise.all(claim.mock.results.map(({ value }) => value));
    const { attempts } = await test.knex('plan_requests').first('attempts');
    expect(attempts).toBe(1);
    expect(signal.aborted).toBe(false);
    await made.stop();
  });

  it('that lost its lease to another one gives up', async () => {
    const { made, begun } = worker(400);
    const signal = await begun;
    moveClock(test.knex, 3_600_000);
    let taken = await test.store.planRequests.claim('other', 3_600_000);
    // Unless it was renewed in the same moment: then it is this one's for a while longer.
    while (!taken) {
      moveClock(test.knex, 3_600_000);
      taken = await test.store.planRequests.claim('other', 3_600_000);
    }
    expect(taken.attempt).toBe(2);
    await new Promise(resolve => {
      if (signal.aborted) resolve(undefined);
      signal.addEventListener('abort', resolve);
    });
    await made.stop();
    // What the other one has stays the other one's.
    expect(await test.store.planRequests.renew(taken, 1)).toBe(true);
  });
});
