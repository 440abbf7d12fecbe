import { mockServices } from '@backstage/backend-test-utils';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { Wakeups } from '../services';
import { CancelWatch } from './CancelWatch';

const databases = testDatabases();

it('a run that was taken over here is still heard of when the one before it lets go', async () => {
  const { store } = await openTestStore(databases, 'SQLITE_3');
  const cancelled = new Set<string>();
  store.deployments.cancelling = async ids =>
    ids.filter(id => cancelled.has(id));
  const wakeups = new Wakeups();
  const watch = new CancelWatch({
    store,
    wakeups,
    logger: mockServices.logger.mock(),
  });
  const before = watch.of('deployment-1');
  const after = watch.of('deployment-1');
  before.forget();
  cancelled.add('deployment-1');
  const heard = new Promise(resolve => {
    after.signal.addEventListener('abort', resolve);
  });
  wakeups.notify();
  await heard;
  expect(before.signal.aborted).toBe(false);
  after.forget();
});
