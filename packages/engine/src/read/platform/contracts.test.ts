import { doc, readDocuments } from '../__testUtils__/platform';

function judged(schema: string) {
  return readDocuments(
    doc('ResourceType', 'postgres', `\n  outputs: ${schema}`),
  ).problems.map(({ code, path, hint }) =>
    [code, path, hint].filter(Boolean).join(' | '),
  );
}

describe('params and outputs', () => {
  it.each([
    '{}',
    '{ type: object, properties: { host: { type: string, x-secret: true } } }',
    '{ type: object, properties: { secret: { type: string }, x-secret: { type: string } } }',
    '{ type: object, x-owner: { any: thing }, description: a, title: b, examples: [{ secret: 1 }] }',
    '{ $ref: "#/$defs/a", $defs: { a: { type: object } } }',
    '{ type: object, patternProperties: { "^a": { format: hostname } }, if: { required: [a] }, then: { required: [b] } }',
    '{ properties: { size: { enum: [{ secret: 1 }], default: { secret: 1 }, const: { secret: 1 } } } }',
  ])('are JSON Schemas: %s', schema => {
    expect(judged(schema)).toEqual([]);
  });

  it.each([
    [
      '{ type: objekt }',
      'InvalidSchema | spec.outputs.type | Did you mean "object"?',
    ],
    ['{ properties: [] }', 'InvalidSchema | spec.outputs.properties'],
    ['{ required: host }', 'InvalidSchema | spec.outputs.required'],
    [
      '{ properties: { a: { type: string, secret: true } } }',
      'InvalidSchema | spec.outputs.properties.a.secret | Mark a secret output with x-secret: true.',
    ],
    [
      '{ propertys: {} }',
      'InvalidSchema | spec.outputs.propertys | Begin keywords of your own with "x-".',
    ],
    [
      '{ properties: { a: { x-secret: "yes" } } }',
      'InvalidSchema | spec.outputs.properties.a.x-secret',
    ],
    [
      '{ properties: { a: { pattern: "(" } } }',
      'InvalidSchema | spec.outputs.properties.a.pattern | Write it in RE2 syntax, without look-around and back references.',
    ],
    [
      '{ patternProperties: { "^(?!a)": {} } }',
      'InvalidSchema | spec.outputs.patternProperties | Write it in RE2 syntax, without look-around and back references.',
    ],
    ['{ $ref: "#/$defs/nowhere" }', 'InvalidSchema | spec.outputs'],
  ])('are none: %s', (schema, expected) => {
    expect(judged(schema)).toEqual([expected]);
  });
});
