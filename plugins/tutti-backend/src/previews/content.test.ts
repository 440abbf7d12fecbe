import { digestOfAsked } from './content';

describe('what is asked for', () => {
  it('is the same in whatever order it is written', () => {
    expect(
      digestOfAsked({
        base: 'a',
        images: { web: { b: '1', a: '2' }, api: { main: '3' } },
        values: { X: { one: 1, two: [1, 2] } },
      }),
    ).toBe(
      digestOfAsked({
        values: { X: { two: [1, 2], one: 1 } },
        images: { api: { main: '3' }, web: { a: '2', b: '1' } },
        scores: {},
        base: 'a',
      }),
    );
  });

  it('is the same with another title, link or type', () => {
    expect(
      digestOfAsked({ base: 'a', title: 'x', link: 'https://x', type: 'p' }),
    ).toBe(digestOfAsked({ base: 'a' }));
  });

  it.each([
    [{ base: 'b' }],
    [{ base: 'a', images: { web: { main: '1' } } }],
    [{ base: 'a', scores: { web: null } }],
    [{ base: 'a', values: { X: [2, 1] } }],
  ])('is another one with %j', asked => {
    expect(digestOfAsked(asked)).not.toBe(
      digestOfAsked({ base: 'a', values: { X: [1, 2] } }),
    );
    expect(digestOfAsked(asked)).not.toBe(digestOfAsked({ base: 'a' }));
  });
});
