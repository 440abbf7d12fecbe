import { shortName } from './shortName';

describe('shortName', () => {
  it.each([
    ['web', 63, /^web$/],
    ['a'.repeat(63), 63, /^a{63}$/],
    ['a'.repeat(64), 63, /^a{54}-ffe054fe$/],
    // No dash before the dash.
    [`${'a'.repeat(50)}-----${'b'.repeat(20)}`, 63, /^a{50}-[0-9a-f]{8}$/],
    ['-------------------', 12, /^[0-9a-f]{8}$/],
  ])('%s in %i', (text, max, expected) => {
    const short = shortName(text, max);
    expect(short.length).toBeLessThanOrEqual(max);
    expect(short).toMatch(expected);
  });

  it('keeps long names apart', () => {
    const long = 'a'.repeat(100);
    expect(shortName(`${long}b`)).not.toBe(shortName(`${long}c`));
  });
});
