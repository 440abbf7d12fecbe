import { JsonObject, JsonValue } from '../../json';
import { get, patch, post, put, Scenario, Step } from '../scenario';

const deployments = '/apis/apps/v1/namespaces/{ns}/deployments';
const maps = '/api/v1/namespaces/{ns}/configmaps';
const services = '/api/v1/namespaces/{ns}/services';

const web = (container: JsonObject, spec: JsonObject = {}): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'web:1', ...container }] },
    },
    ...spec,
  },
});
const as = (manager: string, body: JsonValue, options = ''): Step =>
  patch('apply', `${deployments}/web?fieldManager=${manager}${options}`, body);
const map = (data: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a' },
  data,
});
const applyMap = (manager: string, data: JsonObject, options = ''): Step =>
  patch('apply', `${maps}/a?fieldManager=${manager}${options}`, map(data));

/** Server-side apply: who owns what, conflicts, and what goes when it is no longer applied. */
export const ownership: Scenario[] = [
  {
    name: 'two appliers share a map',
    steps: [
      applyMap('one', { a: '1', b: '1' }),
      applyMap('two', { c: '1' }),
      applyMap('two', { b: '1', c: '1' }),
      applyMap('two', { b: '2' }),
      applyMap('two', { a: '2', b: '2' }),
      applyMap('two', { b: '2' }, '&force=true'),
      applyMap('one', { a: '1' }),
      applyMap('one', { a: '1' }),
      applyMap('one', {}),
      applyMap('two', {}),
    ],
  },
  {
    name: 'an applier meets a plain writer',
    steps: [
      post(maps, map({ a: '1', b: '1' })),
      applyMap('one', { a: '1' }),
      applyMap('one', { a: '2' }),
      applyMap('one', { a: '2' }, '&force=true'),
      patch('merge', `${maps}/a?fieldManager=edit`, {
        data: { a: '3', c: '1' },
      }),
      applyMap('one', { a: '2' }),
      applyMap('one', { a: '3', c: '2' }),
      put(`${maps}/a?fieldManager=put`, map({ a: '9' })),
      applyMap('one', { a: '9' }),
    ],
  },
  {
    name: 'a field that is no longer applied is removed, a default comes back',
    steps: [
      as(
        'one',
        web(
          {
            env: [
              { name: 'A', value: '1' },
              { name: 'B', value: '2' },
            ],
          },
          { replicas: 3 },
        ),
      ),
      as('one', web({ env: [{ name: 'B', value: '2' }] })),
      as('one', web({})),
    ],
  },
  {
    name: 'lists are merged by their keys',
    steps: [
      as(
        'one',
        web({
          ports: [{ containerPort: 80 }],
          env: [{ name: 'A', value: '1' }],
        }),
      ),
      as('two', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: {
          template: {
            spec: {
              containers: [
                { name: 'side', image: 'side:1' },
                {
                  name: 'web',
                  env: [{ name: 'Z', value: '1' }],
                  ports: [{ containerPort: 80, protocol: 'UDP' }],
                },
              ],
            },
          },
        },
      }),
      as(
        'one',
        web({
          ports: [{ containerPort: 81 }],
          env: [{ name: 'Z', value: '2' }],
        }),
      ),
      as('one', web({ ports: [{ containerPort: 81 }] })),
      get(`${deployments}/web`),
    ],
  },
  {
    name: 'removing a container that somebody else changed',
    steps: [
      as('one', {
        ...web({}),
        spec: {
          selector: { matchLabels: { app: 'web' } },
          template: {
            metadata: { labels: { app: 'web' } },
            spec: {
              containers: [
                { name: 'web', image: 'web:1' },
                { name: 'side', image: 'side:1' },
              ],
            },
          },
        },
      }),
      patch('strategic', `${deployments}/web?fieldManager=set-image`, {
        spec: {
          template: {
            spec: { containers: [{ name: 'side', image: 'side:2' }] },
          },
        },
      }),
      as('one', web({})),
      as('one', web({}), '&force=true'),
    ],
  },
  {
    name: 'atomic parts have one owner',
    steps: [
      as(
        'one',
        web(
          { resources: { limits: { cpu: '0.5', memory: '1024Mi' } } },
          {
            strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } },
          },
        ),
      ),
      as('two', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web', labels: { team: 'a' } },
        spec: { strategy: { rollingUpdate: { maxUnavailable: 0 } } },
      }),
      as('one', web({})),
      as('two', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
      }),
    ],
  },
  {
    name: 'a service shares its ports',
    steps: [
      patch('apply', `${services}/web?fieldManager=one`, {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web' },
        spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }] },
      }),
      patch('apply', `${services}/web?fieldManager=two`, {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web' },
        spec: { ports: [{ name: 'admin', port: 81, targetPort: 'admin' }] },
      }),
      patch('apply', `${services}/web?fieldManager=two`, {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web' },
        spec: { selector: { app: 'other' } },
      }),
      patch('apply', `${services}/web?fieldManager=one`, {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web' },
        spec: { selector: { app: 'web' }, ports: [{ name: 'web', port: 80 }] },
      }),
    ],
  },
  {
    name: 'status is owned through its own door',
    steps: [
      as('one', web({}, { replicas: 2 })),
      patch('merge', `${deployments}/web/status?fieldManager=controller`, {
        status: { replicas: 1, observedGeneration: 1 },
        spec: { replicas: 7 },
      }),
      patch('apply', `${deployments}/web/status?fieldManager=other`, {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        status: { replicas: 1, readyReplicas: 1 },
      }),
      patch('apply', `${deployments}/web/status?fieldManager=other`, {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        status: { replicas: 2 },
      }),
      patch('merge', `${deployments}/web?fieldManager=x`, {
        status: { replicas: 9 },
      }),
      get(`${deployments}/web/status`),
    ],
  },
  {
    name: 'scaling takes the replicas',
    steps: [
      as('one', web({}, { replicas: 2 })),
      get(`${deployments}/web/scale`),
      patch('merge', `${deployments}/web/scale?fieldManager=scaler`, {
        spec: { replicas: 5 },
      }),
      as('one', web({}, { replicas: 2 })),
      as('one', web({})),
      get(`${deployments}/web`),
      put(`${deployments}/web/scale`, {
        apiVersion: 'autoscaling/v1',
        kind: 'Scale',
        metadata: { name: 'web' },
        spec: { replicas: 1 },
      }),
    ],
  },
  {
    name: 'what cannot be applied',
    steps: [
      patch('apply', `${maps}/a`, map({})),
      patch('apply', `${maps}/b?fieldManager=one`, map({})),
      patch('apply', `${maps}/a?fieldManager=one`, {
        ...map({}),
        kind: 'Secret',
      }),
      patch('apply', `${maps}/a?fieldManager=one`, {
        ...map({}),
        metadata: { name: 'a', managedFields: [{ manager: 'x' }] },
      }),
      patch('apply', `${maps}/a?fieldManager=one`, { ...map({}), surprise: 1 }),
      patch('apply', `${maps}/a?fieldManager=one`, {
        ...map({}),
        metadata: { name: 'a', namespace: 'elsewhere' },
      }),
      patch(
        'apply',
        '/api/v1/namespaces/nowhere/configmaps/a?fieldManager=one',
        map({}),
      ),
      as('one', web({ nmae: 'x' })),
      as(
        'one',
        web({
          env: [
            { name: 'A', value: '1' },
            { name: 'A', value: '2' },
          ],
        }),
      ),
      as('one', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
      }),
      patch('apply', `${maps}/a?fieldManager=one&dryRun=All`, map({ a: '1' })),
      get(`${maps}/a`),
    ],
  },
];
