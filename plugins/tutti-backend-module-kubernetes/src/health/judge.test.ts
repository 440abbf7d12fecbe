import { JsonObject } from '@tutti/engine';
import { judge } from './judge';
import { Verdict } from './Verdict';

/** What an object says about itself, case by case. */
type Case = [
  what: string,
  object: { spec?: JsonObject; status?: JsonObject; metadata?: JsonObject },
  expected: Partial<Verdict>,
];

function cases(apiVersion: string, kind: string, table: Case[]) {
  describe(`${kind}`, () => {
    it.each(table)('%s', (_, { metadata, ...rest }, expected) => {
      const object = {
        apiVersion,
        kind,
        metadata: { name: 'x', generation: 2, ...metadata },
        ...rest,
      };
      expect(judge(object)).toEqual(expected);
    });
  });
}

const condition = (
  type: string,
  status: string,
  reason = '',
  message = '',
) => ({ type, status, reason, message });

cases('apps/v1', 'Deployment', [
  [
    'its controller has not seen it',
    { spec: { replicas: 2 }, status: {} },
    {
      status: 'progressing',
      message: 'the rollout has not begun yet',
      ready: { count: 0, of: 2 },
    },
  ],
  [
    'its controller has not seen the newest change, however ready the old is',
    {
      spec: { replicas: 1 },
      status: {
        observedGeneration: 1,
        replicas: 1,
        updatedReplicas: 1,
        availableReplicas: 1,
      },
    },
    {
      status: 'progressing',
      message: 'the newest change has not been looked at yet',
    },
  ],
  [
    'some replicas are new',
    {
      spec: { replicas: 3 },
      status: {
        observedGeneration: 2,
        replicas: 3,
        updatedReplicas: 1,
        availableReplicas: 3,
      },
    },
    {
      status: 'progressing',
      message: '1 of 3 replicas updated',
      ready: { count: 1, of: 3 },
    },
  ],
  [
    'new replicas are not ready',
    {
      spec: { replicas: 3 },
      status: {
        observedGeneration: 2,
        replicas: 3,
        updatedReplicas: 3,
        availableReplicas: 2,
      },
    },
    {
      status: 'progressing',
      message: '2 of 3 replicas ready',
      ready: { count: 2, of: 3 },
    },
  ],
  [
    'an old replica still ends',
    {
      spec: { replicas: 2 },
      status: {
        observedGeneration: 2,
        replicas: 3,
        updatedReplicas: 2,
        availableReplicas: 2,
      },
    },
    {
      status: 'progressing',
      message: '2 of 2 replicas ready, waiting for 1 old to end',
      ready: { count: 2, of: 2 },
    },
  ],
  [
    'all are new and ready; without a number it is one',
    {
      spec: {},
      status: {
        observedGeneration: 2,
        replicas: 1,
        updatedReplicas: 1,
        availableReplicas: 1,
      },
    },
    {
      status: 'healthy',
      message: '1 of 1 replicas ready',
      ready: { count: 1, of: 1 },
    },
  ],
  [
    'nothing is wanted',
    { spec: { replicas: 0 }, status: { observedGeneration: 2 } },
    {
      status: 'healthy',
      message: 'scaled to zero',
      ready: { count: 0, of: 0 },
    },
  ],
  [
    'its own deadline has passed',
    {
      spec: { replicas: 1 },
      status: {
        observedGeneration: 2,
        replicas: 1,
        updatedReplicas: 1,
        conditions: [
          condition(
            'Progressing',
            'False',
            'ProgressDeadlineExceeded',
            'ReplicaSet "x-1" has timed out progressing.',
          ),
        ],
      },
    },
    {
      status: 'failed',
      message: '0 of 1 replicas ready',
      ready: { count: 0, of: 1 },
      because: {
        reason: 'ProgressDeadlineExceeded',
        message: 'ReplicaSet "x-1" has timed out progressing.',
        hint: 'Look at the pods: what keeps them from being ready kept the rollout from going on.',
      },
    },
  ],
  [
    'a quota allows no pods',
    {
      spec: { replicas: 1 },
      status: {
        observedGeneration: 2,
        conditions: [
          condition('ReplicaFailure', 'True', 'FailedCreate', 'exceeded quota'),
        ],
      },
    },
    {
      status: 'progressing',
      message: '0 of 1 replicas ready',
      ready: { count: 0, of: 1 },
      because: {
        reason: 'FailedCreate',
        message: 'no pod could be made',
        hint: 'Change what the cluster objects to: its words are below.',
        said: 'exceeded quota',
      },
    },
  ],
  [
    'it is paused in the middle',
    {
      spec: { replicas: 2, paused: true },
      status: { observedGeneration: 2, replicas: 2, availableReplicas: 2 },
    },
    {
      status: 'progressing',
      message: 'the rollout is paused, 0 of 2 replicas updated',
      ready: { count: 0, of: 2 },
    },
  ],
  [
    'it is being deleted',
    { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } },
    { status: 'progressing', message: 'is being deleted' },
  ],
]);

