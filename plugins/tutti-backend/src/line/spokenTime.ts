/**
 * `2026-11-30 14:20 UTC`: in sentences, which do not know where they are read.
 *
 * @param to - `seconds` where two things within a minute have to be told apart: `2026-11-30 14:20:05 UTC`
 */
export function spokenTime(
  at: number,
  to: 'minutes' | 'seconds' = 'minutes',
): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(to === 'minutes' ? /:\d\d\.\d+Z$/ : /\.\d+Z$/, ' UTC');
}

/** ISO 8601, as the API gives every time. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
