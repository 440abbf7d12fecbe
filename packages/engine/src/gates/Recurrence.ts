import { durationMs, FreezeWindow } from '../model';
import { parseCron, Schedule } from './cron';
import { WallClock } from './wallClock';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How far ahead anybody looks for a beginning: a year, and the day that some have more. */
export const HORIZON_MS = 366 * DAY;

/** The times at which a window of a freeze begins (docs/reference/semantics.md, Freeze). */
export class Recurrence {
  readonly durationMs: number;
  readonly #schedule: Schedule;
  readonly #clock: WallClock;
  /** By day of the wall clock: a search looks at a day again and again. */
  readonly #startsByDay = new Map<number, number[]>();

  /** @throws Error for fields or a time zone that loading would have refused */
  constructor({ cron, duration, timeZone }: FreezeWindow) {
    const parsed = parseCron(cron);
    if (!parsed.ok) {
      throw new Error(`"${cron}" is no schedule: ${parsed.message}`);
    }
    this.#schedule = parsed.schedule;
    this.#clock = new WallClock(timeZone);
    this.durationMs = durationMs(duration);
  }

  /** When the one that is open at a moment ends; the latest, where one begins before another ended. */
  openUntil(moment: number): number | undefined {
    const latest = this.#last(moment);
    return latest !== undefined && latest + this.durationMs > moment
      ? latest + this.durationMs
      : undefined;
  }

  /** When the next one begins after a moment, within a year. */
  next(moment: number): number | undefined {
    const first = this.#dayOf(moment) - DAY;
    for (let day = first; day <= first + HORIZON_MS + 2 * DAY; day += DAY) {
      const start = this.#startsOn(day).find(one => one > moment);
      if (start !== undefined) {
        return start - moment <= HORIZON_MS ? start : undefined;
      }
    }
    return undefined;
  }

  /** The last that began at or before a moment and could be open then. */
  #last(moment: number): number | undefined {
    const earliest = this.#dayOf(moment - this.durationMs) - DAY;
    for (let day = this.#dayOf(moment) + DAY; day >= earliest; day -= DAY) {
      const start = this.#startsOn(day).findLast(one => one <= moment);
      if (start !== undefined) {
        return start;
      }
    }
    return undefined;
  }

  #dayOf(moment: number): number {
    return Math.floor(this.#clock.at(moment) / DAY) * DAY;
  }

  /** Ascending. A time that the clock shows twice begins once, unless the hour is any. */
  #startsOn(day: number): number[] {
    let starts = this.#startsByDay.get(day);
    if (!starts) {
      starts = this.#isDay(day) ? this.#startsOf(day) : [];
      this.#startsByDay.set(day, starts);
    }
    return starts;
  }

  #startsOf(day: number): number[] {
    const { hours, minute, everyHour } = this.#schedule;
    return hours
      .flatMap(hour => {
        const moments = this.#clock.moments(
          day + hour * HOUR + minute * 60_000,
        );
        return everyHour ? moments : moments.slice(0, 1);
      })
      .sort((a, b) => a - b);
  }

  #isDay(day: number): boolean {
    const date = new Date(day);
    return (
      this.#schedule.months.has(date.getUTCMonth() + 1) &&
      this.#schedule.isDay(date.getUTCDate(), date.getUTCDay())
    );
  }
}
