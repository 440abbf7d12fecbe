import { doc, POSTGRES, readDocuments } from '../__testUtils__/platform';
import { told } from '../__testUtils__/told';

const definition = (more: string, type = 'postgres') =>
  doc(
    'ResourceDefinition',
    'pg',
    `
  type: ${type}
  driver: static
  ${more}`,
  );

describe('references', () => {
  it.each([
    [
      'the type of a definition',
      definition('class: default', 'nothing'),
      'spec.type',
    ],
    ['the driver', definition('').replace('static', 'nothing'), 'spec.driver'],
    [
      'types of dependsOn',
      definition('dependsOn: { a: { type: nothing } }'),
      'spec.dependsOn.a.type',
    ],
    [
      'types of provisions',
      definition('provisions: [{ type: nothing }]'),
      'spec.provisions[0].type',
    ],
    [
      'types of collect',
      definition(
        'collect: { a: { from: self, of: dependents, type: nothing } }',
      ),
      'spec.collect.a.type',
    ],
    [
      'where collect begins',
      definition(
        'collect: { a: { from: nothing, of: dependents, type: postgres } }',
      ),
      'spec.collect.a.from',
    ],
    [
      'an environment type in criteria',
      definition('criteria: { environmentType: nothing }'),
      'spec.criteria.environmentType',
    ],
    [
      'environment types in criteria',
      definition('criteria: { environmentType: [nothing] }'),
      'spec.criteria.environmentType[0]',
    ],
    [
      'criteria of a target',
      doc(
        'Target',
        'eu',
        '{ driver: kubernetes, criteria: { environmentType: nothing } }',
      ),
      'spec.criteria.environmentType',
    ],
    [
      'criteria of a policy',
      doc(
        'Policy',
        'a',
        '{ require: "true", message: a, criteria: { environmentType: nothing } }',
      ),
      'spec.criteria.environmentType',
    ],
    [
      'the profile of an environment type',
      doc('EnvironmentType', 'a', '{ rank: 1, profile: nothing }'),
      'spec.profile',
    ],
    [
      'environment types of an application',
      doc('Application', 'a', '{ environments: [{ name: a, type: nothing }] }'),
      'spec.environments[0].type',
    ],
  ])('must lead somewhere: %s', (_, document, path) => {
    expect(
      readDocuments(POSTGRES, document).problems.map(problem => [
        problem.code,
        problem.path,
      ]),
    ).toEqual([['UnknownReference', path]]);
  });

  it.each([
    ['driver: git', ['spec.driver']],
    [
      'driver: kubernetes, git: { repository: "https://git.example.com/a" }',
      ['spec.git'],
    ],
    ['driver: git, git: { repository: "https://git.example.com/a" }', []],
    [
      'driver: git, git: { repository: "https://git.example.com/a", health: { tool: flux } }',
      ['spec.git.health.tool'],
    ],
    [
      'driver: git, git: { repository: "https://git.example.com/a", secrets: cluster }',
      ['spec.git.secrets'],
    ],
    [
      'driver: git, cluster: a, git: { repository: "https://git.example.com/a", secrets: cluster, mode: pullRequest, health: { tool: flux } }',
      [],
    ],
    [
      'driver: git, git: { repository: "https://git.example.com/a", mode: pullRequest, proposal: next }',
      ['spec.git.proposal'],
    ],
    [
      'driver: git, cluster: a, git: { repository: "https://git.example.com/a", mode: branch, health: { tool: flux } }',
      ['spec.git.health.tool'],
    ],
    [
      'driver: git, git: { repository: "https://git.example.com/a", mode: branch, proposal: "next/${context.application}" }',
      ['spec.git.proposal'],
    ],
  ])('of a Target to its repository: %s', (spec, paths) => {
    expect(
      readDocuments(doc('Target', 'a', `{ ${spec} }`)).problems.map(problem => [
        problem.code,
        problem.path,
      ]),
    ).toEqual(paths.map(path => ['InvalidTarget', path]));
  });

  it('to a document that is itself broken are no second problem', () => {
    expect(
      told(
        readDocuments(
          doc('ResourceType', 'postgres', '{ fase: before }'),
          definition(''),
          doc('EnvironmentType', 'a', '{ rank: first }'),
          doc(
            'Target',
            'eu',
            '{ driver: kubernetes, criteria: { environmentType: a } }',
          ),
        ),
      ),
    ).toEqual([
      '4:9 SchemaViolation spec.fase',
      '17:15 SchemaViolation spec.rank',
    ]);
  });

  it('to a definition to adopt from may be outdated: it has left the files just now', () => {
    const result = readDocuments(POSTGRES, definition('adopts: [pg-old]'));
    expect(result.ok).toBe(true);
    expect(told(result)).toEqual(['13:12 (UnknownReference) spec.adopts[0]']);
  });

  it.each([
    ['itself', 'adopts: [pg]', 'UnknownReference'],
    ['another type', 'adopts: [other]', 'CannotAdopt'],
  ])('to adopt from cannot be %s', (_, more, code) => {
    expect(
      readDocuments(
        POSTGRES,
        doc('ResourceType', 'redis', '{}'),
        doc('ResourceDefinition', 'other', '{ type: redis, driver: static }'),
        definition(more),
      ).problems.map(problem => problem.code),
    ).toEqual([code]);
  });
});

describe('names inside a document', () => {
  it.each([
    [
      'patches',
      doc(
        'WorkloadProfile',
        'a',
        '{ patches: [{ name: p, merge: {} }, { name: p, merge: {} }] }',
      ),
      'DuplicateName',
      'spec.patches[1].name',
    ],
    [
      'environments',
      doc(
        'Application',
        'a',
        '{ environments: [{ name: e, type: development }, { name: e, type: development }] }',
      ),
      'DuplicateName',
      'spec.environments[1].name',
    ],
    [
      'workloads',
      doc('Application', 'a', '{ workloads: [{ source: a }, { source: a }] }'),
      'DuplicateName',
      'spec.workloads[1].source',
    ],
    [
      'the alias self',
      definition('dependsOn: { self: { type: postgres } }'),
      'ReservedName',
      'spec.dependsOn.self',
    ],
    [
      'the alias workload',
      definition('dependsOn: { workload: { type: postgres } }'),
      'ReservedName',
      'spec.dependsOn.workload',
    ],
  ])('%s', (_, document, code, path) => {
    expect(
      readDocuments(
        POSTGRES,
        doc('EnvironmentType', 'development', '{ rank: 1 }'),
        document,
      ).problems.map(problem => [problem.code, problem.path]),
    ).toEqual([[code, path]]);
  });
});

it.each([
  ['Servce', 'NeverMatches | Did you mean "Service"?'],
  [
    'DaemonSet',
    'NeverMatches | There are: ConfigMap, Deployment, Secret, Service.',
  ],
  ['Deployment', undefined],
  ['Secret', undefined],
])('a patch for a %s: %s', (kind, finding) => {
  const { problems } = readDocuments(
    doc(
      'WorkloadProfile',
      'a',
      `{ patches: [{ name: p, target: { kind: ${kind} }, merge: {} }] }`,
    ),
  );
  expect(problems.map(({ code, hint }) => `${code} | ${hint}`)).toEqual(
    finding === undefined ? [] : [finding],
  );
  expect(problems.every(({ severity }) => severity === 'warning')).toBe(true);
});
