import { builtinKind } from '@tutti/kubernetes';
import { ObjectTemplate, Secret, Unknown, ValueObject } from '../../model';
import { definition } from '../../testing/platform';
import { judgeObjects, textsByField } from './index';

const inputs = { objects: [{ data: { pw: '${generate.password.app}' } }] };

function told(...templates: ValueObject[]) {
  return judgeObjects(
    templates.map((template: ObjectTemplate, index) => ({
      ref: {
        apiVersion: String(template.apiVersion),
        kind: String(template.kind),
        namespace: 'shop',
        name: 'web',
      },
      template: { metadata: { name: 'web' }, ...template },
      address: 'thing.default#web',
      origin: {
        kind: 'definition',
        definition: definition('thing', { type: 'thing', inputs }),
        index,
      },
    })),
  ).map(
    ({ severity, code, path, message }) =>
      `${severity} ${code} ${path} ${message}`,
  );
}

const config = (data: ValueObject) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  data,
});
const secret = (data: ValueObject) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  data,
});
const deployment = (container: ValueObject, rest: ValueObject = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [{ name: 'main', image: 'web:1', ...container }],
        ...rest,
      },
    },
  },
});

it.each<[string, ValueObject, string | undefined]>([
  [
    'a number in a text',
    config({ A: 25 }),
    'RefusedByKubernetes spec.inputs.objects[0].data.A',
  ],
  [
    'a text that comes later',
    config({ A: new Unknown('string', false, 'x') }),
    undefined,
  ],
  [
    'a number that comes later',
    config({ A: new Unknown('integer', false, 'x') }),
    'objects[0].data.A',
  ],
  [
    'a generated value under data',
    secret({ a: new Secret('YQ==') }),
    'objects[0].data.pw',
  ],
  [
    'the same amount in two ways',
    deployment({
      resources: { requests: { cpu: '700m' }, limits: { cpu: '0.7' } },
    }),
    undefined,
  ],
  [
    'more than the limit',
    deployment({
      resources: { requests: { cpu: '0.8' }, limits: { cpu: '700m' } },
    }),
    'containers[0].resources.requests.cpu',
  ],
  [
    'both alternatives',
    deployment({
      env: [
        {
          name: 'A',
          value: 'x',
          valueFrom: { fieldRef: { fieldPath: 'status.podIP' } },
        },
      ],
    }),
    'env[0].valueFrom',
  ],
  [
    'an unknown field',
    deployment({ imagee: 'x' }),
    'Deployment web has no field spec.template.spec.containers[0].imagee',
  ],
  [
    'a kind nobody knows',
    { apiVersion: 'example.com/v1', kind: 'Thing', spec: { any: 1 } },
    undefined,
  ],
  [
    'a beta that has grown up',
    { apiVersion: 'batch/v1beta1', kind: 'CronJob' },
    'any more',
  ],
  [
    'an image in capitals',
    deployment({ image: 'Web:1' }),
    'warning ImageNotPullable',
  ],
  [
    'a claim that nothing makes',
    deployment(
      {},
      {
        volumes: [{ name: 'a', persistentVolumeClaim: { claimName: 'gone' } }],
      },
    ),
    'warning ReferenceNotFound',
  ],
])('%s', (_, template, expected) => {
  const sentences = expected === undefined ? [] : [expected];
  expect(told(template)).toEqual(
    sentences.map(sentence => expect.stringContaining(sentence)),
  );
});

it('never shows what a Secret holds', () => {
  const [problem] = told(secret({ pw: new Secret('not base64: s3cret') }));
  expect(problem).toContain('data.pw is not base64');
  expect(problem).not.toContain('s3cret');
});

it('a claim for one node and several pods is doubted', () => {
  const pods = deployment(
    {},
    {
      volumes: [{ name: 'a', persistentVolumeClaim: { claimName: 'web' } }],
    },
  );
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
    },
  };
  expect(told({ ...pods, spec: { ...pods.spec, replicas: 3 } }, claim)).toEqual(
    [expect.stringContaining('warning VolumeHeldOnce')],
  );
  expect(
    told(
      { ...pods, spec: { ...pods.spec, strategy: { type: 'Recreate' } } },
      claim,
    ),
  ).toEqual([]);
});

it('what a placeholder alone fills is text where only texts are taken, what is written is not', () => {
  const shape = builtinKind('v1', 'ConfigMap')?.shape;
  if (!shape) throw new Error('no ConfigMap');
  expect(
    textsByField(
      { data: { A: '${params.a}', B: 25, C: '${params.c}' } },
      { data: { A: 25, B: 25, C: true } },
      shape,
    ),
  ).toEqual({ data: { A: '25', B: 25, C: 'true' } });
});
