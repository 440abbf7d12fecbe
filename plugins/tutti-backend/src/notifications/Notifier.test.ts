import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import { Gates } from '../line';
import { readNotificationTopics } from './config';
import { Notifier } from './Notifier';

const databases = testDatabases();

/** A deployment that failed, and who tells of it. */
async function scene(
  send: (notification: NotificationSendOptions) => Promise<void>,
  settings: object = {},
) {
  const { knex, store } = await openTestStore(databases, 'SQLITE_3');
  await seed(store, { deploymentsEach: 1 });
  await knex('deployments').update({
    status: 'failed',
    requested_by: 'user:default/maria',
  });
  const { id: deploymentId } = await knex('deployments').first('id');
  const logger = mockServices.logger.mock();
  const notifier = new Notifier({
    store,
    gates: Object.assign(Object.create(Gates.prototype), {
      deciders: async () => [],
    }),
    notifications: { send },
    topics: readNotificationTopics(
      new ConfigReader({ tutti: { notifications: settings } }),
    ),
    platformSecrets: {},
    logger,
  });
  return { notifier, logger, deploymentId, close: () => knex.destroy() };
}

it('where notifications are away it says so once, and nothing else happens', async () => {
  const { notifier, logger, deploymentId, close } = await scene(async () => {
    throw new Error('Not found');
  });
  for (let times = 0; times < 3; times++) {
    notifier.tell({ kind: 'ended', deploymentId });
  }
  await notifier.idle();
  expect(logger.warn).toHaveBeenCalledTimes(1);
  expect(logger.debug).toHaveBeenCalledTimes(2);
  await close();
});

it('who was taken over before it was sent sends nothing', async () => {
  const sent: NotificationSendOptions[] = [];
  const { notifier, deploymentId, close } = await scene(async one => {
    sent.push(one);
  });
  notifier.tell({ kind: 'ended', deploymentId, isStillTrue: () => false });
  await notifier.idle();
  expect(sent).toEqual([]);
  notifier.tell({ kind: 'ended', deploymentId, isStillTrue: () => true });
  await notifier.idle();
  expect(sent).toHaveLength(1);
  await close();
});

it.each<[string, object, number]>([
  ['nothing where it is switched off', { enabled: false }, 0],
  ['only the topics that are named', { topics: ['approval'] }, 0],
  ['what is named', { topics: ['approval', 'failure'] }, 1],
])('sends %s', async (_, settings, count) => {
  const sent: NotificationSendOptions[] = [];
  const { notifier, deploymentId, close } = await scene(async one => {
    sent.push(one);
  }, settings);
  notifier.tell({ kind: 'ended', deploymentId });
  await notifier.idle();
  expect(sent).toHaveLength(count);
  await close();
});

it('names the topic that there is not', () => {
  const config = new ConfigReader({
    tutti: { notifications: { topics: ['success'] } },
  });
  expect(() => readNotificationTopics(config)).toThrow(
    "tutti.notifications.topics: there is no topic 'success'",
  );
});
