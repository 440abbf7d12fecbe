import { checkInput } from './checkInput';

/** So many levels in `body`. */
function deep(levels: number): unknown {
  return levels === 0 ? 'end' : [deep(levels - 1)];
}

const parsed = (body: string): unknown => JSON.parse(body);

it.each<[string, unknown]>([
  [
    'an image, a consent, a nothing',
    { images: { web: { main: 'a:1' } }, n: null },
  ],
  ['100 levels', deep(100)],
  ['9,000 values', { list: Array(9_000).fill(1) }],
  ['pairs of surrogates, and what joins them', { title: '👩‍👩‍👧‍👦 e\u0301' }],
  ['names that JavaScript knows', parsed('{"constructor":1,"toString":""}')],
])('takes %s', (_, body) => {
  expect(() => checkInput({ body })).not.toThrow();
});

it.each<[string, unknown, string]>([
  [
    '101 levels',
    { value: deep(100) },
    'body.value.0.0.0.0.…: a request may be 100 levels deep at most.',
  ],
  [
    '100,000 levels',
    parsed('['.repeat(100_000) + ']'.repeat(100_000)),
    'levels deep',
  ],
  ['a long list', Array(500_000).fill(1), 'may hold 10000 values at most.'],
  [
    'many keys',
    Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [n, n])),
    'may hold 10000 values at most.',
  ],
  [
    'NUL in a text',
    { a: { b: 'x\u0000' } },
    'body.a.b: a text may not contain',
  ],
  ['1e400', parsed('{"a":[1e400]}'), 'body.a.0: a number this large cannot'],
  ['NUL in a key', { 'a\u0000': 1 }, 'a key may not contain NUL.'],
  ['half a pair', { a: 'x\ud800y' }, 'body.a: a text may not contain half'],
  ['half a pair in a key', { 'x\udc00': 1 }, 'a key may not contain half'],
  [
    'NUL below a long key',
    { ['k'.repeat(100_000)]: '\u0000' },
    `body.${'k'.repeat(64)}…: a text`,
  ],
])('refuses %s, at once', (_, body, message) => {
  const began = performance.now();
  expect(() => checkInput({ body })).toThrow(message);
  // Milliseconds; what once stood here took seconds.
  expect(performance.now() - began).toBeLessThan(500);
});
