import { JsonObject, ProfilePatch } from '../../../model';
import { profile, score } from '../__fixtures__/renderInput';
import { reservedNameProblems } from './reservedNames';

const named = (name: string) =>
  score(`metadata: { name: web }\ncontainers: { ${name}: { image: x } }`);

const pod = (spec: JsonObject) => ({ spec: { template: { spec } } });
const container = (name: string) => ({ name, image: 'platform:1' });

const found = (own: string, ...patches: Partial<ProfilePatch>[]) =>
  reservedNameProblems(
    named(own),
    {
      hardened: profile({
        name: 'hardened',
        source: { file: 'profiles.yaml', line: 1, patches: [7, 9] },
        patches: patches.map((patch, at) => ({ name: `p${at}`, ...patch })),
      }),
      standard: profile(),
    },
    text => text.replace('${workload.name}', 'web'),
  ).map(({ code, path }) => `${code} ${path}`);

const TAKEN = ['NameTaken containers.log-shipper'];

it.each<[string, Partial<ProfilePatch>]>([
  ['a sidecar', { merge: pod({ containers: [container('log-shipper')] }) }],
  [
    'a container that starts first',
    { merge: pod({ initContainers: [container('log-shipper')] }) },
  ],
  [
    'a sidecar under a condition, whatever it says of this workload',
    {
      when: 'workload.name != "web"',
      merge: pod({ containers: [container('log-shipper')] }),
    },
  ],
  [
    'a sidecar of a CronJob',
    {
      merge: {
        spec: { jobTemplate: pod({ containers: [container('log-shipper')] }) },
      },
    },
  ],
  [
    'an operation that adds one',
    {
      json6902: [
        {
          op: 'add',
          path: '/spec/template/spec/containers/-',
          value: container('log-shipper'),
        },
      ],
    },
  ],
  [
    'an operation that adds the list',
    {
      json6902: [
        {
          op: 'add',
          path: '/spec/template/spec/initContainers',
          value: [container('log-shipper')],
        },
      ],
    },
  ],
])('the name is reserved by %s of any profile', (_, patch) => {
  expect(found('log-shipper', patch)).toEqual(TAKEN);
  expect(found('other', patch)).toEqual([]);
});

it('is reserved as it is filled for the workload', () => {
  const merge = pod({ containers: [container('${workload.name}-proxy')] });
  expect(found('web-proxy', { merge })).toEqual([
    'NameTaken containers.web-proxy',
  ]);
});

it.each<[string, Partial<ProfilePatch>]>([
  [
    'a patch that changes a container',
    { merge: pod({ containers: [{ name: 'main', tty: true }] }) },
  ],
  [
    'every container',
    { merge: pod({ containers: [{ name: '*', tty: true }] }) },
  ],
  ['a volume', { merge: pod({ volumes: [{ name: 'main', emptyDir: {} }] }) }],
])('is not reserved by %s', (_, patch) => {
  expect(found('main', patch)).toEqual([]);
});

it('names both places', () => {
  const [problem] = reservedNameProblems(
    named('log-shipper'),
    {
      hardened: profile({
        name: 'hardened',
        source: { file: 'profiles.yaml', line: 1, patches: [7] },
        patches: [
          {
            name: 'logs',
            merge: pod({ containers: [container('log-shipper')] }),
          },
        ],
      }),
    },
    text => text,
  );
  expect(problem).toMatchObject({
    message:
      'Container log-shipper of workload web has the name of a container that profile hardened adds: patch logs (profiles.yaml:7).',
    file: 'score.yaml',
    path: 'containers.log-shipper',
  });
});
