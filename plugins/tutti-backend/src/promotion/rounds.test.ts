import { roundStep, wavesFor } from './rounds';
import { Receiver, waveOf } from './waves';

const receiver = (
  name: string,
  progress: Receiver['progress'],
  labels: Record<string, string> = {},
): Receiver => ({ name, labels, progress });

const CANARY = { ring: 'canary' };
const waves = [{ labels: CANARY }];

describe('a round', () => {
  it.each<
    [string, Receiver[], { stopOnFailure?: boolean; atOnce?: number }, object]
  >([
    [
      'begins with the first wave alone',
      [receiver('a', 'open'), receiver('b', 'open', CANARY)],
      {},
      { kind: 'goes', begin: ['b'] },
    ],
    [
      'waits while a wave is under way',
      [receiver('a', 'open'), receiver('b', 'begun', CANARY)],
      {},
      { kind: 'goes', begin: [] },
    ],
    [
      'goes on when the wave has it',
      [receiver('a', 'open'), receiver('b', 'succeeded', CANARY)],
      {},
      { kind: 'goes', begin: ['a'] },
    ],
    [
      'begins as many at once as somebody asked for, in no wave too',
      [receiver('a', 'begun'), receiver('b', 'open'), receiver('c', 'open')],
      { atOnce: 2 },
      { kind: 'goes', begin: ['b'] },
    ],
    [
      'lets what is under way end where another failed',
      [receiver('a', 'begun'), receiver('b', 'failed'), receiver('c', 'open')],
      {},
      { kind: 'goes', begin: [] },
    ],
    [
      'stops at a failure',
      [
        receiver('a', 'succeeded'),
        receiver('b', 'failed'),
        receiver('c', 'open'),
      ],
      {},
      { kind: 'stopped', by: 'b' },
    ],
    [
      'passes a failure over where somebody said so',
      [receiver('b', 'failed', CANARY), receiver('c', 'open')],
      { stopOnFailure: false },
      { kind: 'goes', begin: ['c'] },
    ],
    [
      'is not done where one failed',
      [receiver('b', 'failed'), receiver('c', 'succeeded')],
      { stopOnFailure: false },
      { kind: 'stopped', by: 'b' },
    ],
    [
      'is done when all have it',
      [receiver('a', 'succeeded'), receiver('b', 'succeeded', CANARY)],
      {},
      { kind: 'done' },
    ],
    ['is done where no environment is left', [], {}, { kind: 'done' }],
  ])('%s', (_, receivers, { stopOnFailure = true, atOnce }, expected) => {
    const rule = { waves: wavesFor(waves, atOnce), stopOnFailure };
    expect(roundStep(receivers, rule)).toEqual(expected);
  });

  it('has the waves of the type, and those in none last', () => {
    const asked = wavesFor(waves, 3);
    expect(waveOf(CANARY, asked)).toBe(1);
    expect(waveOf({}, asked)).toBe(2);
    expect(asked.every(({ maxConcurrent }) => maxConcurrent === 3)).toBe(true);
  });
});
