import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import { Gates } from '../line';
import { Wakeups } from '../services/Wakeups';
import { readNotificationRules } from './config';
import { Letters } from './Letters';
import { Notifier } from './Notifier';

const databases = testDatabases();

/** A deployment that failed, and who keeps it until it is told. */
async function scene(settings: object = {}) {
  const { knex, store } = await openTestStore(databases, 'SQLITE_3');
  await seed(store, { deploymentsEach: 1 });
  await knex('deployments').update({
    status: 'failed',
    requested_by: 'user:default/maria',
  });
  const { id: deploymentId } = await knex('deployments').first('id');
  const wakeups = new Wakeups();
  const notifier = new Notifier({
    store,
    letters: new Letters({
      store,
      gates: Object.assign(Object.create(Gates.prototype), {
        deciders: async () => [],
      }),
      platformSecrets: {},
    }),
    rules: readNotificationRules(
      new ConfigReader({ tutti: { notifications: settings } }),
    ),
    wakeups,
    logger: mockServices.logger.mock(),
  });
  const kept = async (): Promise<number> => (await knex('notices')).length;
  return { knex, notifier, deploymentId, wakeups, kept };
}

it('who was taken over before it was kept tells nothing', async () => {
  const { notifier, deploymentId, wakeups, kept } = await scene();
  const { mark } = wakeups.notices;
  notifier.tell({ kind: 'ended', deploymentId, isStillTrue: () => false });
  await notifier.idle();
  expect(await kept()).toBe(0);
  notifier.tell({ kind: 'ended', deploymentId, isStillTrue: () => true });
  await notifier.idle();
  expect(await kept()).toBe(1);
  expect(wakeups.notices.mark).not.toBe(mark);
});

it.each<[string, object, number]>([
  ['nothing where it is switched off', { enabled: false }, 0],
  ['only the topics that are named', { topics: ['approval'] }, 0],
  ['what is named', { topics: ['approval', 'failure'] }, 1],
])('keeps %s', async (_, settings, count) => {
  const { notifier, deploymentId, kept } = await scene(settings);
  notifier.tell({ kind: 'ended', deploymentId });
  await notifier.idle();
  expect(await kept()).toBe(count);
});

it('of drift it keeps where it is, and no value', async () => {
  const { knex, notifier } = await scene();
  const { id } = await knex('applications').first('id');
  await knex('applications').update({ owner: 'group:default/storefront' });
  const finding = {
    ref: { apiVersion: 'v1', kind: 'ConfigMap', name: 'web' },
    path: 'data.CURRENCY',
    change: 'altered' as const,
    managers: [],
    live: 'a value of the cluster',
  };
  notifier.tellOfDrift({
    applicationId: id,
    environments: ['staging'],
    objects: 1,
    first: finding,
  });
  await notifier.idle();
  const [{ told }] = await knex('notices');
  expect(JSON.parse(told)).toMatchObject({
    kind: 'drift',
    news: { first: { path: 'data.CURRENCY' } },
  });
  expect(told).not.toContain('a value of the cluster');
});
