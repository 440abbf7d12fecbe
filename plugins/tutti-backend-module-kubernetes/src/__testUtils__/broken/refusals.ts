import { JsonObject, Manifest } from '@tutti/engine';
import { claim, definitionOf } from '../manifests';
import { PodFate } from '../pretendedNode';
import {
  Broken,
  IS_FINAL,
  long,
  MAY_COME,
  running,
  templateOf,
  told,
} from './Broken';

const fine = { status: { phase: 'Running' } };

function job(spec: JsonObject, fate: PodFate): Manifest {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'web' },
    spec: {
      ...spec,
      template: templateOf(fate, { restartPolicy: 'Never' }),
    },
  };
}

/** What controllers and the API server say by themselves. */
export const REFUSALS: Broken[] = [
  {
    what: 'the quota allows no more pods',
    objects: [
      {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'few' },
        spec: { hard: { pods: '0' } },
      },
      told(fine),
    ],
    ...MAY_COME,
    says: 'no pod could be made: the quota few is used up (asked for pods=1, used pods=0, limit pods=0)',
    hint: 'have the quota few raised',
  },
  {
    what: 'the quota wants limits',
    objects: [
      {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'counted' },
        spec: { hard: { 'limits.cpu': '4' } },
      },
      told(fine),
    ],
    ...MAY_COME,
    says: 'no pod could be made: the quota counted wants limits.cpu to be stated',
    hint: 'or let the workload profile set it',
  },
  {
    what: 'a limit is above what the namespace allows',
    objects: [
      {
        apiVersion: 'v1',
        kind: 'LimitRange',
        metadata: { name: 'small' },
        spec: { limits: [{ type: 'Container', max: { memory: '64Mi' } }] },
      },
      told(fine),
    ],
    ...MAY_COME,
    says: 'no pod could be made: the namespace allows a container at most 64Mi of memory, and 128Mi is asked for',
    hint: 'Change memory',
  },
  {
    what: 'the namespace allows only restricted pods',
    labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
    objects: [told(fine)],
    ...MAY_COME,
    says: "no pod could be made: the namespace's pod security level restricted does not allow it: allowPrivilegeEscalation != false",
    hint: 'security context',
  },
  {
    what: 'the priority class is not there',
    objects: [told(fine, { priorityClassName: 'urgent' })],
    ...MAY_COME,
    says: 'no pod could be made: there is no priority class urgent',
    hint: 'workload profile',
  },
  {
    what: 'the runtime class is not there',
    objects: [told(fine, { runtimeClassName: 'gvisor' })],
    ...MAY_COME,
    says: 'no pod could be made: there is no runtime class gvisor',
    hint: 'workload profile',
  },
  {
    what: 'an admission webhook does not answer',
    labels: { 'lab.example.com/webhook': 'dead' },
    objects: [
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingWebhookConfiguration',
        metadata: { name: 'dead' },
        webhooks: [
          {
            name: 'dead.example.com',
            clientConfig: { url: 'https://127.0.0.1:1/' },
            namespaceSelector: {
              matchLabels: { 'lab.example.com/webhook': 'dead' },
            },
            rules: [
              {
                apiGroups: [''],
                apiVersions: ['v1'],
                operations: ['CREATE'],
                resources: ['pods'],
              },
            ],
            sideEffects: 'None',
            admissionReviewVersions: ['v1'],
            timeoutSeconds: 1,
          },
        ],
      },
      told(fine),
    ],
    ...MAY_COME,
    says: 'no pod could be made: the admission webhook dead.example.com does not answer',
    hint: 'whoever runs the webhook dead.example.com',
  },
  {
    what: 'a storage class is not there',
    objects: [claim('not-there')],
    ...MAY_COME,
    says: 'the volume cannot be had yet: there is no storage class not-there',
    hint: 'that this cluster has',
  },
  {
    what: 'no storage class is named, and none is the default',
    objects: [claim('')],
    ...MAY_COME,
    says: 'the volume cannot be had yet: no volume is free, and no storage class makes one',
    hint: 'default one',
  },
  {
    what: 'a job fails',
    objects: [
      job(
        { backoffLimit: 0 },
        {
          status: { phase: 'Failed' },
          containers: [
            {
              state: {
                terminated: {
                  exitCode: 1,
                  reason: 'Error',
                  startedAt: long(),
                  finishedAt: long(),
                },
              },
            },
          ],
        },
      ),
    ],
    ...IS_FINAL,
    says: /^container main crashes with exit code 1$/,
    hint: 'last lines of its log',
  },
  {
    what: 'a job takes too long',
    objects: [
      job(
        { activeDeadlineSeconds: 1 },
        { status: { phase: 'Running' }, containers: [running()] },
      ),
    ],
    ...IS_FINAL,
    says: 'Job was active longer than specified deadline',
    hint: 'activeDeadlineSeconds',
  },
  {
    what: 'a rollout does not get on',
    objects: [
      {
        ...told({ status: { phase: 'Running' } }),
        spec: {
          progressDeadlineSeconds: 1,
          selector: { matchLabels: { app: 'web' } },
          template: templateOf({ status: { phase: 'Running' } }, {}),
        },
      },
    ],
    ...IS_FINAL,
    says: /has timed out progressing\.$/,
    hint: 'Look at the pods',
  },
  {
    what: 'a definition has a name that is taken',
    objects: [
      definitionOf('Taken'),
      {
        ...definitionOf('Taken'),
        metadata: { name: 'others.lab.example.com' },
        spec: {
          ...definitionSpec('Taken'),
          names: { kind: 'Taken', plural: 'others', singular: 'taken' },
        },
      },
    ],
    ...MAY_COME,
    says: 'not all names are accepted',
    hint: 'other names',
  },
];

function definitionSpec(kind: string): JsonObject {
  return JSON.parse(JSON.stringify(definitionOf(kind).spec));
}
