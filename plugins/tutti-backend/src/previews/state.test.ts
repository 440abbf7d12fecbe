import { shownState, ShownFacts } from './state';

const deployment = (
  status: NonNullable<ShownFacts['deployment']>['status'],
  more: Partial<ShownFacts['deployment']> = {},
): ShownFacts['deployment'] => ({
  status,
  number: 3,
  progress: { done: 0, of: 0 },
  failures: [],
  ...more,
});

describe('the state of a preview', () => {
  it.each<[Partial<ShownFacts>, string, string]>([
    [{}, 'failed', 'Nothing runs: deploy it again.'],
    [
      { deployment: deployment('queued') },
      'waiting',
      'Deployment #3 waits for its turn.',
    ],
    [
      {
        deployment: deployment('waiting-approval', {
          waits: { for: 'approval', message: 'Jon has to agree.', since: '' },
        }),
      },
      'waiting',
      'Jon has to agree.',
    ],
    [
      { deployment: deployment('running', { progress: { done: 2, of: 5 } }) },
      'deploying',
      'Deployment #3 runs: 2 of 5 steps are done.',
    ],
    [
      { deployment: deployment('verifying') },
      'deploying',
      'Deployment #3 runs.',
    ],
    [
      {
        deployment: deployment('failed', {
          failures: [{ address: 'web', code: 'X', message: 'No such image.' }],
        }),
      },
      'failed',
      'No such image.',
    ],
    [
      { deployment: deployment('cancelled') },
      'failed',
      'Deployment #3 is cancelled.',
    ],
    [{ deployment: deployment('succeeded') }, 'running', 'It runs.'],
    [
      { deployment: deployment('succeeded'), unhealthy: 'web: crashes' },
      'running',
      'web: crashes',
    ],
    [
      { deployment: deployment('succeeded'), paused: true },
      'paused',
      'It is paused. Wake it up, or push to its pull request.',
    ],
    [
      { deployment: deployment('succeeded', { destroys: true }) },
      'failed',
      'Nothing runs: deploy it again.',
    ],
    [
      {
        deployment: deployment('running'),
        closing: { by: 'external:ci', at: '', why: 'closed' },
      },
      'destroying',
      'external:ci closed it. It is being destroyed.',
    ],
    [
      {
        closing: {
          by: 'tutti:previews',
          at: '',
          why: 'expired',
          failure: 'The cluster is gone.',
          nextTryAt: 'noon',
        },
      },
      'stuck',
      'Its time is over, and it could not be destroyed: The cluster is gone. It is tried again at noon.',
    ],
  ])('of %j is %s', (facts, state, message) => {
    expect(shownState({ paused: false, ...facts })).toEqual({ state, message });
  });
});
