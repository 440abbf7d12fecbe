const FIRST_MS = 5_000;
const LONGEST_MS = 60 * 60 * 1000;
/** After that it is given up. */
const GIVEN_UP_AFTER_MS = 24 * 60 * 60 * 1000;
/** Others failed at the same moment: not all of them come back at once. */
const JITTER = 0.2;

/**
 * After how many milliseconds it is tried again: twice as many each time, an hour at most; undefined once
 * a day has passed.
 *
 * @param failed - How often it failed, 1 or more
 * @param sinceMs - How long ago it was to be sent first
 * @param chance - From 0 to 1
 */
export function againIn(
  failed: number,
  sinceMs: number,
  chance: number,
): number | undefined {
  const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failed - 1, 20));
  const spread = Math.round(wait * (1 + JITTER * (2 * chance - 1)));
  return sinceMs + spread > GIVEN_UP_AFTER_MS ? undefined : spread;
}
