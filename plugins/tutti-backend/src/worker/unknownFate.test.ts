import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { Driver } from '@tutti/engine';
import { tuttiDriversExtensionPoint } from '@tutti/plugin-tutti-node';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();
const DEVELOPMENT = '/applications/shop/environments/development';

/** Makes things outside the cluster, and cannot say how an operation ended. */
const givenUp: string[] = [];

const forgetful: Driver = {
  name: 'forgetful',
  version: '1',
  inputs: { type: 'object' },
  plan: async () => ({
    outputs: { name: 'bucket-1' },
    objects: [],
    exactness: 'exact',
    outputsComplete: true,
  }),
  apply: async request => ({
    outputs: { name: 'bucket-1' },
    objects: [],
    physicalId: request.resourceId,
  }),
  destroy: async () => {},
  recover: async () => 'unknown',
  async giveUp(_resourceId, operationId) {
    givenUp.push(operationId);
  },
};

const PLATFORM = `apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: bucket }
spec:
  outputs: { type: object, required: [name], properties: { name: { type: string } } }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: bucket }
spec: { type: bucket, driver: forgetful, inputs: {} }
`;

const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: media }
containers: { main: { image: 'registry.example.com/media:1', variables: { BUCKET: '\${resources.bucket.name}' } } }
resources: { bucket: { type: bucket } }
`;

describe('an operation of which nobody knows how it ended', () => {
  let portal: Portal;
  let knex: Knex;

  beforeAll(async () => {
    ({ knex } = await openTestStore(databases, 'SQLITE_3'));
    portal = await startPortal({
      knex,
      features: [
        createBackendModule({
          pluginId: 'tutti',
          moduleId: 'forgetful',
          register(reg) {
            reg.registerInit({
              deps: { drivers: tuttiDriversExtensionPoint },
              async init({ drivers }) {
                drivers.addDriver(forgetful);
              },
            });
          },
        }),
      ],
    });
    await writeFile(join(portal.folder, 'platform/bucket.yaml'), PLATFORM);
    await portal.as(MARIA).post('/platform/refresh').expect(200);
    await portal
      .as(MARIA)
      .put('/applications/shop/workloads/media', { score: SCORE })
      .expect(200);
    await portal.deploy('development');
  });

  afterAll(async () => {
    await portal?.stop();
  });

  it('interrupts the run and locks the environment until a person unlocks it', async () => {
    // As a worker leaves it that dies while the driver works.
    await knex('resources')
      .where({ driver: 'forgetful' })
      .update({
        operation: JSON.stringify({ id: 'operation-1', kind: 'apply' }),
        lifecycle: 'applying',
      });
    const interrupted = await portal.deploy('development');
    expect(interrupted).toMatchObject({
      status: 'interrupted',
      failures: [{ code: 'Interrupted' }],
    });

    const maria = portal.as(MARIA);
    const { body: locked } = await maria.get(DEVELOPMENT).expect(200);
    expect(locked.allowed).toMatchObject({
      deploy: {
        allowed: false,
        reason: `It is locked: ${interrupted.failures[0].message}`,
      },
      unlock: { allowed: true },
    });
    const { body: plan } = await maria.post(`${DEVELOPMENT}/plans`).expect(201);
    await maria.post('/deployments', { planId: plan.id }).expect(409);

    await maria
      .post(`${DEVELOPMENT}/unlock`, { reason: 'looked, the bucket is there' })
      .expect(204);
    await maria.post(`${DEVELOPMENT}/unlock`, { reason: 'twice' }).expect(409);
    // What the driver held for it is free, too.
    expect(givenUp).toEqual(['operation-1']);
    expect(portal.log.join('\n')).toContain('looked, the bucket is there');
    expect(await portal.deploy('development')).toMatchObject({
      status: 'succeeded',
    });
  });
});