cases('apps/v1', 'StatefulSet', [
  [
    'its controller has not seen it',
    { spec: { replicas: 1 } },
    {
      status: 'progressing',
      message: 'the rollout has not begun yet',
      ready: { count: 0, of: 1 },
    },
  ],
  [
    'some replicas are ready',
    {
      spec: { replicas: 3 },
      status: { observedGeneration: 2, replicas: 2, readyReplicas: 1 },
    },
    {
      status: 'progressing',
      message: '1 of 3 replicas ready',
      ready: { count: 1, of: 3 },
    },
  ],
  [
    'all are ready, but old',
    {
      spec: { replicas: 2 },
      status: {
        observedGeneration: 2,
        replicas: 2,
        readyReplicas: 2,
        updatedReplicas: 1,
        currentRevision: 'a',
        updateRevision: 'b',
      },
    },
    {
      status: 'progressing',
      message: '1 of 2 replicas updated',
      ready: { count: 2, of: 2 },
    },
  ],
  [
    'all above the partition are new',
    {
      spec: {
        replicas: 3,
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { partition: 2 },
        },
      },
      status: {
        observedGeneration: 2,
        replicas: 3,
        readyReplicas: 3,
        updatedReplicas: 1,
        currentRevision: 'a',
        updateRevision: 'b',
      },
    },
    {
      status: 'healthy',
      message: '3 of 3 replicas ready',
      ready: { count: 3, of: 3 },
    },
  ],
  [
    'old replicas wait to be deleted by hand',
    {
      spec: { replicas: 1, updateStrategy: { type: 'OnDelete' } },
      status: {
        observedGeneration: 2,
        replicas: 1,
        readyReplicas: 1,
        currentRevision: 'a',
        updateRevision: 'b',
      },
    },
    {
      status: 'healthy',
      message: '1 of 1 replicas ready',
      ready: { count: 1, of: 1 },
    },
  ],
  [
    'a replica too many still ends',
    {
      spec: { replicas: 1 },
      status: { observedGeneration: 2, replicas: 2, readyReplicas: 2 },
    },
    {
      status: 'progressing',
      message: '1 of 1 replicas ready, waiting for 1 more to end',
      ready: { count: 1, of: 1 },
    },
  ],
]);

cases('apps/v1', 'DaemonSet', [
  [
    'its controller has not seen it',
    {},
    { status: 'progressing', message: 'the rollout has not begun yet' },
  ],
  [
    'some nodes have the old',
    {
      status: {
        observedGeneration: 2,
        desiredNumberScheduled: 3,
        updatedNumberScheduled: 1,
        numberAvailable: 3,
      },
    },
    {
      status: 'progressing',
      message: '1 of 3 nodes updated',
      ready: { count: 3, of: 3 },
    },
  ],
  [
    'some nodes are not ready',
    {
      status: {
        observedGeneration: 2,
        desiredNumberScheduled: 3,
        updatedNumberScheduled: 3,
        numberAvailable: 2,
      },
    },
    {
      status: 'progressing',
      message: 'ready on 2 of 3 nodes',
      ready: { count: 2, of: 3 },
    },
  ],
  [
    'all nodes are ready',
    {
      status: {
        observedGeneration: 2,
        desiredNumberScheduled: 1,
        updatedNumberScheduled: 1,
        numberAvailable: 1,
      },
    },
    {
      status: 'healthy',
      message: 'ready on 1 of 1 nodes',
      ready: { count: 1, of: 1 },
    },
  ],
]);

