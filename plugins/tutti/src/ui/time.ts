import { DateTime } from 'luxon';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `just now`, `20 s ago`, `3 d ago`; from two weeks on the date. `at`: ISO 8601. */
export function relativeTime(at: string, now: number): string {
  const age = now - DateTime.fromISO(at).toMillis();
  if (age < 10 * SECOND) return 'just now';
  if (age < MINUTE) return `${Math.floor(age / (10 * SECOND)) * 10} s ago`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  if (age < 14 * DAY) return `${Math.floor(age / DAY)} d ago`;
  return DateTime.fromISO(at).toLocaleString(DateTime.DATE_MED);
}

/** With seconds and the reader's own time zone. `at`: ISO 8601. */
export function exactTime(at: string): string {
  return DateTime.fromISO(at).toLocaleString(
    DateTime.DATETIME_FULL_WITH_SECONDS,
  );
}

/** `20 ms`, `1.2 s`, `2 min 03 s`, `1 h 05 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < SECOND) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 10 * SECOND) {
    return `${(milliseconds / SECOND).toFixed(1)} s`;
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
