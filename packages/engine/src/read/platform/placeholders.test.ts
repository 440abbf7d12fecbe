import { doc, readDocuments } from '../__testUtils__/platform';

const PLATFORM = [
  doc(
    'ResourceType',
    'postgres',
    `{ params: { type: object, properties: { version: { type: string } }, additionalProperties: false },
     outputs: { type: object, properties: { host: { type: string } }, additionalProperties: false } }`,
  ),
  doc(
    'ResourceType',
    'open',
    '{ params: { type: object, properties: { size: {} } }, outputs: { type: object, properties: { url: {} } } }',
  ),
  doc('ResourceType', 'any', '{}'),
];

function judged(document: string): string[] {
  return readDocuments(...PLATFORM, document).problems.map(
    ({ severity, code }) => (severity === 'error' ? code : `(${code})`),
  );
}

function inDefinition(text: string): string[] {
  return judged(
    doc(
      'ResourceDefinition',
      'pg',
      `
  type: postgres
  driver: static
  dependsOn:
    base: { type: postgres }
    open: { type: open }
    any: { type: any }
  collect:
    users: { from: self, of: dependents, type: postgres }
    needs: { from: self, of: dependencies, type: postgres }
  inputs: { a: [{ b: ${JSON.stringify(text)} }] }`,
    ),
  );
}

describe('in a definition', () => {
  it.each([
    'text, $HOME, $$',
    '$${HOME}',
    '${context.application}',
    '${context.environment}-${context.environmentType}',
    '${context.owner}',
    '${context.release}',
    '${resource.name}',
    '${resource.type}.${resource.class}#${resource.id} ${resource.uid}',
    '${params}',
    '${params.version}',
    '${params.version.deep}',
    '${resources.base.host}',
    '${resources.open.url}',
    '${resources.any.thing.at.all}',
    '${collect.users.id}',
    '${collect.users.params.version}',
    '${collect.needs.host}',
    '${collect.needs.address}',
    '${values.A}',
    '${values.A.deep}',
    '${secrets.B}',
    '${platform.values.C}',
    '${platform.secrets.D}',
    '${workload.name}',
    '${workload.annotations.example\\.com/a}',
    '${workload.service.ports.web.port}',
    '${workload.service.ports.web.targetPort}',
    '${workloads.api.name}',
    '${generate.password.app}',
    '${generate.suffix.a}${generate.uuid.b}',
  ])('can be filled: %s', text => {
    expect(inDefinition(text)).toEqual([]);
  });

  it.each([
    ['${HOME}', 'InvalidPlaceholder'],
    ['${}', 'InvalidPlaceholder'],
    ['${unclosed', 'InvalidPlaceholder'],
    ['${context}', 'InvalidPlaceholder'],
    ['${context.}', 'InvalidPlaceholder'],
    ['${context.env}', 'UnknownPlaceholder'],
    ['${context.environment.name}', 'InvalidPlaceholder'],
    ['${resource.host}', 'UnknownPlaceholder'],
    ['${params.size}', 'UnknownPlaceholder'],
    ['${resources}', 'InvalidPlaceholder'],
    ['${resources.base}', 'InvalidPlaceholder'],
    ['${resources.bas.host}', 'UnknownPlaceholder'],
    ['${resources.base.hots}', 'UnknownPlaceholder'],
    ['${resources.open.uri}', '(UnknownPlaceholder)'],
    ['${resources.constructor.x}', 'UnknownPlaceholder'],
    ['${collect}', 'InvalidPlaceholder'],
    ['${collect.nobody.id}', 'UnknownPlaceholder'],
    ['${collect.users.host}', 'InvalidPlaceholder'],
    ['${collect.needs.hots}', 'UnknownPlaceholder'],
    ['${collect.needs}', 'InvalidPlaceholder'],
    ['${values}', 'InvalidPlaceholder'],
    ['${platform}', 'InvalidPlaceholder'],
    ['${platform.values}', 'InvalidPlaceholder'],
    ['${platform.other.X}', 'UnknownPlaceholder'],
    ['${workload}', 'InvalidPlaceholder'],
    ['${workload.image}', 'UnknownPlaceholder'],
    ['${workload.name.x}', 'InvalidPlaceholder'],
    ['${workload.annotations}', 'InvalidPlaceholder'],
    ['${workload.annotations.example.com/a}', 'InvalidPlaceholder'],
    ['${workload.service.ports.web}', 'InvalidPlaceholder'],
    ['${workload.service.ports.web.name}', 'UnknownPlaceholder'],
    ['${workload.service.ports.web.port.x}', 'InvalidPlaceholder'],
    ['${workloads}', 'InvalidPlaceholder'],
    ['${workloads.api.image}', 'UnknownPlaceholder'],
    ['${generate.password}', 'InvalidPlaceholder'],
    ['${generate.passwd.app}', 'UnknownPlaceholder'],
    ['${generate.password.app.x}', 'InvalidPlaceholder'],
  ])('cannot be filled: %s', (text, code) => {
    expect(inDefinition(text)).toEqual([code]);
  });

  it.each([
    [
      'params of dependsOn',
      'dependsOn: { a: { type: any, params: { x: "${nowhere}" } } }',
    ],
    [
      'params of provisions',
      'provisions: [{ type: any, params: { x: ["${nowhere}"] } }]',
    ],
    ['inputs', 'inputs: { x: "${nowhere}" }'],
  ])('are looked for in %s', (_, more) => {
    expect(
      judged(
        doc(
          'ResourceDefinition',
          'pg',
          `{ type: postgres, driver: static, ${more} }`,
        ),
      ),
    ).toEqual(['InvalidPlaceholder']);
  });
});