cases('apps/v1', 'ReplicaSet', [
  [
    'a quota allows no pods',
    {
      spec: { replicas: 1 },
      status: {
        observedGeneration: 2,
        replicas: 0,
        conditions: [
          condition('ReplicaFailure', 'True', 'FailedCreate', 'exceeded quota'),
        ],
      },
    },
    {
      status: 'progressing',
      message: '0 of 1 replicas ready',
      ready: { count: 0, of: 1 },
      because: {
        reason: 'FailedCreate',
        message: 'no pod could be made',
        hint: 'Change what the cluster objects to: its words are below.',
        said: 'exceeded quota',
      },
    },
  ],
  [
    'all are ready',
    {
      spec: { replicas: 1 },
      status: { observedGeneration: 2, replicas: 1, availableReplicas: 1 },
    },
    {
      status: 'healthy',
      message: '1 of 1 replicas ready',
      ready: { count: 1, of: 1 },
    },
  ],
]);

cases('batch/v1', 'Job', [
  [
    'it runs',
    { spec: {}, status: { active: 1 } },
    {
      status: 'progressing',
      message: '0 of 1 completed',
      ready: { count: 0, of: 1 },
    },
  ],
  [
    'it tries again',
    { spec: { completions: 2 }, status: { succeeded: 1, failed: 1 } },
    {
      status: 'progressing',
      message: '1 of 2 completed, 1 failed and tried again',
      ready: { count: 1, of: 2 },
    },
  ],
  [
    'it is suspended',
    { spec: { suspend: true } },
    {
      status: 'progressing',
      message: 'suspended',
      ready: { count: 0, of: 1 },
    },
  ],
  [
    'it has completed',
    { spec: {}, status: { conditions: [condition('Complete', 'True')] } },
    { status: 'healthy', message: 'completed', ready: { count: 1, of: 1 } },
  ],
  [
    'it has given up',
    {
      spec: {},
      status: {
        conditions: [
          condition(
            'Failed',
            'True',
            'BackoffLimitExceeded',
            'Job has reached the specified backoff limit',
          ),
        ],
      },
    },
    {
      status: 'failed',
      message: '0 of 1 completed',
      ready: { count: 0, of: 1 },
      because: {
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
        hint: 'Look at the log of the last pod, correct what it complains about, and deploy again.',
      },
    },
  ],
]);

cases('batch/v1', 'CronJob', [
  [
    'it waits for its time',
    { spec: { schedule: '0 3 * * *' } },
    { status: 'healthy', message: '0 3 * * *, not run yet' },
  ],
  [
    'it is suspended',
    { spec: { schedule: '0 3 * * *', suspend: true } },
    { status: 'healthy', message: 'suspended' },
  ],
]);

cases('v1', 'Pod', [
  [
    'it has not started',
    { status: { phase: 'Pending' } },
    { status: 'progressing', message: 'not started' },
  ],
  [
    'it runs and is not ready',
    {
      status: { phase: 'Running', conditions: [condition('Ready', 'False')] },
    },
    { status: 'progressing', message: 'running, not ready' },
  ],
  [
    'it is ready',
    { status: { phase: 'Running', conditions: [condition('Ready', 'True')] } },
    { status: 'healthy', message: 'ready' },
  ],
  [
    'it has completed',
    { status: { phase: 'Succeeded' } },
    { status: 'healthy', message: 'completed' },
  ],
  [
    'it was evicted',
    {
      status: { phase: 'Failed', reason: 'Evicted', message: 'disk pressure' },
    },
    {
      status: 'failed',
      message: 'failed',
      because: { reason: 'Evicted', message: 'disk pressure' },
    },
  ],
]);

cases('v1', 'PersistentVolumeClaim', [
  [
    'it is bound',
    { status: { phase: 'Bound' } },
    { status: 'healthy', message: 'bound' },
  ],
  [
    'it is not bound',
    { status: { phase: 'Pending' } },
    { status: 'progressing', message: 'not bound yet' },
  ],
  [
    'its volume is gone',
    { spec: { volumeName: 'pv-1' }, status: { phase: 'Lost' } },
    {
      status: 'failed',
      message: 'lost',
      because: {
        reason: 'ClaimLost',
        message: 'the volume pv-1 behind this claim is gone',
      },
    },
  ],
]);

