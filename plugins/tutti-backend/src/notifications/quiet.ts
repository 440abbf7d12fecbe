import { WallClock } from '@tutti/engine';

/** When people are left alone: on these days, by the clock on the wall there. */
export interface QuietHours {
  /** Days on which it begins; 0 is Sunday. */
  days: ReadonlySet<number>;
  /** Minutes since midnight. */
  from: number;
  /** Minutes since midnight, up to 1440. Not later than `from`: of the day after. */
  to: number;
  timeZone: string;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Rules that follow one another without a gap are one quiet time, of a week at most. */
const MOST_FOLLOWING = 14;

/**
 * Until when people are left alone at a moment, both in ms since 1970; undefined where they are not. Rules
 * that follow one another are one: from Friday evening to Monday morning.
 */
export function quietUntil(
  rules: readonly QuietHours[],
  at: number,
): number | undefined {
  let until: number | undefined;
  for (let following = 0; following < MOST_FOLLOWING; following++) {
    const moment = until ?? at;
    const ends = rules.flatMap(rule => endOf(rule, moment) ?? []);
    if (ends.length === 0) {
      break;
    }
    until = Math.max(...ends);
  }
  return until;
}

/** The end of the quiet time that began on this day or the one before; undefined where there is none. */
function endOf(
  { days, from, to, timeZone }: QuietHours,
  at: number,
): number | undefined {
  const clock = new WallClock(timeZone);
  const midnight = Math.floor(clock.at(at) / DAY) * DAY;
  for (const day of [midnight, midnight - DAY]) {
    if (!days.has(new Date(day).getUTCDay())) {
      continue;
    }
    const [begin] = clock.moments(day + from * MINUTE);
    const end = clock.moments(day + (to > from ? 0 : DAY) + to * MINUTE).at(-1);
    if (end !== undefined && begin <= at && at < end) {
      return end;
    }
  }
  return undefined;
}
