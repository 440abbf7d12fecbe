import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { JsonObject } from '@backstage/types';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import { Gates } from '../line';
import { Wakeups } from '../services/Wakeups';
import { moveClock } from '../store';
import { Announcer } from './Announcer';
import { readNotificationRules } from './config';
import { Letters } from './Letters';
import { Notifier } from './Notifier';

const databases = testDatabases();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Whenever the test runs it is quiet, for two weeks. */
const ALWAYS_QUIET = { quiet: [{ from: '00:00', to: '24:00' }] };

/** Deployments that failed, and who tells of them. */
async function scene(
  databaseId: Parameters<typeof openTestStore>[1],
  settings: JsonObject = {},
  count = 5,
) {
  const { knex, store } = await openTestStore(databases, databaseId);
  await seed(store, { deploymentsEach: count });
  await knex('deployments').update({
    status: 'failed',
    requested_by: 'user:default/maria',
  });
  const ids: string[] = await knex('deployments').orderBy('number').pluck('id');
  const logger = mockServices.logger.mock();
  const sent: NotificationSendOptions[] = [];
  const send = jest.fn(async (one: NotificationSendOptions) => {
    sent.push(one);
  });
  const rulesOf = (notifications: JsonObject) =>
    readNotificationRules(new ConfigReader({ tutti: { notifications } }));
  const rules = rulesOf(settings);
  const wakeups = new Wakeups();
  const letters = new Letters({
    store,
    gates: Object.assign(Object.create(Gates.prototype), {
      deciders: async () => [],
    }),
    platformSecrets: {},
  });
  const notifier = new Notifier({ store, letters, rules, wakeups, logger });
  const replica = (configured = settings) =>
    new Announcer({
      store,
      letters,
      rules: rulesOf(configured),
      notifications: { send },
      wakeups,
      logger,
      pollMs: 60_000,
    });
  return {
    knex,
    store,
    ids,
    logger,
    notifier,
    replica,
    send,
    titles: () => sent.splice(0).map(({ payload }) => payload.title),
    async tell(...which: string[]) {
      for (const deploymentId of which) {
        notifier.tell({ kind: 'ended', deploymentId });
      }
      await notifier.idle();
    },
  };
}

describe.each(databases.eachSupportedId())(
  'what people are told, on %s',
  databaseId => {
    it('the first at once, and what follows together when the time is over', async () => {
      const { knex, ids, tell, replica, titles } = await scene(databaseId);
      const announcer = replica();
      await tell(ids[0]);
      await announcer.look();
      expect(titles()).toEqual([expect.stringMatching(/ failed$/)]);
      await tell(...ids.slice(1));
      await announcer.look();
      expect(titles()).toEqual([]);
      moveClock(knex, 5 * MINUTE);
      await announcer.look();
      expect(titles()).toEqual(['4 deployments failed']);
      // The next ones are gathered again.
      await tell(ids[0], ids[1]);
      await announcer.look();
      expect(titles()).toEqual([]);
      moveClock(knex, 5 * MINUTE);
      await announcer.look();
      expect(titles()).toEqual(['2 deployments failed']);
      expect(await knex('notices')).toEqual([]);
    });

    it('each by itself where nothing is gathered', async () => {
      const { ids, tell, replica, titles } = await scene(databaseId, {
        gatherFor: { seconds: 0 },
      });
      const announcer = replica();
      for (const id of ids.slice(0, 3)) {
        await tell(id);
        await announcer.look();
      }
      expect(titles()).toHaveLength(3);
    });

    it('in quiet hours later, together, and after a restart too', async () => {
      const { knex, ids, tell, replica, titles } = await scene(
        databaseId,
        ALWAYS_QUIET,
      );
      await tell(...ids.slice(0, 3));
      await replica().look();
      moveClock(knex, DAY);
      await replica().look();
      expect(titles()).toEqual([]);
      expect(await knex('notices')).toHaveLength(3);
      // Another process, which begins when it is quiet no more.
      moveClock(knex, 15 * DAY);
      await replica({}).look();
      expect(titles()).toEqual(['3 deployments failed']);
    });

    it('in quiet hours what is urgent', async () => {
      const { knex, ids, tell, replica, titles } = await scene(databaseId, {
        ...ALWAYS_QUIET,
        urgent: [],
      });
      const [{ type }] = await knex('environments').select('type');
      await tell(ids[0]);
      await replica().look();
      expect(titles()).toEqual([]);
      const urgent = await scene(databaseId, {
        ...ALWAYS_QUIET,
        urgent: [type],
      });
      await urgent.tell(urgent.ids[0]);
      await urgent.replica().look();
      expect(urgent.titles()).toHaveLength(1);
    });

    it('once, however many replicas look', async () => {
      const { ids, tell, replica, titles } = await scene(databaseId);
      const replicas = Array.from({ length: 4 }, () => replica());
      await tell(ids[0]);
      await Promise.all(replicas.map(each => each.look()));
      expect(titles()).toHaveLength(1);
    });

    it('nothing of what is gone, or not so any more', async () => {
      const { knex, ids, tell, replica, titles } = await scene(databaseId);
      await tell(ids[0]);
      await knex('deployments').update({ status: 'succeeded' });
      await replica().look();
      expect(titles()).toEqual([]);
      expect(await knex('notices')).toEqual([]);
    });

    it('and another replica tells what one was killed with', async () => {
      const { knex, store, ids, tell, replica, titles } = await scene(
        databaseId,
      );
      await tell(ids[0]);
      expect(await store.notices.claim('killed', MINUTE)).toHaveLength(1);
      await replica().look();
      expect(titles()).toEqual([]);
      moveClock(knex, MINUTE + 1);
      await replica().look();
      expect(titles()).toHaveLength(1);
    });
  },
);

it('where notifications are away it says so once, and nothing else happens', async () => {
  const { send, logger, ids, tell, replica } = await scene('SQLITE_3', {
    gatherFor: { seconds: 0 },
  });
  send.mockRejectedValue(new Error('Not found'));
  const announcer = replica();
  for (const id of ids.slice(0, 3)) {
    await tell(id);
    await announcer.look();
  }
  expect(logger.warn).toHaveBeenCalledTimes(1);
  expect(logger.debug).toHaveBeenCalledTimes(2);
});
