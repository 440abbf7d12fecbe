import { PromotionWave } from '@tutti/engine';
import { Receiver, turnOf, waveOf } from './waves';

const WAVES: PromotionWave[] = [
  { labels: { tier: 'canary' } },
  { labels: { region: 'eu' }, maxConcurrent: 2 },
];

const PROGRESS = ['open', 'begun', 'succeeded', 'failed'] as const;

/** `eu-1 succeeded`: the name says the labels. */
function receiver(text: string): Receiver {
  const [name, progress] = text.split(' ');
  const [kind] = name.split('-');
  return {
    name,
    labels:
      kind === 'canary' ? { tier: 'canary', region: 'eu' } : { region: kind },
    progress: PROGRESS.find(each => each === progress) ?? 'open',
  };
}

it.each([
  [{ tier: 'canary', region: 'eu' }, 1],
  [{ region: 'eu' }, 2],
  [{ region: 'us' }, 3],
  [{}, 3],
])('%j is in wave %d', (labels, wave) => {
  expect(waveOf(labels, WAVES)).toBe(wave);
});

describe('a release begins in', () => {
  it.each<[string, string[], boolean, string]>([
    ['canary', ['canary open', 'eu-1 open'], true, 'begins'],
    ['eu-1', ['canary open', 'eu-1 open'], true, 'waits for canary'],
    ['eu-1', ['canary begun', 'eu-1 open'], true, 'waits for canary'],
    ['eu-1', ['canary succeeded', 'eu-1 open'], true, 'begins'],
    [
      'us-1',
      ['canary succeeded', 'eu-1 begun', 'us-1 open'],
      true,
      'waits for eu-1',
    ],
    // At most two at once, by name.
    ['eu-2', ['eu-1 begun', 'eu-2 open', 'eu-3 open'], true, 'begins'],
    [
      'eu-3',
      ['eu-1 begun', 'eu-2 open', 'eu-3 open'],
      true,
      'waits for eu-1, eu-2',
    ],
    ['eu-3', ['eu-1 succeeded', 'eu-2 begun', 'eu-3 open'], true, 'begins'],
    ['us-2', ['us-1 open', 'us-2 open', 'us-3 begun'], true, 'begins'],
    [
      'eu-2',
      ['canary succeeded', 'eu-1 failed', 'eu-2 open'],
      true,
      'stopped by eu-1',
    ],
    ['eu-1', ['canary failed', 'eu-1 open'], true, 'stopped by canary'],
    ['eu-1', ['canary failed', 'eu-1 open'], false, 'begins'],
    ['eu-2', ['eu-1 failed', 'eu-2 open'], false, 'begins'],
  ])(
    '%s of %j, stopping on failure: %s: %s',
    (name, all, stopOnFailure, expected) => {
      const turn = turnOf(name, all.map(receiver), {
        waves: WAVES,
        stopOnFailure,
      });
      const said = {
        begins: 'begins',
        stopped: `stopped by ${turn.kind === 'stopped' ? turn.by : ''}`,
        waits: `waits for ${
          turn.kind === 'waits' ? turn.behind.join(', ') : ''
        }`,
      };
      expect(said[turn.kind]).toBe(expected);
    },
  );
});
