import { ObjectTemplate, Secret, Unknown } from '../../model';
import { checkSecretPlaces, checkStructure } from './structure';

const later = new Unknown('string', false, 'resources.db.host');
const secret = new Secret('canary');

function deployment(change: ObjectTemplate): ObjectTemplate {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    ...change,
  };
}

describe('what is known after apply', () => {
  it.each<[string, ObjectTemplate, string[]]>([
    ['may fill a leaf', { spec: { a: [{ b: later }] } }, []],
    [
      'may be a number',
      { spec: { replicas: new Unknown('integer', false, 'x') } },
      [],
    ],
    ['is not the kind', { kind: later }, ['kind']],
    ['is not the version', { apiVersion: later }, ['apiVersion']],
    ['is not the name', { metadata: { name: later } }, ['metadata.name']],
    [
      'is not the namespace',
      { metadata: { name: 'web', namespace: later } },
      ['metadata.namespace'],
    ],
    [
      'is not a map',
      { spec: { volumes: [{ emptyDir: new Unknown('object', false, 'x') }] } },
      ['spec.volumes[0].emptyDir'],
    ],
    [
      'is not a list',
      { spec: { hosts: new Unknown('array', false, 'x') } },
      ['spec.hosts'],
    ],
    [
      'is not the metadata as a whole',
      { metadata: new Unknown('object', false, 'x') },
      ['metadata'],
    ],
    [
      'every place is named',
      { kind: later, spec: new Unknown('object', false, 'x') },
      ['kind', 'spec'],
    ],
  ])('%s', (_, change, paths) => {
    const problems = checkStructure(deployment(change));
    expect(problems.map(({ path }) => path)).toEqual(paths);
    expect(problems.map(({ code }) => code)).toEqual(
      paths.map(() => 'UnknownDecidesStructure'),
    );
  });

  it('says where the value comes from', () => {
    expect(
      checkStructure(deployment({ metadata: { name: later } }), {
        address: 'route.default#web.r',
      }),
    ).toEqual([
      {
        severity: 'error',
        code: 'UnknownDecidesStructure',
        message:
          'metadata.name of an object comes from resources.db.host, which is known only after apply.',
        hint: 'Use a value that is known before, such as ${resource.name}.',
        path: 'metadata.name',
        address: 'route.default#web.r',
      },
    ]);
  });
});

describe('secrets', () => {
  const inSecret = (change: ObjectTemplate) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's' },
    ...change,
  });

  it.each<[string, ObjectTemplate, string[]]>([
    ['stringData of a Secret', inSecret({ stringData: { a: secret } }), []],
    ['data of a Secret', inSecret({ data: { a: secret } }), []],
    [
      'to be known later, in a Secret',
      inSecret({ stringData: { a: new Unknown('string', true, 'x') } }),
      [],
    ],
    [
      'a label of a Secret',
      inSecret({ metadata: { name: 's', labels: { a: secret } } }),
      ['metadata.labels.a'],
    ],
    [
      'a Secret of somebody else',
      { ...inSecret({ data: { a: secret } }), apiVersion: 'vault/v1' },
      ['data.a'],
    ],
    [
      'a ConfigMap',
      { ...inSecret({ data: { a: secret } }), kind: 'ConfigMap' },
      ['data.a'],
    ],
    [
      'an annotation',
      deployment({
        metadata: { name: 'web', annotations: { 'a.b/c': secret } },
      }),
      ['metadata.annotations["a.b/c"]'],
    ],
    [
      'an argument, known later',
      deployment({
        spec: { args: ['-p', new Unknown('string', true, 'x')] },
      }),
      ['spec.args[1]'],
    ],
    ['the name', deployment({ metadata: { name: secret } }), ['metadata.name']],
    ['the kind', deployment({ kind: secret }), ['kind']],
    ['nothing secret', deployment({ spec: { a: later } }), []],
  ])('%s', (_, template, paths) => {
    const problems = checkSecretPlaces(template);
    expect(problems.map(({ path }) => path)).toEqual(paths);
    expect(JSON.stringify(problems)).not.toContain('canary');
  });
});
