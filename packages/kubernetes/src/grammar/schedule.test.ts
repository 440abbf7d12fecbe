import { nextTime, parseSchedule } from './schedule';

const after = Date.UTC(2026, 0, 1, 10, 30, 20); // a Thursday

it.each([
  ['* * * * *', '2026-01-01T10:31'],
  ['*/15 * * * *', '2026-01-01T10:45'],
  ['0 3 * * *', '2026-01-02T03:00'],
  ['30 10 * * *', '2026-01-02T10:30'],
  ['0 0 1 * *', '2026-02-01T00:00'],
  ['0 12 * * 1-5', '2026-01-01T12:00'],
  ['0 12 * * sat', '2026-01-03T12:00'],
  ['0 12 * * 7', '2026-01-04T12:00'],
  ['0 0 13 * 5', '2026-01-02T00:00'],
  ['0 0 29 2 *', '2028-02-29T00:00'],
  ['15,45 9-10 * jan,feb *', '2026-01-01T10:45'],
  ['@hourly', '2026-01-01T11:00'],
  ['@weekly', '2026-01-04T00:00'],
])('%s is next due at %s', (text, expected) => {
  const schedule = parseSchedule(text);
  const time = schedule && nextTime(schedule, after);
  expect(new Date(time ?? NaN).toISOString().slice(0, 16)).toBe(expected);
});

it.each([
  'often',
  '* * * *',
  '60 * * * *',
  '* 24 * * *',
  '5-1 * * * *',
  '*/0 * * * *',
])('%j is no schedule', text => {
  expect(parseSchedule(text)).toBeUndefined();
});

it('a day that never comes is never due', () => {
  const schedule = parseSchedule('0 0 31 2 *');
  expect(schedule && nextTime(schedule, after)).toBeUndefined();
});
