import type * as Kubernetes from '@kubernetes/client-node';
import { createRequire } from 'module';
import { Sandbox, startSandbox } from './sandbox';
import { deployment } from './testing/manifests';

/** The client library that the Kubernetes target uses works as with a cluster. */

let library: typeof Kubernetes;
let sandbox: Sandbox;
let config: Kubernetes.KubeConfig;

beforeAll(async () => {
  // An ES module: jest would need --experimental-vm-modules for it, Node itself does not.
  const native: typeof createRequire =
    process.getBuiltinModule('node:module').createRequire;
  library = native(__filename)('@kubernetes/client-node');
  sandbox = await startSandbox({ pace: 0.1 });
  config = new library.KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: 'sandbox', server: sandbox.url, skipTLSVerify: true }],
    users: [{ name: 'anybody' }],
    contexts: [{ name: 'sandbox', cluster: 'sandbox', user: 'anybody' }],
    currentContext: 'sandbox',
  });
});
afterAll(() => sandbox.close());

it('applies, reads, lists and deletes any kind', async () => {
  const objects = library.KubernetesObjectApi.makeApiClient(config);
  const wanted: Kubernetes.KubernetesObject & { data: object } = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', namespace: 'default' },
    data: { x: '1' },
  };
  const applied = await objects.patch(
    wanted,
    undefined,
    undefined,
    'tutti',
    true,
    library.PatchStrategy.ServerSideApply,
  );
  expect(applied.metadata?.uid).toMatch(/^[0-9a-f-]{36}$/);
  const named = {
    ...wanted,
    metadata: { name: 'a', namespace: 'default' },
  };
  expect(await objects.read(named)).toMatchObject({ data: { x: '1' } });
  const list = await objects.list('v1', 'ConfigMap', 'default');
  expect(list.items.map(item => item.metadata?.name)).toContain('a');
  await objects.delete(wanted);
  await expect(objects.read(named)).rejects.toMatchObject({ code: 404 });
});

it('sees a Deployment become ready, through an informer', async () => {
  const apps = config.makeApiClient(library.AppsV1Api);
  const list = () => apps.listNamespacedDeployment({ namespace: 'default' });
  const informer = library.makeInformer(
    config,
    '/apis/apps/v1/namespaces/default/deployments',
    list,
  );
  const ready = new Promise<void>(resolve => {
    informer.on('update', object => {
      if (object.status?.readyReplicas === 1) resolve();
    });
  });
  await informer.start();
  await library.KubernetesObjectApi.makeApiClient(config).create(
    deployment('web:1') satisfies Kubernetes.KubernetesObject,
  );
  await ready;
  await informer.stop();
  const pods = await config
    .makeApiClient(library.CoreV1Api)
    .listNamespacedPod({ namespace: 'default', labelSelector: 'app=web' });
  const [pod] = pods.items;
  expect(pod.status?.phase).toBe('Running');
  const log = await config
    .makeApiClient(library.CoreV1Api)
    .readNamespacedPodLog({
      namespace: 'default',
      name: pod.metadata?.name ?? '',
    });
  expect(log).toContain('simulation');
});
