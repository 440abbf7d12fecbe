import fc from 'fast-check';
import { JsonSchema, JsonValue, Secret, Unknown } from '../../model';
import { createSchemaAjv } from './ajv';
import { checkFor } from './contract';

const NAMES = ['a', 'b', 'constructor', 'ü🥁'];
const leaf = fc.constantFrom<JsonValue>(
  ...[null, true, false, 0, 1, -1, 1.5, 3, '', 'a', 'ab', '🥁', 'abc', '12'],
);

const value = fc.letrec<{ any: JsonValue }>(tie => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('any'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).any;

const TYPES = ['string', 'number', 'integer', 'boolean', 'null', 'array'];
const type = fc.constantFrom(...TYPES, 'object');
const size = fc.integer({ min: 0, max: 3 });

/** Schemas of the keywords that people use, mostly one that says something about the value. */
const schema = fc.letrec<{ any: JsonSchema }>(tie => {
  const below = tie('any');
  const branches = fc.array(below, { minLength: 1, maxLength: 3 });
  const rules = fc.record(
    {
      type: fc.oneof(
        type,
        fc.uniqueArray(type, { minLength: 1, maxLength: 2 }),
      ),
      enum: fc.uniqueArray(leaf, { minLength: 1, maxLength: 3 }),
      const: leaf,
      minLength: size,
      maxLength: size,
      pattern: fc.constantFrom(
        '^a',
        '^[a-z]*$',
        'b',
        '^\\d+(\\.\\d+)?$',
        '^(a|b)+$',
      ),
      minimum: size,
      exclusiveMaximum: size,
      minItems: size,
      maxItems: size,
      uniqueItems: fc.constant(true),
      minProperties: size,
      maxProperties: size,
      required: fc.uniqueArray(fc.constantFrom('a', 'b', 'ü🥁'), {
        minLength: 1,
      }),
      title: fc.constant('a title'),
    },
    { requiredKeys: [] },
  );
  const deeper = fc.record(
    {
      items: below,
      properties: fc.dictionary(fc.constantFrom('a', 'b'), below, {
        maxKeys: 2,
        noNullPrototype: true,
      }),
      additionalProperties: fc.oneof(fc.boolean(), below),
      propertyNames: below,
      allOf: branches,
      anyOf: branches,
      oneOf: branches,
      if: below,
      then: below,
      else: below,
    },
    { requiredKeys: [] },
  );
  return {
    any: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      rules,
      fc.tuple(rules, deeper).map(([a, b]): JsonSchema => ({ ...a, ...b })),
    ),
  };
}).any;

function compiled(made: JsonSchema) {
  return createSchemaAjv('compile').compile(made);
}

describe('a check', () => {
  it('says what the compiler of all schemas says', () => {
    fc.assert(
      fc.property(schema, fc.array(value, { minLength: 4 }), (made, values) => {
        const check = checkFor(made);
        const validate = check && compiled(made);
        for (const one of values) {
          const says: unknown = validate?.(one);
          const fits = check?.(one);
          // A no of the check is looked at again, so it may say no where it is in doubt.
          const mayBe = mayDoubt(made) ? [says, false] : [says];
          expect(mayBe).toContain(fits);
        }
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  it.each<[string, JsonSchema]>([
    ['an unknown keyword', { secret: true }],
    ['another dialect', { $schema: 'http://json-schema.org/draft-07/schema#' }],
    ['a misspelt type', { type: 'text' }],
    ['a length that is none', { minLength: '3' }],
    ['a pattern that is none', { pattern: '(' }],
    ['a reference to nothing', { $ref: '#/$defs/no' }],
    ['a reference elsewhere', { $ref: 'https://example.com/a.json' }],
    ['a choice of mappings', { enum: [{ a: 1 }] }],
    ['properties of another kind', { properties: { a: 1 } }],
    ['an id', { $id: 'https://example.com/a.json' }],
    ['a then without an if', { then: {} }],
  ])('leaves %s to the compiler', (_, made) =>
    expect(checkFor(made)).toBeUndefined(),
  );

  it('follows references, also to itself', () => {
    const check = checkFor({
      $ref: '#/$defs/tree',
      $defs: {
        tree: {
          type: 'object',
          properties: { below: { $ref: '#/$defs/tree' } },
          additionalProperties: false,
        },
      },
    });
    expect(check?.({ below: { below: {} } })).toBe(true);
    expect(check?.({ below: { below: { a: 1 } } })).toBe(false);
  });

  it('takes secrets by their content, unknowns by their type', () => {
    const check = checkFor({
      type: 'object',
      properties: { port: { type: 'integer' }, name: { type: 'string' } },
    });
    const unknown = (kind: 'string' | 'integer' | 'any') =>
      new Unknown(kind, false, 'elsewhere');
    expect(check?.({ port: new Secret(1), name: new Secret('a') })).toBe(true);
    expect(check?.({ port: new Secret('a') })).toBe(false);
    expect(check?.({ port: unknown('integer'), name: unknown('any') })).toBe(
      true,
    );
    expect(check?.({ port: unknown('string') })).toBe(false);
  });
});

/** Where mappings would have to be compared, or JavaScript's own properties count for the compiler. */
function mayDoubt(made: JsonSchema): boolean {
  return /uniqueItems|constructor/.test(JSON.stringify(made));
}
