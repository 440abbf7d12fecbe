import { JsonObject } from '../content';
import { inspectObject } from '../inspectObject';
import { describedShape } from './describedShape';

const document = (schemas: JsonObject): JsonObject => ({
  components: { schemas },
});

const named = (apiVersion: string, kind: string): JsonObject => {
  const [version, group = ''] = apiVersion.split('/').reverse();
  return { 'x-kubernetes-group-version-kind': [{ group, version, kind }] };
};

const ref = (name: string) => ({
  allOf: [{ $ref: `#/components/schemas/${name}` }],
});

it('a custom kind is as its schema says', () => {
  const shape = describedShape(
    document({
      'com.example.v1.Queue': {
        type: 'object',
        properties: {
          apiVersion: { type: 'string' },
          metadata: ref('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'),
          spec: {
            type: 'object',
            required: ['size', 'mode', 'note'],
            properties: {
              size: { type: 'integer' },
              mode: { type: 'string', default: 'fifo' },
              note: { type: 'string', nullable: true },
              free: {
                type: 'object',
                'x-kubernetes-preserve-unknown-fields': true,
              },
            },
          },
        },
        ...named('example.com/v1', 'Queue'),
      },
    }),
    'example.com/v1',
    'Queue',
  );
  const wrong = (spec: JsonObject) =>
    inspectObject(
      {
        apiVersion: 'example.com/v1',
        kind: 'Queue',
        metadata: { name: 'jobs' },
        spec,
      },
      shape,
    ).map(({ reason, path }) => `${reason} ${path.join('.')}`);
  expect(wrong({ size: 1, note: null, free: { any: [1] } })).toEqual([]);
  expect(wrong({ size: 'large' })).toEqual(['type spec.size']);
  expect(wrong({ sise: 1 })).toEqual(['type spec.sise', 'required spec.size']);
});

const OWN = 'io.k8s.api.scheduling.v9.Lane';

it("a kind of another release of Kubernetes is as that release's types say", () => {
  const shape = describedShape(
    document({
      [OWN]: {
        type: 'object',
        properties: { metadata: {}, spec: ref(`${OWN}Spec`) },
        ...named('scheduling.k8s.io/v9', 'Lane'),
      },
      [`${OWN}Spec`]: {
        type: 'object',
        properties: { width: { type: 'integer', format: 'int32' } },
      },
    }),
    'scheduling.k8s.io/v9',
    'Lane',
  );
  expect(
    inspectObject(
      { metadata: { name: 'a' }, spec: { width: 'wide', high: 1 } },
      shape,
    ).map(({ path }) => path),
  ).toEqual([
    ['spec', 'width'],
    ['spec', 'high'],
  ]);
});

it.each<[string, JsonObject]>([
  ['nothing at all', {}],
  ['no schemas', { components: { schemas: 'none' } }],
  ['other kinds', document({ a: { ...named('v1', 'Secret') } })],
  [
    'less than what is shipped, under a name of its own',
    document({
      'core.v1.ConfigMap': { type: 'object', ...named('v1', 'ConfigMap') },
    }),
  ],
])('a cluster that says %s changes nothing', (_, said) => {
  expect(describedShape(said, 'v1', 'ConfigMap')).toBeUndefined();
});
