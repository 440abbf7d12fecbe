import { timestamp } from './clock';
import { nodeName, World } from './controllers';
import { gitVersion } from './version';

const manager = 'tutti-sandbox';

/** What a cluster has before anybody writes to it. Every part says that it is a simulation. */
export function furnishCluster(world: World): void {
  for (const name of [
    'default',
    'kube-system',
    'kube-public',
    'kube-node-lease',
  ])
    if (!world.store.get('/Namespace', undefined, name))
      world.create(manager, '/Namespace', undefined, {
        metadata: { name, labels: { 'tutti.dev/simulation': 'true' } },
      });
  if (!world.store.get('/Node', undefined, nodeName)) addNode(world);
  if (!world.store.get('storage.k8s.io/StorageClass', undefined, 'sandbox'))
    world.create(manager, 'storage.k8s.io/StorageClass', undefined, {
      metadata: {
        name: 'sandbox',
        annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      },
      provisioner: 'sandbox.tutti.dev/simulation',
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'Immediate',
    });
  if (!world.store.get('networking.k8s.io/IngressClass', undefined, 'sandbox'))
    world.create(manager, 'networking.k8s.io/IngressClass', undefined, {
      metadata: {
        name: 'sandbox',
        annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' },
      },
      spec: { controller: 'sandbox.tutti.dev/simulation' },
    });
}

function addNode(world: World): void {
  const now = timestamp(world.clock.now());
  const node = world.create(manager, '/Node', undefined, {
    metadata: {
      name: nodeName,
      labels: {
        'kubernetes.io/hostname': nodeName,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'node-role.kubernetes.io/simulation': '',
        'tutti.dev/simulation': 'true',
      },
    },
  });
  const condition = (
    type: string,
    status: string,
    reason: string,
    message: string,
  ) => ({
    type,
    status,
    reason,
    message,
    lastHeartbeatTime: now,
    lastTransitionTime: now,
  });
  const amounts = {
    cpu: '64',
    memory: '256Gi',
    pods: '5000',
    'ephemeral-storage': '1Ti',
  };
  world.setStatus(manager, node, {
    capacity: amounts,
    allocatable: amounts,
    conditions: [
      condition(
        'MemoryPressure',
        'False',
        'KubeletHasSufficientMemory',
        'simulation: nothing uses memory',
      ),
      condition(
        'DiskPressure',
        'False',
        'KubeletHasNoDiskPressure',
        'simulation: nothing uses disk',
      ),
      condition(
        'PIDPressure',
        'False',
        'KubeletHasSufficientPID',
        'simulation: nothing runs',
      ),
      condition(
        'Ready',
        'True',
        'KubeletReady',
        'simulation: no container runs here',
      ),
    ],
    addresses: [
      { type: 'InternalIP', address: '127.0.0.1' },
      { type: 'Hostname', address: nodeName },
    ],
    nodeInfo: {
      architecture: 'amd64',
      operatingSystem: 'linux',
      osImage: 'Tutti sandbox (simulation)',
      kernelVersion: 'simulation',
      containerRuntimeVersion: 'simulation://0',
      kubeletVersion: gitVersion,
      kubeProxyVersion: '',
      machineID: '',
      systemUUID: '',
      bootID: '',
    },
  });
}
