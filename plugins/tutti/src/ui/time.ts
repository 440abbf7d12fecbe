import { DateTime } from 'luxon';
import type { Translate } from '../translation';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The language of the texts, in the region of the browser where it names one. */
function localeOf(t: Translate): string {
  const language = t('time.language');
  const regional = navigator.languages.find(each =>
    each.startsWith(`${language}-`),
  );
  return regional ?? language;
}

/** `just now`, `20 s ago`, `3 d ago`; from two weeks on the date. `at`: ISO 8601. */
export function relativeTime(t: Translate, at: string, now: number): string {
  const time = DateTime.fromISO(at);
  const age = now - time.toMillis();
  const whole = (unit: number) => ({ n: String(Math.floor(age / unit)) });
  if (age < 10 * SECOND) return t('time.justNow');
  if (age < MINUTE) {
    const tens = Math.floor(age / (10 * SECOND)) * 10;
    return t('time.secondsAgo', { n: String(tens) });
  }
  if (age < HOUR) return t('time.minutesAgo', whole(MINUTE));
  if (age < DAY) return t('time.hoursAgo', whole(HOUR));
  if (age < 14 * DAY) return t('time.daysAgo', whole(DAY));
  return time.setLocale(localeOf(t)).toLocaleString(DateTime.DATE_MED);
}

/**
 * `Mon 06:00, in 14 h`, in the reader's own time zone; from a week on with the date. What has passed
 * by now is `in less than a minute`: the server is about to notice. `at`: ISO 8601.
 */
export function futureTime(t: Translate, at: string, now: number): string {
  const time = DateTime.fromISO(at);
  const left = time.toMillis() - now;
  if (left < MINUTE) return t('time.soon');
  const whole = (unit: number) => ({ n: String(Math.floor(left / unit)) });
  let distance: string = t('time.inDays', whole(DAY));
  if (left < HOUR) distance = t('time.inMinutes', whole(MINUTE));
  else if (left < 2 * DAY) distance = t('time.inHours', whole(HOUR));
  const clock = {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const;
  const when = time
    .setLocale(localeOf(t))
    .toLocaleString(
      left < 7 * DAY
        ? { weekday: 'short', ...clock }
        : { ...DateTime.DATE_MED, ...clock },
    );
  return t('time.untilWhen', { when, distance });
}

/** With seconds and the reader's own time zone. `at`: ISO 8601. */
export function exactTime(t: Translate, at: string): string {
  return DateTime.fromISO(at)
    .setLocale(localeOf(t))
    .toLocaleString(DateTime.DATETIME_FULL_WITH_SECONDS);
}

/** `14:05`, in the reader's own time zone; `at` in milliseconds since 1970. */
export function timeOfDay(t: Translate, at: number): string {
  return DateTime.fromMillis(at)
    .setLocale(localeOf(t))
    .toLocaleString(DateTime.TIME_24_SIMPLE);
}

/** `20 ms`, `1.2 s`, `2 min 03 s`, `1 h 05 min`. */
export function formatDuration(t: Translate, milliseconds: number): string {
  if (milliseconds < SECOND) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 10 * SECOND) {
    const tenths = new Intl.NumberFormat(localeOf(t), {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
    return `${tenths.format(milliseconds / SECOND)} s`;
  }
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(milliseconds / SECOND);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${two(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

/** `00:14`, `1:02:03`: for a clock that runs. */
export function formatClock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / SECOND));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** `12:00:01.250` in the reader's own time zone; `at` in milliseconds since 1970. */
export function clockTime(at: number): string {
  return DateTime.fromMillis(at).toFormat('HH:mm:ss.SSS');
}
