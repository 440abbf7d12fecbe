import { PlanInput } from './types';
import { VerbFacts, verbOf } from './verb';

describe('verbOf', () => {
  it.each<[string, PlanInput, VerbFacts?]>([
    ['Deploy', {}],
    ['Deploy', { images: { web: { main: 'web:2' } } }],
    ['Redeploy', { force: true }],
    ['Deploy r7', { releaseId: 'id' }, { release: 7 }],
    ['Deploy', { releaseId: 'id' }],
    ['Roll back to #56', { rollbackTo: 'id' }, { deployment: 56, release: 3 }],
    ['Roll back', { rollbackTo: 'id' }],
    ['Promote r12 from staging', { promoteFrom: 'staging' }, { release: 12 }],
    ['Promote from staging', { promoteFrom: 'staging' }],
    ['Restart web', { restart: ['web'] }],
    ['Restart web and api', { restart: ['web', 'api'] }],
    ['Restart a, b, c and 2 more', { restart: ['a', 'b', 'c', 'd', 'e'] }],
    ['Rotate a.b#c and a.b#d', { rotate: ['a.b#c', 'a.b#d'] }],
    ['Scale web to 3', { replicas: { web: 3 } }],
    ['Scale web as declared', { replicas: { web: null } }],
    ['Pause', { pause: true }],
    ['Resume', { pause: false }],
    ['Move a.b#c to a.b#d', { moves: [{ from: 'a.b#c', to: 'a.b#d' }] }],
    ['Destroy a.b#c', { remove: [{ address: 'a.b#c', how: 'destroy' }] }],
    [
      'Destroy a.b#c, detach d.e#f',
      {
        remove: [
          { address: 'a.b#c', how: 'destroy' },
          { address: 'd.e#f', how: 'detach' },
        ],
      },
    ],
    ['Scale web to 3, restart api', { replicas: { web: 3 }, restart: ['api'] }],
    [
      'Deploy, restart web',
      { images: { web: { main: 'a' } }, restart: ['web'] },
    ],
    ['Destroy', { destroy: true }],
  ])('says %s', (words, input, ...[facts]) => {
    expect(verbOf(input, facts)).toBe(words);
  });
});
