import { againIn } from './backoff';

const HOUR_MS = 60 * 60 * 1000;

it.each([
  ['the first time', 1, 0, 0.5, 5_000],
  ['the second time', 2, 5_000, 0.5, 10_000],
  ['early by chance', 1, 0, 0, 4_000],
  ['late by chance', 1, 0, 1, 6_000],
  ['at most an hour', 30, 10 * HOUR_MS, 0.5, HOUR_MS],
  ['however often', 5_000, 10 * HOUR_MS, 0.5, HOUR_MS],
  ['the last time', 30, 23 * HOUR_MS, 0.5, HOUR_MS],
  ['not after a day', 30, 23 * HOUR_MS + 1, 0.5, undefined],
])('tries again, %s', (_when, failed, sinceMs, chance, expected) => {
  expect(againIn(failed, sinceMs, chance)).toBe(expected);
});

it('tries some forty times in a day', () => {
  let sinceMs = 0;
  let tries = 0;
  for (;;) {
    tries += 1;
    const wait = againIn(tries, sinceMs, 0.5);
    if (wait === undefined) break;
    sinceMs += wait;
  }
  expect(tries).toBe(33);
});
