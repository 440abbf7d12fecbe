import { isUrgent } from './isUrgent';
import type { Letter } from './Letter';

const MORNING = Date.parse('2026-12-03T06:00Z');

it.each<[string, Partial<Letter>, boolean]>([
  [
    'a failure in production',
    { topic: 'failure', environmentType: 'production' },
    true,
  ],
  [
    'a rollback in production',
    { topic: 'rollback', environmentType: 'production' },
    true,
  ],
  [
    'a failure in a preview',
    { topic: 'failure', environmentType: 'preview' },
    false,
  ],
  [
    'a question that ends in the night',
    { topic: 'approval', expiresAt: MORNING },
    true,
  ],
  [
    'a question that somebody can answer in the morning',
    {
      topic: 'approval',
      environmentType: 'production',
      expiresAt: MORNING + 1,
    },
    false,
  ],
  ['drift', { topic: 'drift' }, false],
  ['an answer', { topic: 'decision', environmentType: 'production' }, false],
])('%s: %j', (_, letter, expected) => {
  expect(
    isUrgent(
      {
        topic: 'failure',
        recipients: { type: 'entity', entityRef: [] },
        title: '',
        description: '',
        link: '',
        severity: 'normal',
        scope: '',
        name: '',
        ...letter,
      },
      { quietUntil: MORNING, urgent: new Set(['production']) },
    ),
  ).toBe(expected);
});
