import { LogLines } from './LogLines';

const T1 = '2026-11-29T12:00:01.5Z';
const T2 = '2026-11-29T14:00:02.000000001+02:00';
const FIRST = { at: '2026-11-29T12:00:01.500000000Z', text: 'größer' };
const SECOND = { at: '2026-11-29T12:00:02.000000001Z', text: 'two  words' };

describe('LogLines', () => {
  const log = Buffer.from(`${T1} größer\n${T2} two  words\n`);

  it.each(Array.from({ length: log.length }, (_, size) => size + 1))(
    'are the same in pieces of %i bytes',
    size => {
      const lines = new LogLines(undefined);
      const found = [];
      for (let at = 0; at < log.length; at += size) {
        found.push(...lines.add(log.subarray(at, at + size)));
      }
      expect([...found, ...lines.end()]).toEqual([FIRST, SECOND]);
    },
  );

  it.each([
    ['2026-11-29T12:00:01Z', [FIRST, SECOND]],
    [FIRST.at, [SECOND]],
    [SECOND.at, []],
  ])('go on after %s', (since, expected) => {
    expect(new LogLines(since).add(log)).toEqual(expected);
  });

  it('have the last one without its end', () => {
    const lines = new LogLines(undefined);
    expect(lines.add(Buffer.from(`${T1} größer`))).toEqual([]);
    expect(lines.end()).toEqual([FIRST]);
    expect(lines.end()).toEqual([]);
  });

  it('cut one that never ends, and keep what comes after', () => {
    const lines = new LogLines(undefined);
    const [cut] = lines.add(Buffer.from(`${T1} ${'x'.repeat(70_000)}`));
    expect(cut.text).toHaveLength(70_000);
    expect(lines.add(Buffer.from('xx\n'))).toEqual([{ at: '', text: 'xx' }]);
  });

  it('have empty ones', () => {
    expect(new LogLines(undefined).add(Buffer.from(`${T1} \n`))).toEqual([
      { ...FIRST, text: '' },
    ]);
  });
});
