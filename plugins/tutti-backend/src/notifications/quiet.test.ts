import { QuietHours, quietUntil } from './quiet';

const hours = (
  days: number[],
  from: number,
  to: number,
  timeZone = 'Europe/Berlin',
): QuietHours => ({
  days: new Set(days),
  from: from * 60,
  to: to * 60,
  timeZone,
});

const WORKDAYS = [1, 2, 3, 4, 5];
const NIGHTS = hours(WORKDAYS, 19, 7);
const WEEKEND = hours([6, 0], 0, 24);

function until(rules: QuietHours[], at: string): string {
  const end = quietUntil(rules, Date.parse(at));
  return end === undefined
    ? 'not quiet'
    : new Date(end).toISOString().replace(':00.000Z', 'Z');
}

it.each([
  ['before it begins', '2026-12-02T17:59Z', 'not quiet'],
  ['when it begins', '2026-12-02T18:00Z', '2026-12-03T06:00Z'],
  ['after midnight', '2026-12-03T02:00Z', '2026-12-03T06:00Z'],
  ['when it ends', '2026-12-03T06:00Z', 'not quiet'],
  ['of a day that is none of its days', '2026-12-06T20:00Z', 'not quiet'],
  [
    'of the night that began the day before',
    '2026-12-05T02:00Z',
    '2026-12-05T06:00Z',
  ],
])('is by the clock on the wall: %s', (_, at, expected) => {
  expect(until([NIGHTS], at)).toBe(expected);
});

it.each([
  // Friday evening, Saturday and Sunday; Sunday's ends at midnight.
  ['2026-12-04T20:00Z', '2026-12-06T23:00Z'],
  ['2026-12-06T12:00Z', '2026-12-06T23:00Z'],
])('what follows one another is one: %s', (at, expected) => {
  expect(until([NIGHTS, WEEKEND], at)).toBe(expected);
});

it.each([
  // An hour longer, and one shorter.
  ['2026-10-24T20:00Z', '2026-10-25T06:00Z'],
  ['2026-03-28T20:00Z', '2026-03-29T05:00Z'],
])('ends by the clock where it is changed: %s', (at, expected) => {
  expect(until([hours([6], 19, 7)], at)).toBe(expected);
});

it('always quiet is a week or two, not for ever', () => {
  const always = hours([0, 1, 2, 3, 4, 5, 6], 0, 24, 'UTC');
  expect(until([always], '2026-12-02T12:00Z')).toBe('2026-12-16T00:00Z');
});

it('nothing is quiet without a rule', () => {
  expect(until([], '2026-12-02T12:00Z')).toBe('not quiet');
});
