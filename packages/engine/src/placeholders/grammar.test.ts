import fc from 'fast-check';
import {
  ParsedText,
  parsePlatformText,
  parseScoreText,
  showPlaceholder,
} from './grammar';

/** Texts as they are, placeholders as the list of their keys. */
function shown({ parts, unclosed }: ParsedText) {
  return {
    parts: parts.map(part => (part.kind === 'text' ? part.text : part.path)),
    ...(unclosed && { unclosed }),
  };
}

describe("Score's grammar", () => {
  it.each([
    ['', []],
    ['abc', ['abc']],
    ['$abc', ['$abc']],
    ['$', ['$']],
    ['$$', ['$']],
    ['$$$', ['$$']],
    ['${x}', [['x']]],
    ['$${x}', ['${x}']],
    ['$$${x}', ['$', ['x']]],
    ['$$$${x}', ['$${x}']],
    ['$${x}${y}', ['${x}', ['y']]],
    ['$${a$$b}', ['${a$$b}']],
    ['$${a${b}c}', ['${a${b}c}']],
    ['$${a', ['${a']],
    ['} $${a$$b', ['} ${a$b']],
    ['${}', [['']]],
    ['${a.b.c}', [['a', 'b', 'c']]],
    ['${a\\.b.c}', [['a.b', 'c']]],
    ['${a..b}', [['a', '', 'b']]],
    ['${a${b}}', [['a${b'], '}']],
    ['x${a}y${b}z', ['x', ['a'], 'y', ['b'], 'z']],
    ['${a}${b}', [['a'], ['b']]],
    ['${a b:-c}', [['a b:-c']]],
    ['${a\nb}', [['a\nb']]],
    ['${text(a)}', [['text(a)']]],
  ])('%j', (text, parts) => {
    expect(shown(parseScoreText(text))).toEqual({ parts });
  });

  it.each([
    ['${a', ['${a']],
    ['${a} ${b', [['a'], ' ${b']],
    ['} ${', ['} ${']],
  ])('%j has no end', (text, parts) => {
    expect(shown(parseScoreText(text))).toEqual({ parts, unclosed: true });
  });
});

describe('the grammar of platform files', () => {
  it.each([
    ['$$', ['$$']],
    ['$HOME', ['$HOME']],
    ['$${x}', ['${x}']],
    ['$${a${b}', ['${a', ['b']]],
    ['$$${x}', ['$${x}']],
    ['a${b.c}d', ['a', ['b', 'c'], 'd']],
  ])('%j', (text, parts) => {
    expect(shown(parsePlatformText(text))).toEqual({ parts });
  });

  it.each([
    ['${text(a.b)}', 'text', ['a', 'b']],
    ['${text(a\\.b)}', 'text', ['a.b']],
    ['${text()}', 'text', ['']],
    ['${text(a)b}', undefined, ['text(a)b']],
    ['${text(f(a))}', undefined, ['text(f(a))']],
    ['${(a)}', undefined, ['(a)']],
    ['${a.text(b)}', undefined, ['a', 'text(b)']],
  ])('%s: the function %s around %j', (text, call, path) => {
    expect(parsePlatformText(text).parts).toEqual([
      { kind: 'placeholder', source: text, path, ...(call && { call }) },
    ]);
  });

  it('an end that is missing', () => {
    expect(shown(parsePlatformText('a ${b'))).toEqual({
      parts: ['a ${b'],
      unclosed: true,
    });
  });
});

describe('in both', () => {
  it.each([
    ['Score', parseScoreText],
    ['platform', parsePlatformText],
  ])('a text without a dollar is itself: %s', (_, parse) => {
    fc.assert(
      fc.property(fc.string(), text => {
        const plain = text.replaceAll('$', '');
        expect(shown(parse(plain)).parts.join('')).toBe(plain);
      }),
    );
  });

  it('what Score escapes comes back as it was', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const escaped = text.replaceAll('$', () => '$$');
        expect(shown(parseScoreText(escaped)).parts.join('')).toBe(text);
      }),
    );
  });

  it('messages show the name of a placeholder only', () => {
    expect(showPlaceholder('${resources.db.host}')).toBe(
      '${resources.db.host}',
    );
    expect(showPlaceholder('${PASSWORD:-hunter2}')).toBe('${PASSWORD…}');
    expect(showPlaceholder('${!hunter2}')).toBe('${…}');
    expect(showPlaceholder('${text(params.port)}')).toBe(
      '${text(params.port)}',
    );
    expect(showPlaceholder('${a(b:-hunter2)}')).toBe('${a(b…}');
    expect(showPlaceholder(`\${${'x'.repeat(500)}}`)).toHaveLength(84);
  });
});
