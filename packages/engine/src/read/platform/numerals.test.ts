import { DriverContract } from './inputs';
import { readPlatform } from './readPlatform';

const DRIVERS: DriverContract[] = [
  { name: 'static', inputs: { type: 'object' } },
  {
    name: 'manifests',
    inputs: {
      type: 'object',
      properties: { retries: { type: 'integer' }, note: {} },
    },
  },
];

const HEAD = 'apiVersion: tutti.dev/v1alpha1\n';

const TYPES = `${HEAD}kind: ResourceType
metadata: { name: broker }
spec:
  params:
    type: object
    properties:
      version: { type: [string, number] }
      size: { type: number }
      replicas: { type: integer }
      more: {}
  outputs:
    type: object
    properties: { image: { type: string }, port: { type: integer }, any: {} }
`;

const definition = (spec: string) => `${HEAD}kind: ResourceDefinition
metadata: { name: broker }
spec: { type: broker, ${spec} }
`;

const application = (values: string) => `${HEAD}kind: Application
metadata: { name: shop }
spec: { values: ${values} }
`;

const type = (param: string) => `${HEAD}kind: ResourceType
metadata: { name: other }
spec: { params: { type: object, properties: { version: ${param} } } }
`;

function refused(text: string): (string | undefined)[] {
  const { problems } = readPlatform(
    [
      { file: 'types.yaml', text: TYPES },
      { file: 'platform.yaml', text },
    ],
    DRIVERS,
  );
  return problems
    .filter(({ code }) => code === 'NumberNotKept')
    .map(({ file, line, path }) => `${file}:${line} ${path}`);
}

describe('numbers that would lose digits in a text', () => {
  it.each([
    ['a value', application('{ RELEASE: 2.10 }'), 'spec.values.RELEASE'],
    [
      'inside a value',
      application('{ A: [{ b: 1e3 }] }'),
      'spec.values.A[0].b',
    ],
    [
      'an output of a static resource',
      definition('driver: static, inputs: { any: 3.10 }'),
      'spec.inputs.any',
    ],
    [
      'an output beside objects',
      definition('driver: manifests, inputs: { outputs: { any: 0x1F } }'),
      'spec.inputs.outputs.any',
    ],
    [
      'an input that the driver does not call a number',
      definition('driver: manifests, inputs: { note: .5 }'),
      'spec.inputs.note',
    ],
    [
      'a param that may be a text',
      definition(
        'driver: static, dependsOn: { a: { type: broker, params: { version: +1 } } }',
      ),
      'spec.dependsOn.a.params.version',
    ],
    [
      'a param of what is made beside it',
      definition(
        'driver: static, provisions: [{ type: broker, params: { more: 1.0 } }]',
      ),
      'spec.provisions[0].params.more',
    ],
    [
      'a default of anything',
      type('{ default: 3.10 }'),
      'spec.params.properties.version.default',
    ],
    [
      'a choice of texts and numbers',
      type('{ type: [string, number], enum: [3.9, 3.10] }'),
      'spec.params.properties.version.enum[1]',
    ],
  ])('%s is refused', (_, text, path) => {
    const line = text.split('\n').findIndex(one => /spec:/.test(one)) + 1;
    expect(refused(text)).toEqual([`platform.yaml:${line} ${path}`]);
  });

  it.each([
    ['in quotes', application('{ RELEASE: "2.10" }')],
    ['printed alike', application('{ RELEASE: 2.1, N: 1000, M: -0.5 }')],
    ['texts of YAML 1.2', application('{ A: 1_000, B: 1:30, C: 2001-01-01 }')],
    ['no', application('{ A: no, B: on, C: ~ }')],
    [
      'a number by contract',
      definition('driver: static, inputs: { port: 0x1F }'),
    ],
    [
      'a number of the driver',
      definition('driver: manifests, inputs: { retries: 1e1 }'),
    ],
    [
      'a param that is a number',
      definition(
        'driver: static, dependsOn: { a: { type: broker, params: { size: 1.50, replicas: 1e1 } } }',
      ),
    ],
    [
      'a mode in an object',
      definition(
        'driver: manifests, inputs: { objects: [{ spec: { defaultMode: 0644 } }] }',
      ),
    ],
    ['a number with a default', type('{ type: number, default: 1.0 }')],
    ['a bound', type('{ type: number, minimum: 0.0 }')],
    [
      'a choice of numbers',
      type('{ type: number, enum: [1.0, 2.0], default: 1.0 }'),
    ],
    [
      'a patch',
      `${HEAD}kind: WorkloadProfile
metadata: { name: p }
spec: { patches: [{ name: a, merge: { spec: { terminationGracePeriodSeconds: 1e1 } } }] }
`,
    ],
  ])('%s is fine', (_, text) => expect(refused(text)).toEqual([]));
});
