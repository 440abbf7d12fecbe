import { diffParts } from './lineDiff';

describe('diffParts', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, index) => `line ${index}`);

  it('folds what is far from any change', () => {
    const before = lines(30).join('\n');
    const after = before.replace('line 15', 'line fifteen');
    const parts = diffParts(before, after);
    expect(
      parts.map(part =>
        'folded' in part
          ? part.folded.length
          : part.lines.map(line => line.sign).join(''),
      ),
    ).toEqual([12, '   -+   ', 11]);
  });

  it('does not fold two lines: that would hide nothing', () => {
    const before = lines(6).join('\n');
    const parts = diffParts(before, before.replace('line 5', 'x'));
    expect(parts.every(part => 'lines' in part)).toBe(true);
  });

  it('has no line for nothing', () => {
    expect(diffParts('', 'a: 1\n')).toEqual([
      { lines: [{ sign: '+', text: 'a: 1' }] },
    ]);
  });
});
