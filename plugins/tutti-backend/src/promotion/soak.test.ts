import { SoakRecord } from '../store';
import { Look } from '../verification';
import { soakAfter } from './soak';

const of = { environmentId: 'e', deploymentId: 'd' };
const NOW = 1_000;

it.each<[string, Partial<SoakRecord>, Look, Partial<SoakRecord>]>([
  [
    'healthy as before',
    { healthySince: 1 },
    { status: 'healthy' },
    { healthySince: 1, seenAt: NOW },
  ],
  [
    'healthy again',
    { message: 'web: gone' },
    { status: 'healthy' },
    { healthySince: NOW, seenAt: NOW },
  ],
  [
    'not healthy any more',
    { healthySince: 1, seenAt: 900 },
    { status: 'degraded', cause: 'web: CrashLoopBackOff' },
    { message: 'web: CrashLoopBackOff' },
  ],
  [
    'on its way',
    { healthySince: 1 },
    { status: 'progressing' },
    { message: 'it is progressing' },
  ],
  [
    'not known: nothing is lost and nothing gained',
    { healthySince: 1, seenAt: 900 },
    { status: 'unknown', cause: 'no answer' },
    { healthySince: 1, seenAt: 900, message: 'no answer' },
  ],
  [
    'not known, while it was not healthy',
    { message: 'web: gone' },
    { status: 'unknown', cause: 'no answer' },
    { message: 'no answer' },
  ],
])('%s', (_, before, look, after) => {
  expect(soakAfter({ ...of, ...before }, look, NOW)).toEqual({
    ...of,
    ...after,
  });
});
