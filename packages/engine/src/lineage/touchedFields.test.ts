import { JsonObject, WorkloadProfile } from '../model';
import { touchedFields } from './touchedFields';

const OBJECT: JsonObject = {
  kind: 'Deployment',
  metadata: { name: 'web', labels: { team: 'a', tier: 'web' } },
  spec: {
    replicas: 2,
    template: {
      spec: {
        containers: [
          { name: 'web', image: 'web:1', env: [{ name: 'A', value: '1' }] },
          { name: 'vault', image: 'vault:1' },
        ],
      },
    },
  },
};

const profile = (
  patches: WorkloadProfile['patches'],
  defaults: WorkloadProfile['defaults'] = {},
) => ({
  kind: 'Deployment' as const,
  defaults,
  patches,
  source: {
    file: 'profile.yaml',
    line: 3,
    patches: patches.map((_, i) => 10 + i),
  },
});

it.each<[string, WorkloadProfile['patches'], string[]]>([
  [
    'a field',
    [{ name: 'p', merge: { spec: { replicas: 2 } } }],
    ['p: spec.replicas'],
  ],
  [
    'not what it does not hold',
    [{ name: 'p', merge: { spec: { replicas: 3 } } }],
    [],
  ],
  [
    'what placeholders filled',
    [
      {
        name: 'p',
        merge: { metadata: { labels: { tier: '${workload.name}' } } },
      },
    ],
    ['p: metadata.labels.tier'],
  ],
  [
    'a container by its name',
    [
      {
        name: 'sidecar',
        when: 'true',
        merge: {
          spec: {
            template: {
              spec: { containers: [{ name: 'vault', image: 'vault:1' }] },
            },
          },
        },
      },
    ],
    [
      'sidecar: spec.template.spec.containers[vault].image,spec.template.spec.containers[vault].name',
    ],
  ],
  [
    'every container',
    [
      {
        name: 'env',
        merge: {
          spec: {
            template: {
              spec: {
                containers: [{ name: '*', env: [{ name: 'A', value: '1' }] }],
              },
            },
          },
        },
      },
    ],
    [
      'env: spec.template.spec.containers[web].env[A].name,spec.template.spec.containers[web].env[A].value',
    ],
  ],
  [
    'an operation',
    [
      {
        name: 'op',
        json6902: [
          { op: 'replace', path: '/metadata/labels/team', value: 'a' },
        ],
      },
    ],
    ['op: metadata.labels.team'],
  ],
  [
    'of the later one what both say',
    [
      { name: 'first', merge: { spec: { replicas: 2 } } },
      { name: 'second', merge: { spec: { replicas: 2 } } },
    ],
    ['second: spec.replicas'],
  ],
  [
    'nothing of another kind',
    [
      {
        name: 'p',
        target: { kind: 'Service' },
        merge: { metadata: { labels: { team: 'a' } } },
      },
    ],
    [],
  ],
])('tells %s', (_, patches, expected) => {
  expect(
    touchedFields(profile(patches), OBJECT).map(
      ({ patch, fields }) => `${patch}: ${fields.join(',')}`,
    ),
  ).toEqual(expected);
});

it('tells the defaults, and where each stands', () => {
  expect(
    touchedFields(
      profile([{ name: 'p', merge: { metadata: { labels: { team: 'a' } } } }], {
        spec: { replicas: 2 },
      }),
      OBJECT,
    ),
  ).toEqual([
    { line: 3, fields: ['spec.replicas'] },
    { patch: 'p', line: 10, fields: ['metadata.labels.team'] },
  ]);
});
