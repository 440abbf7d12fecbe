import { Broken, MAY_COME, told } from './Broken';

function unscheduled(
  what: string,
  message: string,
  means: string,
  hint: string,
): Broken {
  return {
    what,
    objects: [
      told({
        status: {
          conditions: [
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'Unschedulable',
              message,
            },
          ],
        },
      }),
    ],
    ...MAY_COME,
    says: `no node can take the pod: ${means}`,
    hint,
  };
}

const NODES = '0/3 nodes are available:';
const PREEMPTION =
  'preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.';

export const SCHEDULING: Broken[] = [
  unscheduled(
    'the nodes lack processors',
    `${NODES} 3 Insufficient cpu. ${PREEMPTION}`,
    'no node has enough cpu left (of 3)',
    'Ask for less cpu',
  ),
  unscheduled(
    'the nodes lack memory',
    `${NODES} 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 Insufficient memory. ${PREEMPTION}`,
    'no node has enough memory left (of 3)',
    'Ask for less memory',
  ),
  unscheduled(
    'the nodes lack graphics processors',
    `${NODES} 3 Insufficient nvidia.com/gpu.`,
    'no node has enough nvidia.com/gpu left (of 3)',
    'add nodes',
  ),
  unscheduled(
    'the nodes are tainted',
    `${NODES} 3 node(s) had untolerated taint {dedicated: payments}.`,
    'the nodes have the taint dedicated, which it does not tolerate (of 3)',
    'toleration',
  ),
  unscheduled(
    'no node has the label',
    `${NODES} 3 node(s) didn't match Pod's node affinity/selector.`,
    'no node has the labels that it asks for (of 3)',
    'node selector',
  ),
  unscheduled(
    'each node has one of it',
    `${NODES} 3 node(s) didn't match pod anti-affinity rules.`,
    'every node has a pod that it must not share it with, or lacks one that it needs beside it (of 3)',
    'fewer replicas',
  ),
  unscheduled(
    'a claim is not bound',
    `${NODES} pod has unbound immediate PersistentVolumeClaims.`,
    'a volume claim of it is not bound (of 3)',
    'storage class',
  ),
  unscheduled(
    'a claim is not there',
    `${NODES} persistentvolumeclaim "data" not found.`,
    'there is no volume claim data (of 3)',
    'makes the claim data',
  ),
  unscheduled(
    'the volume is in another zone',
    `${NODES} 3 node(s) had volume node affinity conflict.`,
    'its volume is in another zone than the nodes that are free (of 3)',
    'zone of the volume',
  ),
  unscheduled(
    'the nodes are full',
    `${NODES} 3 Too many pods.`,
    'every node has as many pods as it may have (of 3)',
    'scale something else down',
  ),
  unscheduled(
    'the nodes are cordoned',
    `${NODES} 3 node(s) were unschedulable.`,
    'the nodes are cordoned (of 3)',
    'uncordon',
  ),
  unscheduled(
    'there are no nodes',
    'no nodes available to schedule pods',
    'the cluster has no nodes',
    'Add a node',
  ),
];