describe('elsewhere', () => {
  const target = (text: string) =>
    doc('Target', 'eu', `{ driver: kubernetes, namespace: '${text}' }`);
  const merge = (text: string) =>
    doc(
      'WorkloadProfile',
      'a',
      `{ patches: [{ name: p, merge: { a: '${text}' } }] }`,
    );
  const json6902 = (text: string) =>
    doc(
      'WorkloadProfile',
      'a',
      `{ patches: [{ name: p, json6902: [{ op: add, path: /a, value: '${text}' }] }] }`,
    );
  const defaults = (text: string) =>
    doc('WorkloadProfile', 'a', `{ defaults: { a: '${text}' } }`);

  it.each([
    ['a namespace sees the context', target('${context.owner}'), []],
    [
      'a namespace sees nothing else',
      target('${values.A}'),
      ['InvalidPlaceholder'],
    ],
    ['a profile sees the workload', merge('${workload.name}'), []],
    ['a profile sees values', json6902('${platform.values.A}'), []],
    [
      'a profile sees no resource',
      merge('${resource.name}'),
      ['InvalidPlaceholder'],
    ],
    ['nor do its operations', json6902('${params.a}'), ['InvalidPlaceholder']],
    [
      'nor do its defaults',
      defaults('${generate.uuid.a}'),
      ['InvalidPlaceholder'],
    ],
  ])('%s', (_, document, codes) => {
    expect(judged(document)).toEqual(codes);
  });

  const definition = (more: string) =>
    doc(
      'ResourceDefinition',
      'pg',
      `{ type: postgres, driver: static, ${more} }`,
    );

  it.each([
    ['spec.namespace', target('${nowhere}')],
    ['spec.patches[0].merge.a', merge('${nowhere}')],
    ['spec.patches[0].json6902[0].value', json6902('${nowhere}')],
    ['spec.defaults.a', defaults('${nowhere}')],
    ['spec.inputs.a', definition('inputs: { a: "${nowhere}" }')],
    [
      'spec.dependsOn.a.params.x',
      definition(
        'dependsOn: { a: { type: any, params: { x: "${nowhere}" } } }',
      ),
    ],
    [
      'spec.provisions[0].params.x[0]',
      definition('provisions: [{ type: any, params: { x: ["${nowhere}"] } }]'),
    ],
  ])('the place is told: %s', (path, document) => {
    expect(readDocuments(...PLATFORM, document).problems).toEqual([
      expect.objectContaining({ path }),
    ]);
  });
});
