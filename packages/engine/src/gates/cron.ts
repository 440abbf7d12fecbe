/** When something begins, as five cron fields say it. */
export interface Schedule {
  minute: number;
  /** Ascending. */
  hours: number[];
  /** The hour is `*` or a step of it: it follows time that passes, not the name of the hour. */
  everyHour: boolean;
  months: ReadonlySet<number>;
  /** Whether one of a month's days is meant; the month is for `monthDays` alone. */
  isDay(day: number, weekday: number): boolean;
  /** Days of the month, unless any weekday will do. */
  monthDays?: ReadonlySet<number>;
}

export type ParsedCron =
  | { ok: true; schedule: Schedule }
  | { ok: false; field: string; message: string };

interface Field {
  name: string;
  from: number;
  to: number;
  /** Of the first value on; three letters each. */
  names?: string[];
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const WEEKDAYS = 'sun mon tue wed thu fri sat'.split(' ');

const FIELDS: Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, names: MONTHS },
  { name: 'weekday', from: 0, to: 7, names: WEEKDAYS },
];

/**
 * Five fields with `*`, numbers, names (`MON`, `JAN`), ranges, lists and steps, as crontab(5) has
 * them: where day and weekday are both given, either is enough. The minute is one number: a window
 * that begins every minute of an hour is a slip.
 */
export function parseCron(text: string): ParsedCron {
  const texts = text.trim().split(/ +/);
  if (texts.length !== FIELDS.length) {
    return {
      ok: false,
      field: text,
      message: `it has ${texts.length} fields, not five`,
    };
  }
  const values: Set<number>[] = [];
  for (const [index, field] of FIELDS.entries()) {
    const parsed = parseField(texts[index], field);
    if (typeof parsed === 'string') {
      return { ok: false, field: texts[index], message: parsed };
    }
    values.push(parsed);
  }
  const [minutes, hours, days, months, weekdays] = values;
  if (minutes.size !== 1) {
    return {
      ok: false,
      field: texts[0],
      message: `the minute "${texts[0]}" is more than one number: a window would begin several times an hour`,
    };
  }
  if (weekdays.delete(7)) {
    weekdays.add(0);
  }
  const [anyDay, anyWeekday] = [texts[2], texts[4]].map(isAny);
  return {
    ok: true,
    schedule: {
      minute: [...minutes][0],
      hours: [...hours].sort((a, b) => a - b),
      everyHour: isAny(texts[1]),
      months,
      isDay: (day, weekday) =>
        anyDay || anyWeekday
          ? days.has(day) && weekdays.has(weekday)
          : days.has(day) || weekdays.has(weekday),
      ...(anyWeekday && { monthDays: days }),
    },
  };
}

const LONGEST_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Its days are in none of its months, such as the 30th of February. */
export function neverBegins({ months, monthDays }: Schedule): boolean {
  return (
    monthDays !== undefined &&
    [...months].every(month => {
      return Math.min(...monthDays) > LONGEST_MONTH[month - 1];
    })
  );
}

function isAny(text: string): boolean {
  return text.startsWith('*');
}

/** Its values, or what is wrong with it. */
function parseField(text: string, field: Field): Set<number> | string {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [, range, step] = /^([^/]+)(?:\/([0-9]{1,2}))?$/.exec(part) ?? [];
    const bounds = range === undefined ? undefined : boundsOf(range, field);
    if (!bounds || step === '0' || step === '00') {
      return `the ${field.name} "${part}" is not one of ${allowed(field)}`;
    }
    const [from, to] = bounds;
    if (from > to) {
      return `the ${field.name} "${part}" ends before it begins`;
    }
    // As crontab has it: `5/15` goes on to the end of the field.
    const last = step !== undefined && from === to ? field.to : to;
    for (let value = from; value <= last; value += Number(step ?? 1)) {
      values.add(value);
    }
  }
  return values;
}

function allowed({ from, to, names }: Field): string {
  const given = names ? ` or ${names[0].toUpperCase()} …` : '';
  return `${from} to ${to}${given}, "*", a range, a list or a step`;
}

function boundsOf(text: string, field: Field): [number, number] | undefined {
  if (text === '*') {
    // Sunday has two numbers.
    return [field.from, field.name === 'weekday' ? 6 : field.to];
  }
  const [from, to = from, ...more] = text
    .split('-')
    .map(one => valueOf(one, field));
  return from === undefined || to === undefined || more.length > 0
    ? undefined
    : [from, to];
}

function valueOf(
  text: string,
  { from, to, names = [] }: Field,
): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) {
    return from + named;
  }
  const value = /^[0-9]{1,2}$/.test(text) ? Number(text) : NaN;
  return value >= from && value <= to ? value : undefined;
}
