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
  secretsFor: anyone
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
    ['text, $HOME, $$', []],
    ['$${HOME}', []],
    ['${context.environment}-${params.version}', []],
    ['${text(params.version)}', []],
    ['${nowhere} ${params.size}', ['InvalidPlaceholder', 'UnknownPlaceholder']],
    ['${resources.open.uri}', ['(UnknownPlaceholder)']],
    ['${unclosed', ['InvalidPlaceholder']],
  ])('%s', (text, codes) => {
    expect(inDefinition(text)).toEqual(codes);
  });

  it('are told with their line, and with what there is', () => {
    expect(
      readDocuments(
        ...PLATFORM,
        doc(
          'ResourceDefinition',
          'pg',
          '\n  type: postgres\n  driver: static\n  inputs:\n    a: "x ${params.versoin}"',
        ),
      ).problems,
    ).toEqual([
      expect.objectContaining({
        code: 'UnknownPlaceholder',
        message:
          '${params.versoin} cannot be filled: resource type "postgres" has no param "versoin".',
        hint: 'Did you mean "version"?',
        path: 'spec.inputs.a',
        column: 11,
      }),
    ]);
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
      'spec.inputs.a[0]["${params.version}"]',
      definition('inputs: { a: [{ "${params.version}": 1 }] }'),
    ],
    [
      'spec.patches[0].merge["${workload.name}"]',
      doc(
        'WorkloadProfile',
        'a',
        '{ patches: [{ name: p, merge: { "${workload.name}": {} } }] }',
      ),
    ],
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
