import fc from 'fast-check';
import { inspect } from 'node:util';
import { Secret, Unknown, Value } from '../../model';
import { canonical, containsSecret, isKnown, reveal } from './inspect';
import { mask } from './masks';
import { joinText } from './joinText';

const secret = new Secret('hunter2');
const later = new Unknown('string', false, 'db.host');
const secretLater = new Unknown('string', true, 'db.password');

describe('isKnown, containsSecret', () => {
  it.each<[string, Value, boolean, boolean]>([
    ['text', 'a', true, false],
    ['null', null, true, false],
    ['an empty map', {}, true, false],
    ['a secret', secret, true, true],
    ['an unknown', later, false, false],
    ['an unknown secret', secretLater, false, true],
    ['deep in a list', [{ a: [secret] }], true, true],
    ['deep in a map', { a: [{ b: later }] }, false, false],
    ['both', [secret, later], false, true],
  ])('%s', (_, value, known, holdsSecret) => {
    expect(isKnown(value)).toBe(known);
    expect(containsSecret(value)).toBe(holdsSecret);
  });
});

it('mask says what is hidden and what is open', () => {
  expect(mask({ a: [secret, later], b: { c: secretLater }, d: 1 })).toEqual({
    a: [
      { masked: 'secret' },
      { masked: 'unknown', type: 'string', from: 'db.host' },
    ],
    b: {
      c: {
        masked: 'unknown',
        type: 'string',
        from: 'db.password',
        secret: true,
      },
    },
    d: 1,
  });
});

it('__proto__ is a key like any other', () => {
  const value: Value = JSON.parse('{"__proto__": {"a": 1}}');
  expect(JSON.stringify(mask({ value, secret }))).toBe(
    '{"value":{"__proto__":{"a":1}},"secret":{"masked":"secret"}}',
  );
});

describe('reveal', () => {
  it('gives the plain content, shapes of secrets included', () => {
    expect(reveal({ a: [secret, new Secret({ b: 1 })], c: null })).toEqual({
      a: ['hunter2', { b: 1 }],
      c: null,
    });
  });

  it('throws where something is not known yet, and says what', () => {
    expect(() => reveal({ a: [later] })).toThrow('Not known yet: db.host');
  });
});

describe('canonical', () => {
  it.each<[string, Value, string]>([
    [
      'sorts keys at every depth',
      { b: { d: 1, c: 2 }, a: [] },
      '{"a":[],"b":{"c":2,"d":1}}',
    ],
    ['keeps the order of lists', [2, 1], '[2,1]'],
    ['reveals secrets', new Secret({ b: 1, a: 'x' }), '{"a":"x","b":1}'],
    ['escapes as JSON', 'a"\n', '"a\\"\\n"'],
    ['names what is unknown', later, 'unknown(["string",false,"db.host"])'],
  ])('%s', (_, value, text) => {
    expect(canonical(value)).toBe(text);
  });

  it('writes every text as JSON writes it', () => {
    const text = fc.string({ unit: 'binary', maxLength: 8 });
    fc.assert(
      fc.property(text, text, (key, item) => {
        expect(canonical([item])).toBe(JSON.stringify([item]));
        expect(canonical({ [key]: 1 })).toBe(JSON.stringify({ [key]: 1 }));
      }),
    );
    // A lone surrogate, which no well-formed text has.
    expect(canonical('\ud800')).toBe(JSON.stringify('\ud800'));
  });

  it('no text can pose as an unknown', () => {
    expect(canonical(canonical(later))).not.toBe(canonical(later));
  });
});

describe('joinText', () => {
  it('prints strings as they are, all else as JSON', () => {
    expect(joinText(['a', 1, true, null, ['b'], { d: 1, c: 2 }])).toBe(
      'a1truenull["b"]{"c":2,"d":1}',
    );
  });

  it('a secret inside a map makes the text secret', () => {
    const text = joinText(['x', { a: secret }]);
    expect(text).toBeInstanceOf(Secret);
    expect(reveal(text)).toBe('x{"a":"hunter2"}');
  });

  it('an unknown inside a list makes the text unknown, and secret if a part is', () => {
    expect(joinText(['x', [later]])).toEqual(
      new Unknown('string', false, 'db.host'),
    );
    expect(joinText([secret, [later], later])).toEqual(
      new Unknown('string', true, 'db.host'),
    );
  });

  it('shows nothing when printed, logged or serialised', () => {
    const text = joinText(['pg://', secret]);
    for (const shown of [String(text), JSON.stringify(text), inspect(text)]) {
      expect(shown).toMatch(/\(secret\)|"secret"/);
      expect(shown).not.toContain('hunter2');
    }
  });
});
