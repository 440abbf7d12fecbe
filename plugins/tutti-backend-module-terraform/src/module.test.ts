import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Driver } from '@tutti/engine';
import {
  tuttiDriversExtensionPoint,
  tuttiSealingExtensionPoint,
} from '@tutti/plugin-tutti-node';
import { testSealing } from './__testUtils__/sealing';
import { tuttiModuleTerraform } from './module';

const JOBS = {
  clusters: [
    {
      name: 'works',
      kind: 'serviceAccountToken',
      url: 'https://kube.invalid',
      token: 'x',
    },
  ],
  terraform: {
    runner: {
      kind: 'kubernetes-job',
      job: { cluster: 'works', namespace: 'works', image: 'tofu:1' },
    },
  },
};

/** A backend with the module, and whom it asks without anybody's name. */
async function start(tutti: object) {
  const drivers: Driver[] = [];
  const sealing = testSealing();
  const backend = await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'tutti',
        register(env) {
          env.registerExtensionPoint(tuttiDriversExtensionPoint, {
            addDriver: driver => drivers.push(driver),
          });
          env.registerExtensionPoint(tuttiSealingExtensionPoint, {
            sealing: async () => sealing,
          });
          env.registerInit({ deps: {}, async init() {} });
        },
      }),
      tuttiModuleTerraform,
      mockServices.rootConfig.factory({
        data: { tutti, backend: { baseUrl: 'https://backstage.example.com' } },
      }),
    ],
  });
  const url = `http://127.0.0.1:${backend.server.port()}/api/tutti`;
  const ask = async (method: string, path: string) => {
    const answer = await fetch(`${url}${path}`, { method });
    return { status: answer.status, text: await answer.text() };
  };
  return { backend, drivers, ask };
}

describe('the module', () => {
  it('registers the driver, and publishes keys; nobody else gets in', async () => {
    const { backend, drivers, ask } = await start({});
    expect(drivers.map(({ name }) => name)).toEqual(['terraform']);
    const { text } = await ask(
      'GET',
      '/terraform/oidc/.well-known/openid-configuration',
    );
    expect(JSON.parse(text)).toMatchObject({
      issuer: expect.stringMatching(/\/api\/tutti\/terraform\/oidc$/),
    });
    const keys = await ask('GET', '/terraform/oidc/keys');
    expect(JSON.parse(keys.text).keys).toHaveLength(1);
    expect((await ask('GET', '/terraform/states/one')).status).toBe(401);
    await backend.stop();
  });

  it('starts with works in a cluster, to which it sends nothing', async () => {
    const { backend, drivers } = await start(JOBS);
    expect(drivers).toHaveLength(1);
    await backend.stop();
  });

  it.each([
    [{ kind: 'lambda' }, '"lambda" is none of local, kubernetes-job'],
    [
      { kind: 'kubernetes-job' },
      'tutti.terraform.runner.job.cluster: is missing',
    ],
    [{ mirror: 'here' }, 'tutti.terraform.runner.mirror: "here" must be'],
  ])('does not start with the runner %j', async (runner, message) => {
    await expect(start({ terraform: { runner } })).rejects.toThrow(message);
  });
});
