import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PLAN_FORMAT, Secret } from '@tutti/engine';
import { PlanView } from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import { testDatabases } from './__testUtils__/databases';
import { MARIA } from './__testUtils__/people';
import { Portal, startPortal } from './__testUtils__/portal';
import {
  MIGRATIONS,
  openRecording,
  Recording,
} from './__testUtils__/recordings';
import { Sealer } from './sealing';
import { SecretContent, Store } from './store';

jest.setTimeout(60_000);

const databases = testDatabases();
const SHOP = '/applications/shop/environments';
/** Every generated value that platform files of then ask for. */
const GENERATED = [
  ['password', 'app'],
  ['password', 'default'],
  ['password', 'root'],
  ['password', 'token'],
  ['suffix', 'user'],
  ['uuid', 'tenant'],
] as const;
const LAB = '/applications/lab/environments/development';

it('leaves the first migration as it was: databases were made by it', async () => {
  const file = join(MIGRATIONS, '20261121000000_init.js');
  expect(
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex'),
  ).toBe('3b273ad740f524801d554d01f98c71041163f3f515420924343710f4324ed38f');
});

/** `testing/upgrade/README.md` says what was recorded, and how. */
describe.each(databases.eachSupportedId())(
  'a database of 9e919fe on %s',
  databaseId => {
    let recording: Recording;
    let portal: Portal;

    beforeAll(async () => {
      recording = await openRecording(databases, '9e919fe', databaseId);
      const { knex } = recording;
      await ageFormats(knex);
      portal = await startPortal({
        knex,
        config: recording.config,
        cluster: recording.cluster,
      });
    });

    afterAll(async () => {
      await portal?.stop();
      await recording?.remove();
    });

    it('serves the platform of then, whatever today finds wrong with it', async () => {
      const { body } = await portal.as(MARIA).get('/platform').expect(200);
      expect(body.revision).toBe(recording.revision);
      expect(Object.keys(body.platform.definitions)).toContain('lab-account');
    });

    it.each([`${SHOP}/development`, LAB])(
      'plans that nothing changes in %s',
      async path => {
        const { body }: { body: PlanView } = await portal
          .as(MARIA)
          .post(`${path}/plans`)
          .expect(201);
        const { steps } = body;
        const { consents, policies, deployable } = body.plan;
        expect(steps.filter(({ action }) => action !== 'keep')).toEqual([]);
        expect(steps.length).toBeGreaterThan(2);
        expect({ consents, policies, deployable }).toMatchObject({
          consents: [],
          deployable: true,
        });
      },
    );

    it('opens every secret that was set', async () => {
      const { knex, secrets } = recording;
      const store = storeOf(recording);
      const applications = await store.applications.list();
      const environments = await knex('environments').where({
        name: 'development',
      });
      expect(environments).toHaveLength(applications.length);
      for (const { id, application_id: application } of environments) {
        const opened = await Promise.all(
          [application, id].map(scope =>
            store.secrets.contents(application, scope),
          ),
        );
        expect(opened.map(revealed)).toEqual([
          secrets.application,
          secrets.environment,
        ]);
      }
    });

    it('opens what resources are made of, and each generated value as it is in the cluster', async () => {
      const store = storeOf(recording);
      const inCluster = await secretsIn(portal.sandbox.url);
      const found: string[] = [];
      for (const { id: environmentId } of await recording.knex(
        'environments',
      )) {
        const generated = await store.generatedValues.of(environmentId);
        for (const record of await store.resources.records(environmentId)) {
          for (const [kind, name] of GENERATED) {
            const secret = generated.find({
              resourceId: record.resourceId,
              name,
              kind,
              generation: 1,
            });
            const content = inCluster.get(record.name) ?? '';
            if (secret && content.includes(String(secret.reveal()))) {
              found.push(`${record.type} ${kind} ${name}`);
            }
          }
        }
      }
      expect(found.sort()).toEqual([
        'lab-account password token',
        'lab-account suffix user',
        'lab-account uuid tenant',
        'postgres password app',
        'redis password default',
        'redis password default',
        's3 password root',
      ]);
      expect(await recording.knex('generated_values')).toHaveLength(
        found.length,
      );
    });

    it('ends the runs of then, and they block nobody', async () => {
      for (const deployment of [recording.active, recording.queued]) {
        expect(await portal.ended(deployment)).toMatchObject({
          status: 'stale',
          failures: [{ code: 'StalePlan' }],
        });
      }
      for (const environment of ['development', 'staging']) {
        expect(await portal.deploy(environment, {}, MARIA)).toMatchObject({
          status: 'succeeded',
        });
      }
      // Nothing ran there, and files of then do not say for whom the platform's secrets are.
      await expect(portal.deploy('production', {}, MARIA)).rejects.toThrow(
        'does not say for whom it is meant',
      );
    });

    it('still shows the plans and runs of then', async () => {
      for (const deployment of recording.succeeded) {
        const { body } = await portal
          .as(MARIA)
          .get(`/deployments/${deployment}`)
          .expect(200);
        expect(body).toMatchObject({ status: 'succeeded', failures: [] });
        await portal.as(MARIA).get(`/plans/${body.planId}`).expect(200);
      }
    });
  },
);

/** As if the format had changed since, also while it has not. */
async function ageFormats(knex: Knex): Promise<void> {
  const format = PLAN_FORMAT - 1;
  await knex('deployments').update({ format });
  for (const { id, plan } of await knex('plans').select('id', 'plan')) {
    const aged = JSON.stringify({ ...JSON.parse(plan), format });
    await knex('plans').where({ id }).update({ format, plan: aged });
  }
}

function storeOf({ knex, tutti }: Recording): Store {
  const [{ id, key }] = tutti.sealing.keys;
  return new Store(knex, new Sealer([{ id, key: Buffer.from(key, 'base64') }]));
}

function revealed(secrets: SecretContent[]): Record<string, unknown> {
  return Object.fromEntries(
    secrets.map(({ name, content }) => [
      name,
      content instanceof Secret ? content.reveal() : content,
    ]),
  );
}

/** What the Secrets of a cluster hold, by name. */
async function secretsIn(url: string): Promise<Map<string, string>> {
  const { items } = await (await fetch(`${url}/api/v1/secrets`)).json();
  return new Map(
    items.map(
      ({
        metadata,
        data = {},
      }: {
        metadata: { name: string };
        data?: Record<string, string>;
      }) => [
        metadata.name,
        Object.values(data)
          .map(value => Buffer.from(value, 'base64').toString('utf8'))
          .join('\n'),
      ],
    ),
  );
}
