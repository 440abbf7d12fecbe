import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  TargetDriver,
  tuttiTargetsExtensionPoint,
} from '@tutti/plugin-tutti-node';
import { tuttiModuleKubernetes } from './module';

async function registered(tutti: object): Promise<TargetDriver[]> {
  const drivers: TargetDriver[] = [];
  const tuttiPlugin = createBackendPlugin({
    pluginId: 'tutti',
    register(env) {
      env.registerExtensionPoint(tuttiTargetsExtensionPoint, {
        addTargetDriver: driver => drivers.push(driver),
      });
      env.registerInit({ deps: {}, async init() {} });
    },
  });
  const backend = await startTestBackend({
    features: [
      tuttiPlugin,
      tuttiModuleKubernetes,
      mockServices.rootConfig.factory({ data: { tutti } }),
    ],
  });
  await backend.stop();
  return drivers;
}

describe('the module', () => {
  it('registers the driver kubernetes with the configured clusters, and sends nothing', async () => {
    const [driver, ...others] = await registered({
      clusters: [
        { name: 'dev', kind: 'sandbox', url: 'http://127.0.0.1:9' },
        {
          name: 'prod',
          title: 'Production',
          kind: 'serviceAccountToken',
          url: 'https://kube.invalid',
          token: 'x',
        },
      ],
    });
    expect(others).toEqual([]);
    expect(driver.name).toBe('kubernetes');
    expect(driver.clusters()).toEqual([
      { name: 'dev', simulated: true },
      { name: 'prod', title: 'Production', simulated: false },
    ]);
    const place = { cluster: 'prod', namespace: 'shop' };
    expect(await driver.open(place)).toMatchObject({
      ...place,
      driver: 'kubernetes',
      simulated: false,
    });
    await expect(
      driver.open({ cluster: 'staging', namespace: 'shop' }),
    ).rejects.toThrow(
      'Cluster "staging" is not configured under tutti.clusters; there is dev, prod',
    );
  });

  it('starts without clusters', async () => {
    const [driver] = await registered({});
    expect(driver.clusters()).toEqual([]);
  });
});
