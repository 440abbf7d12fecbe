import { Broken, MAY_COME, told } from './Broken';

function notStarted(
  what: string,
  reason: string,
  message: string,
  says: string,
  hint: string,
): Broken {
  return {
    what,
    objects: [
      told({
        status: {},
        containers: [{ state: { waiting: { reason: 'ContainerCreating' } } }],
        events: [{ reason, message }],
      }),
    ],
    ...MAY_COME,
    says,
    hint,
  };
}

export const MOUNTS: Broken[] = [
  notStarted(
    'a mounted Secret is not there',
    'FailedMount',
    'MountVolume.SetUp failed for volume "files" : secret "web-files" not found',
    'the pod waits for the Secret web-files, which is not there',
    'web-files',
  ),
  notStarted(
    'a mounted key is not there',
    'FailedMount',
    'MountVolume.SetUp failed for volume "files" : references non-existent secret key: tls.crt',
    'a mounted file needs the key tls.crt, which is not there',
    'how tls.crt is spelt',
  ),
  notStarted(
    'a volume is at another node',
    'FailedAttachVolume',
    'Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node',
    'the volume pvc-1 is still attached to another node',
    'Recreate',
  ),
  notStarted(
    'a volume cannot be mounted',
    'FailedMount',
    'Unable to attach or mount volumes: unmounted volumes=[data], timed out waiting for the condition',
    'a volume of the pod cannot be mounted',
    'runs the storage',
  ),
  notStarted(
    'the network of the node is broken',
    'FailedCreatePodSandBox',
    'Failed to create pod sandbox: plugin type="calico" failed (add)',
    'the node cannot set up the network of the pod',
    'network plugin',
  ),
];
