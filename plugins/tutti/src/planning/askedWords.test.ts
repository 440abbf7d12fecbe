import type { PlanInput } from '@tutti/plugin-tutti-common';
import { english } from '../__testUtils__/texts';
import { askedWords } from './askedWords';

const IN = { environment: 'staging' };

it.each<[string, PlanInput, { release?: number; deployment?: number }?]>([
  ['Deploy to staging', {}],
  ['Deploy r41 to staging', {}, { release: 41 }],
  ['Deploy r41 to staging', { images: { web: { web: 'a' } } }, { release: 41 }],
  ['Roll staging back', { rollbackTo: 'id' }],
  ['Roll staging back to #56', { rollbackTo: 'id' }, { deployment: 56 }],
  ['Promote from dev to staging', { promoteFrom: 'dev' }],
  ['Promote r12 from dev to staging', { promoteFrom: 'dev' }, { release: 12 }],
  ['Pause staging', { pause: true }, { release: 12 }],
  ['Resume staging', { pause: false }, { release: 12 }],
  ['Scale web to 3 in staging', { replicas: { web: 3 } }],
  [
    'Scale api as written, web to 0 in staging',
    { replicas: { web: 0, api: null } },
  ],
  ['Restart api, web in staging', { restart: ['web', 'api'] }],
  [
    'Rotate postgres.default#db in staging',
    { rotate: ['postgres.default#db'] },
  ],
  [
    'Destroy a.b#c, d.e#f in staging',
    {
      remove: [
        { address: 'a.b#c', how: 'destroy' },
        { address: 'd.e#f', how: 'destroy' },
      ],
    },
  ],
  [
    'Destroy a.b#c in staging; Detach d.e#f from staging',
    {
      remove: [
        { address: 'a.b#c', how: 'destroy' },
        { address: 'd.e#f', how: 'detach' },
      ],
    },
  ],
  ['Destroy staging', { destroy: true, pause: true }],
  [
    'Deploy r7 to staging; Restart web in staging',
    { releaseId: 'id', restart: ['web'] },
    { release: 7 },
  ],
])('says %s', (words, input, facts = {}) => {
  expect(askedWords(english, input, { ...IN, ...facts })).toBe(words);
});
