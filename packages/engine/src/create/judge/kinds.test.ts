import { customShape } from '@tutti/kubernetes';
import { ObjectTemplate, Secret, ValueObject } from '../../model';
import { definition } from '../../testing/platform';
import { judgeObjects } from './index';

const inputs = {
  objects: [{ data: { made: '${ generate.password.a }', plain: 'YQ==' } }],
};

function judged(template: ValueObject, address = 'thing.default#a') {
  const { apiVersion, kind } = template;
  const named: ObjectTemplate = { metadata: { name: 'a' }, ...template };
  return {
    ref: { apiVersion: String(apiVersion), kind: String(kind), name: 'a' },
    template: named,
    address,
    origin: {
      kind: 'definition' as const,
      definition: definition('thing', { type: 'thing', inputs }),
      index: 0,
    },
  };
}

const schema = {
  type: 'object',
  properties: { spec: { type: 'integer' } },
};

const crd = judged({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'queues.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Queue', plural: 'queues', singular: 'queue' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: schema },
      },
    ],
  },
});

const queue = judged({
  apiVersion: 'example.com/v1',
  kind: 'Queue',
  spec: 'x',
});
const refusal = { code: 'RefusedByKubernetes', severity: 'error' };

describe('a custom kind', () => {
  it('passes where nobody knows it', () => {
    expect(judgeObjects([queue])).toEqual([]);
  });

  it('is judged by a definition beside it', () => {
    expect(judgeObjects([queue, crd])).toMatchObject([
      { ...refusal, path: 'spec.inputs.objects[0].spec' },
    ]);
  });

  it("is judged by its cluster's description", () => {
    const shapes = () => customShape(schema);
    expect(judgeObjects([queue], { shapes })).toMatchObject([refusal]);
  });

  it('is judged where its step is among those asked for', () => {
    const only = (address: string) => ({ only: new Map([[address, true]]) });
    expect(judgeObjects([queue, crd], only('thing.default#a'))).toHaveLength(1);
    expect(judgeObjects([queue, crd], only('thing.default#b'))).toEqual([]);
  });
});

it.each([
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'Use autoscaling/v2,'],
  ['extensions/v1beta1', 'Ingress', 'Use networking.k8s.io/v1,'],
  ['batch/v1beta10', 'CronJob', 'Use batch/v1,'],
])('%s %s is no more', (apiVersion, kind, hint) => {
  expect(judgeObjects([judged({ apiVersion, kind })])).toMatchObject([
    {
      ...refusal,
      hint: expect.stringContaining(hint),
      path: 'spec.inputs.objects[0].apiVersion',
    },
  ]);
});

it.each([
  ['example.com/v1beta1', 'CronJob'],
  ['batch/v1beta1', 'Other'],
  ['batch/v1beta1x', 'CronJob'],
  ['batch/v9', 'CronJob'],
])('%s %s may be anything', (apiVersion, kind) => {
  expect(judgeObjects([judged({ apiVersion, kind })])).toEqual([]);
});

it('only what is generated may not stand under data as it is', () => {
  const data = { made: new Secret('YQ=='), plain: new Secret('YQ==') };
  const found = judgeObjects([
    judged({ apiVersion: 'v1', kind: 'Secret', data }),
  ]);
  expect(found).toMatchObject([
    {
      ...refusal,
      path: 'spec.inputs.objects[0].data.made',
      hint: expect.stringContaining('stringData'),
    },
  ]);
});
