import { FailedRun, mayRollBack, whyNotByItself } from './mayRollBack';

const FAILED: FailedRun = {
  isRollback: false,
  destroys: false,
  wasCancelled: false,
  hasApplied: true,
  lastSuccess: { number: 4 },
  releaseId: 'r-5',
  rolledBackReleases: [],
};

it('puts back what ran before', () => {
  expect(mayRollBack(FAILED)).toEqual({ allowed: true });
});

it.each<[string, Partial<FailedRun>, string]>([
  [
    'a person cancelled it',
    { wasCancelled: true },
    'A person cancelled it: a person decides what comes next.',
  ],
  ['it was a rollback', { isRollback: true }, 'It was a rollback itself.'],
  [
    'it destroyed everything',
    { destroys: true },
    'It destroyed the environment: there is nothing to go back to.',
  ],
  [
    'it changed nothing',
    { hasApplied: false },
    'It changed nothing: what ran before runs still.',
  ],
  [
    'it was the first one',
    { lastSuccess: undefined },
    'Nothing succeeded here before: there is nothing to go back to.',
  ],
  [
    'something newer waits',
    { newer: { number: 6 } },
    '#6 waits in the line already.',
  ],
  [
    'the same was done for the same release',
    { rolledBackReleases: ['r-5'] },
    'The same release was rolled back automatically already.',
  ],
])('leaves it as it is where %s', (_, change, reason) => {
  expect(mayRollBack({ ...FAILED, ...change })).toEqual({
    allowed: false,
    reason,
  });
});

it.each<[string, Parameters<typeof whyNotByItself>[0], string | undefined]>([
  [
    'nothing else',
    { summary: { replace: 0, destroy: 1 }, consents: [] },
    undefined,
  ],
  [
    'a replacement',
    { summary: { replace: 1, destroy: 0 }, consents: [] },
    'Going back would replace a resource: a person decides about that.',
  ],
  [
    'a consent',
    {
      summary: { replace: 0, destroy: 0 },
      consents: [{ required: true, given: false }],
    },
    'Going back needs the consent of a person.',
  ],
  [
    'what is reviewed in the run',
    {
      summary: { replace: 0, destroy: 0 },
      consents: [],
      reviews: ['db.default#main'],
    },
    'Going back does what drivers say only in the run: a person reviews that.',
  ],
  [
    'a consent that it can do without',
    {
      summary: { replace: 0, destroy: 0 },
      consents: [{ required: false, given: false }],
    },
    undefined,
  ],
])('by itself it goes back with a plan of %s', (_, plan, reason) => {
  expect(whyNotByItself(plan)).toBe(reason);
});
