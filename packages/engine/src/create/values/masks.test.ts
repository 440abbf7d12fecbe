import fc from 'fast-check';
import { JsonValue, Secret, Unknown, Value } from '../../model';
import { canonical } from './inspect';
import { HIDDEN, mask, unmask } from './masks';

const later = new Unknown('integer', false, 'db.port');
const secretLater = new Unknown('string', true, 'db.password');

describe('a value that is shown', () => {
  it.each<[string, Value, JsonValue]>([
    ['a secret', new Secret('canary'), { masked: 'secret' }],
    ['a secret map', new Secret({ a: 'canary' }), { masked: 'secret' }],
    [
      'what is known after apply',
      later,
      { masked: 'unknown', type: 'integer', from: 'db.port' },
    ],
    [
      'and will be secret then',
      [secretLater],
      [
        {
          masked: 'unknown',
          type: 'string',
          from: 'db.password',
          secret: true,
        },
      ],
    ],
    ['a text that looks like an old mask', '(secret)', '(secret)'],
    [
      'a map that looks like a mask',
      { masked: 'secret' },
      { masked: 'nothing', value: { masked: 'secret' } },
    ],
    [
      'a map that looks like a wrapped one, deep inside',
      { a: [{ masked: 'nothing', value: {} }] },
      {
        a: [{ masked: 'nothing', value: { masked: 'nothing', value: {} } }],
      },
    ],
  ])('%s', (_, value, shown) => {
    expect(mask(value)).toEqual(shown);
  });
});

const leaf = fc.oneof(
  fc.constantFrom<Value>(later, secretLater, HIDDEN, '(secret)', 'unknown'),
  fc.string(),
  fc.integer(),
  fc.constant(null),
);
const { tree } = fc.letrec<{ tree: Value }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('masked', 'value', 'type', 'from', 'secret', '__proto__'),
      tie('tree'),
    ),
  ),
}));

it('is told from every other, and read back as what it was', () => {
  fc.assert(
    fc.property(tree, value => {
      const stored: JsonValue = JSON.parse(JSON.stringify(mask(value)));
      expect(canonical(unmask(stored))).toBe(canonical(value));
    }),
  );
});

it('what an older version stored is read as the map it was', () => {
  expect(unmask({ data: { masked: 'yes' } })).toEqual({
    data: { masked: 'yes' },
  });
});