cases('v1', 'Service', [
  [
    'it is inside the cluster',
    { spec: { type: 'ClusterIP' } },
    { status: 'healthy', message: 'present' },
  ],
  [
    'its load balancer is being made',
    { spec: { type: 'LoadBalancer' }, status: { loadBalancer: {} } },
    {
      status: 'progressing',
      message: 'the load balancer has no address yet',
    },
  ],
  [
    'its load balancer has an address',
    {
      spec: { type: 'LoadBalancer' },
      status: { loadBalancer: { ingress: [{ hostname: 'lb.example.com' }] } },
    },
    { status: 'healthy', message: 'address lb.example.com' },
  ],
]);

cases('networking.k8s.io/v1', 'Ingress', [
  [
    'nobody writes its address',
    { status: {} },
    { status: 'healthy', message: 'present, no address yet' },
  ],
  [
    'it has an address',
    { status: { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } } },
    { status: 'healthy', message: 'address 10.0.0.1' },
  ],
]);

cases('autoscaling/v2', 'HorizontalPodAutoscaler', [
  [
    'nobody has looked at it',
    {},
    { status: 'healthy', message: 'not evaluated yet' },
  ],
  [
    'it does not find its target',
    {
      status: {
        conditions: [
          condition('AbleToScale', 'False', 'FailedGetScale', 'not found'),
        ],
      },
    },
    {
      status: 'progressing',
      message: 'cannot scale',
      because: { reason: 'FailedGetScale', message: 'not found' },
    },
  ],
  [
    'it has no metrics',
    {
      status: {
        conditions: [
          condition('AbleToScale', 'True'),
          condition(
            'ScalingActive',
            'False',
            'FailedGetResourceMetric',
            'no metrics',
          ),
        ],
      },
    },
    { status: 'healthy', message: 'does not scale now: no metrics' },
  ],
]);

cases('v1', 'Namespace', [
  [
    'it is there',
    { status: { phase: 'Active' } },
    { status: 'healthy', message: 'present' },
  ],
  [
    'it is being deleted',
    {
      metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' },
      status: { phase: 'Terminating' },
    },
    { status: 'progressing', message: 'is being deleted' },
  ],
]);

cases('example.com/v1', 'Anything', [
  [
    'it is there and says nothing',
    {},
    { status: 'healthy', message: 'present' },
  ],
  [
    'it says something else',
    { status: { conditions: [condition('Reconciling', 'True')] } },
    { status: 'healthy', message: 'present' },
  ],
  [
    'it is ready',
    { status: { conditions: [condition('Ready', 'True')] } },
    { status: 'healthy', message: 'ready' },
  ],
  [
    'it is not available',
    {
      status: {
        conditions: [condition('Available', 'False', 'NoEndpoints', 'none')],
      },
    },
    {
      status: 'progressing',
      message: 'not available',
      because: { reason: 'NoEndpoints', message: 'none' },
    },
  ],
  [
    'it was ready before the newest change',
    {
      status: {
        conditions: [{ ...condition('Ready', 'True'), observedGeneration: 1 }],
      },
    },
    {
      status: 'progressing',
      message: 'the newest change has not been looked at yet',
    },
  ],
  [
    'it will not get any further',
    {
      status: {
        conditions: [
          condition('Stalled', 'True', 'BadSpec', 'no such engine'),
          condition('Ready', 'False'),
        ],
      },
    },
    {
      status: 'failed',
      message: 'stalled',
      because: { reason: 'BadSpec', message: 'no such engine' },
    },
  ],
]);

cases('apiextensions.k8s.io/v1', 'CustomResourceDefinition', [
  [
    'its kind is not served yet',
    {
      status: {
        conditions: [condition('Established', 'False', 'Installing', 'x')],
      },
    },
    {
      status: 'progressing',
      message: 'not established',
      because: { reason: 'Installing', message: 'x' },
    },
  ],
]);

it('judges by group and kind, whatever the API version', () => {
  const status = { conditions: [condition('Failed', 'True', 'R', 'm')] };
  expect(judge({ apiVersion: 'batch/v2', kind: 'Job', status }).status).toBe(
    'failed',
  );
  expect(
    judge({ apiVersion: 'example.com/v1', kind: 'Job', status }).status,
  ).toBe('healthy');
});
