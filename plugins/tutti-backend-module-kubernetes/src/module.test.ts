import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  SecretStore,
  TargetDriver,
  tuttiSecretStoresExtensionPoint,
  tuttiTargetsExtensionPoint,
} from '@tutti/plugin-tutti-node';
import { startSandbox } from '@tutti/sandbox';
import { tuttiModuleKubernetes } from './module';

/** What came by the extension points. */
async function brought(
  tutti: object,
): Promise<{ drivers: TargetDriver[]; stores: SecretStore[] }> {
  const drivers: TargetDriver[] = [];
  const stores: SecretStore[] = [];
  const tuttiPlugin = createBackendPlugin({
    pluginId: 'tutti',
    register(env) {
      env.registerExtensionPoint(tuttiTargetsExtensionPoint, {
        addTargetDriver: driver => drivers.push(driver),
      });
      env.registerExtensionPoint(tuttiSecretStoresExtensionPoint, {
        addSecretStore: store => stores.push(store),
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
  return { drivers, stores };
}

async function registered(tutti: object): Promise<TargetDriver[]> {
  return (await brought(tutti)).drivers;
}

describe('the module', () => {
  it('registers the store of secrets of each cluster', async () => {
    const { stores } = await brought({});
    expect(stores.map(({ name }) => name)).toEqual(['cluster']);
  });

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

  it('knows where addresses of routes answer: as configured, else as the sandbox says', async () => {
    const sandbox = await startSandbox({ routesPort: 0 });
    try {
      const [driver] = await registered({
        clusters: [
          { name: 'told', kind: 'sandbox', url: sandbox.url, routesPort: 8080 },
          { name: 'asked', kind: 'sandbox', url: sandbox.url },
          { name: 'silent', kind: 'sandbox', url: 'http://127.0.0.1:9' },
          { name: 'real', kind: 'inCluster' },
        ],
      });
      const ports = ['told', 'asked', 'silent', 'real'].map(name =>
        driver.routesPort?.(name),
      );
      expect(await Promise.all(ports)).toEqual([
        8080,
        sandbox.routesPort,
        undefined,
        undefined,
      ]);
    } finally {
      await sandbox.close();
    }
  });
});
