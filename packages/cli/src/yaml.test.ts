import { DEFAULT_SCHEMA, FAILSAFE_SCHEMA, load } from 'js-yaml';
import { parse } from 'yaml';
import { yaml } from './yaml';

/** What some reader takes for something else, or cannot read bare. */
const ODD = [
  ...[
    '',
    ' ',
    'yes',
    'No',
    'on',
    'OFF',
    'y',
    'n',
    'true',
    'False',
    'null',
    '~',
  ],
  ...['1_000', '0o7', '0777', '0x1F', '0b1', '0x_1', '1__0', '1e3', '1E+3'],
  ...['.5', '5.', '+1', '-1', '1.0', '3.10', '1,000', '.inf', '-.INF', '.NaN'],
  ...['1:30', '1:30:59', '-1:30', '1:30.5', '2001-01-01', '2001-1-1'],
  ...['2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43.10 -5', '12e03'],
  ...['=', '<<', '*a', '&a', '!a', '!!str', '%a', '@a', '`a`', '- a', '-', '?'],
  ...['a: b', 'a:', ': a', 'a #b', '#a', '{a}', '[a]', 'a, b', '"a"', "'a'"],
  ...[' a', 'a ', '\ta', 'a\t', 'a\tb', 'a\nb', 'a\n', '\na', 'a\n\n', '\n'],
  ...[' a\nb', 'a \nb', 'a\n b\n', '\ta\nb', 'a\r\nb', 'a\rb', '---', '--- a'],
  ...['...', 'a\n---\nb', 'a\n...\nb', '#a\nb', 'key: |\n  text\n'],
  ...['a\u0085b', 'a\u2028b', 'a\u2029b', '\uFEFFa', 'a\uFEFF', '\u00A0a'],
  ...[
    'a\u0000b',
    'a\u001Bb',
    'a\u007Fb',
    'a\u009Fb',
    '\uFFFD',
    '🥁',
    'é',
    '中',
  ],
  ...['\\', '\\n', 'a\\', '$(A)', '${A}', 'x'.repeat(2000), 'a '.repeat(500)],
];

const DATA = {
  texts: ODD,
  keys: Object.fromEntries(ODD.map(key => [key, key])),
};

describe('written YAML is read as it was meant', () => {
  it.each([
    [
      'by a reader of YAML 1.1',
      (text: string) => parse(text, { version: '1.1' }),
    ],
    ['by a reader of YAML 1.2', (text: string) => parse(text)],
    [
      'with dates and merge keys',
      (text: string) => load(text, { schema: DEFAULT_SCHEMA }),
    ],
  ])('%s', (_, read) => expect(read(yaml(DATA))).toEqual(DATA));

  it.each(ODD)('%j: where bare, a text by the rules of YAML 1.1', text => {
    const bare = yaml(text).replace(/\n$/, '') === text;
    // PyYAML and Go's reader take these for numbers, truth values, dates or nothing.
    const taken =
      /^[-+.]?[\d.][\d_.,:eEoObB+-]*$|^[-+]?0x[\da-f_]+$|^(y|n|yes|no|on|off|true|false|null|~|=|<<)$|^\d{4}-\d\d?-\d\d?/i;
    expect(bare && taken.test(text)).toBe(false);
  });

  it('a digest that no reader takes for a number needs no quotes', () =>
    expect(yaml('72be79db3a31')).toBe('72be79db3a31\n'));

  it('numbers stay numbers', () => {
    const numbers = [0, -1, 25, 1.5, -0.25, 1e21, 5e-7, 9007199254740991];
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(yaml(numbers), { version })).toEqual(numbers);
    }
  });

  it('nothing but text is needed to read it', () => {
    const read = load(yaml({ a: 'yes', b: '1:30' }), {
      schema: FAILSAFE_SCHEMA,
    });
    expect(read).toEqual({ a: 'yes', b: '1:30' });
  });
});
