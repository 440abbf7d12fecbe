import { removalOf } from './removalOf';

const address = 'postgres.default#main';

it.each([
  ['retained', 'detach', false, { remove: [{ address, how: 'detach' }] }],
  ['retained', 'destroy', false, { remove: [{ address, how: 'destroy' }] }],
  // By the workloads of now, not by those that were deployed and need it.
  [
    'ready',
    'detach',
    false,
    { images: {}, remove: [{ address, how: 'detach' }] },
  ],
  [
    'retained',
    'detach',
    true,
    { destroy: true, remove: [{ address, how: 'detach' }] },
  ],
  ['retained', 'destroy', true, { destroy: true }],
] as const)(
  'one that is %s is asked to %s, in a destroyed environment: %s',
  (lifecycle, how, isDestroyed, input) => {
    expect(removalOf({ address, lifecycle }, how, isDestroyed)).toEqual(input);
  },
);
