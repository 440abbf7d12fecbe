/** `5 * * * 1-5`: minute, hour, day of month, month, day of week. */
export interface Schedule {
  minutes: Set<number>;
  hours: Set<number>;
  days: Set<number>;
  months: Set<number>;
  weekdays: Set<number>;
  /** A day counts when either matches, if both were given (as in every cron). */
  anyDay: boolean;
  anyWeekday: boolean;
}

const macros: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const dayNames = 'sun mon tue wed thu fri sat'.split(' ');

/** Undefined when the text is no schedule. */
export function parseSchedule(text: string): Schedule | undefined {
  const fields = (macros[text.trim()] ?? text).trim().split(/\s+/);
  if (fields.length !== 5) return undefined;
  const minutes = parseField(fields[0], 0, 59);
  const hours = parseField(fields[1], 0, 23);
  const days = parseField(fields[2], 1, 31);
  const months = parseField(fields[3], 1, 12, monthNames);
  const weekdays = parseField(fields[4], 0, 7, dayNames);
  if (!minutes || !hours || !days || !months || !weekdays) return undefined;
  if (weekdays.has(7)) weekdays.add(0);
  return {
    minutes,
    hours,
    days,
    months,
    weekdays,
    anyDay: /^[*?]/.test(fields[2]),
    anyWeekday: /^[*?]/.test(fields[4]),
  };
}

function parseField(
  text: string,
  low: number,
  high: number,
  names: string[] = [],
): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of text.toLowerCase().split(',')) {
    const match =
      /^(?:[*?]|([a-z]{3}|\d+)(?:-([a-z]{3}|\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!match) return undefined;
    const [, first, last, step] = match;
    const from = first === undefined ? low : read(first, low, names);
    const isOpen = first === undefined || step !== undefined;
    const end = isOpen ? high : from;
    const to = last === undefined ? end : read(last, low, names);
    const stride = step === undefined ? 1 : Number(step);
    if (!(from >= low && to <= high && from <= to && stride > 0))
      return undefined;
    for (let value = from; value <= to; value += stride) values.add(value);
  }
  return values;
}

/** A number, or a name counted from the field's lowest value. */
function read(text: string, low: number, names: string[]): number {
  const index = names.indexOf(text);
  return index >= 0 ? index + low : Number(text);
}

/** The first time after this one, in milliseconds (UTC); undefined when there is none within five years. */
export function nextTime(
  schedule: Schedule,
  after: number,
): number | undefined {
  const minute = 60_000;
  const limit = after + 5 * 366 * 24 * 60 * minute;
  let time = (Math.floor(after / minute) + 1) * minute;
  while (time < limit) {
    const date = new Date(time);
    if (!matchesDay(schedule, date)) {
      time = Date.UTC(
        date.getUTCFullYear(),
        date.getUTCMonth(),
        date.getUTCDate() + 1,
      );
    } else if (!schedule.hours.has(date.getUTCHours())) {
      time += (60 - date.getUTCMinutes()) * minute;
    } else if (!schedule.minutes.has(date.getUTCMinutes())) {
      time += minute;
    } else return time;
  }
  return undefined;
}

function matchesDay(schedule: Schedule, date: Date): boolean {
  if (!schedule.months.has(date.getUTCMonth() + 1)) return false;
  const day = schedule.days.has(date.getUTCDate());
  const weekday = schedule.weekdays.has(date.getUTCDay());
  return schedule.anyDay || schedule.anyWeekday
    ? day && weekday
    : day || weekday;
}
