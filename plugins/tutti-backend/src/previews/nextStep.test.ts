import { Closing } from '../store';
import { ClosingFacts, nextStep, retryAfterMs } from './nextStep';

const closing: Closing = {
  by: 'user:default/maria',
  at: 0,
  why: 'closed',
  attempts: 0,
  nextAt: 0,
};
const NOTHING = { running: [], retained: [] };
const SOME = { running: ['2 workloads'], retained: [] };
const facts = (more: Partial<ClosingFacts>): ClosingFacts => ({
  closing,
  unfinished: [],
  left: SOME,
  now: 10_000,
  ...more,
});
const run = (status: ClosingFacts['unfinished'][0]['status']) => ({
  id: status,
  status,
  destroys: false,
});

describe('a preview that goes', () => {
  it.each<[string, ClosingFacts, ReturnType<typeof nextStep>]>([
    [
      'cancels whatever waits, runs or is verified',
      facts({
        unfinished: [run('running'), run('queued'), run('verifying')],
      }),
      { kind: 'cancel', ids: ['running', 'queued', 'verifying'] },
    ],
    [
      'waits for what is being cancelled already',
      facts({ unfinished: [run('cancelling')] }),
      { kind: 'wait', until: 11_000 },
    ],
    [
      'waits for a destruction, whoever asked for it',
      facts({ unfinished: [{ ...run('running'), destroys: true }] }),
      { kind: 'wait', until: 11_000 },
    ],
    [
      'does not cancel a destruction with what is before it',
      facts({
        unfinished: [run('running'), { ...run('queued'), destroys: true }],
      }),
      { kind: 'cancel', ids: ['running'] },
    ],
    ['is destroyed when nothing runs', facts({}), { kind: 'destroy' }],
    [
      'is destroyed for what is kept on purpose, too',
      facts({ left: { running: [], retained: ['db'] } }),
      { kind: 'destroy' },
    ],
    [
      'is forgotten when nothing is left',
      facts({ left: NOTHING }),
      { kind: 'forget' },
    ],
    [
      'is forgotten after its destruction',
      facts({ left: NOTHING, destruction: { status: 'succeeded' } }),
      { kind: 'forget' },
    ],
    [
      'is tried again when its destruction failed, and says why',
      facts({
        destruction: { status: 'failed', failure: 'The cluster is gone.' },
      }),
      { kind: 'retry', failure: 'The cluster is gone.', at: 70_000 },
    ],
    [
      'is tried again when somebody cancelled its destruction',
      facts({ destruction: { status: 'cancelled' } }),
      { kind: 'retry', failure: 'Its destruction is cancelled.', at: 70_000 },
    ],
    [
      'says what nobody may take away without a person',
      facts({
        left: { running: [], retained: ['bucket.default#main'] },
        destruction: { status: 'succeeded' },
      }),
      {
        kind: 'retry',
        failure:
          'It still has bucket.default#main. Destroy or detach these by hand.',
        at: 70_000,
      },
    ],
  ])('%s', (_, given, step) => {
    expect(nextStep(given)).toEqual(step);
  });

  it('is tried again after one minute, two, four, and never more than an hour', () => {
    expect([0, 1, 2, 6, 7, 1000].map(retryAfterMs)).toEqual(
      [1, 2, 4, 60, 60, 60].map(minutes => minutes * 60_000),
    );
  });
});
