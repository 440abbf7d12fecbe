import { nearest, suggestion } from './nearest';

const KEYS = ['variables', 'volumes', 'image', 'livenessProbe', 'args'];

describe('nearest', () => {
  it.each([
    ['varibles', 'variables'],
    ['vraiables', 'variables'],
    ['Volumes', 'volumes'],
    ['liveness_probe', 'livenessProbe'],
    ['images', 'image'],
    ['arg', 'args'],
    ['volume', 'volumes'],
    ['environment', undefined],
    ['x', undefined],
    ['', undefined],
    ['x'.repeat(1000), undefined],
  ])('%s means %s', (word, expected) => {
    expect(nearest(word, KEYS)).toBe(expected);
  });
});

describe('suggestion', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => `name-${index}`);

  it.each([
    ['the nearest', 'imgae', KEYS, 'Did you mean "image"?'],
    ['all, sorted', 'nothing', ['b', 'a'], 'There are: a, b.'],
    ['nothing', 'nothing', [], undefined],
    ['the number of very many', 'name-1x', many(1000), 'There are 1000.'],
  ])('%s', (_, word, names, expected) => {
    expect(suggestion(word, names)).toBe(expected);
  });

  it('some of many', () => {
    expect(suggestion('other', many(30))).toMatch(
      /^There are 30, among them: name-0, .*, name-26\.$/,
    );
  });
});
