const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Making one costs a hundred times its use; there are tens of zones in use. */
const formats = new Map<string, Intl.DateTimeFormat | undefined>();

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(timeZone)) {
    formats.set(timeZone, newFormat(timeZone));
  }
  return formats.get(timeZone);
}

function newFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    // The only thing that can be wrong is the zone.
    return undefined;
  }
}

/** Whether this machine's database of time zones knows it. */
export function isTimeZone(text: string): boolean {
  return formatOf(text) !== undefined;
}

/**
 * The clock on the wall in a time zone. A wall time is written as the moment (ms since 1970) at
 * which a clock in UTC shows it.
 */
export class WallClock {
  readonly #format: Intl.DateTimeFormat;

  /** @throws Error for a time zone that there is not */
  constructor(timeZone: string) {
    const format = formatOf(timeZone);
    if (!format) {
      throw new Error(`There is no time zone "${timeZone}"`);
    }
    this.#format = format;
  }

  /** What it shows at a moment, in whole seconds. */
  at(moment: number): number {
    const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of this.#format.formatToParts(moment)) {
      parts[type] = Number(value);
    }
    const { year = 0, month = 1, day, hour, minute, second } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  }

  /**
   * The moments at which it shows this, earliest first: two where the clock was put back, and where
   * it was put forward over it the one at which that was done.
   */
  moments(wall: number): number[] {
    const before = this.#offset(wall - DAY);
    const after = this.#offset(wall + DAY);
    const shown = [...new Set([wall - before, wall - after])]
      .filter(moment => this.at(moment) === wall)
      .sort((a, b) => a - b);
    return shown.length > 0
      ? shown
      : [this.#jump(wall, wall - after, wall - before)];
  }

  /** The first moment after `early` at which the clock is past `wall`. */
  #jump(wall: number, early: number, late: number): number {
    let [from, to] = [early, late];
    while (to - from > MINUTE) {
      const middle = from + Math.floor((to - from) / 2 / MINUTE) * MINUTE;
      if (middle === from) break;
      if (this.at(middle) > wall) to = middle;
      else from = middle;
    }
    return to;
  }

  #offset(moment: number): number {
    return this.at(moment) - Math.floor(moment / 1000) * 1000;
  }
}
