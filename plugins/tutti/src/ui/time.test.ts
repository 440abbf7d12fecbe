import { english } from '../__testUtils__/texts';
import { formatClock, formatDuration, futureTime, relativeTime } from './time';

const NOW = Date.parse('2026-11-20T12:00:00Z');

it.each([
  ['2026-11-20T11:59:58Z', 'just now'],
  ['2026-11-20T12:00:05Z', 'just now'], // clocks differ
  ['2026-11-20T11:59:35Z', '20 s ago'],
  ['2026-11-20T11:58:00Z', '2 min ago'],
  ['2026-11-20T09:30:00Z', '2 h ago'],
  ['2026-11-17T11:00:00Z', '3 d ago'],
  ['2026-01-02T12:00:00Z', 'Jan 2, 2026'],
])('%s is %s', (at, said) => {
  expect(relativeTime(english, at, NOW)).toBe(said);
});

it.each([
  [20.4, '20 ms'],
  [1_234, '1.2 s'],
  [14_900, '14 s'],
  [123_000, '2 min 03 s'],
  [3_900_000, '1 h 05 min'],
])('%d ms takes %s', (milliseconds, said) => {
  expect(formatDuration(english, milliseconds)).toBe(said);
});

it.each([
  [-5, '00:00'],
  [14_000, '00:14'],
  [3_723_000, '1:02:03'],
])('a clock at %d ms shows %s', (milliseconds, said) => {
  expect(formatClock(milliseconds)).toBe(said);
});

it.each([
  ['2026-11-20T11:59:00Z', 'in less than a minute'], // the server is about to notice
  ['2026-11-20T12:20:00Z', /^Fri \d\d:20, in 20 min$/],
  ['2026-11-21T02:00:00Z', /, in 14 h$/],
  ['2026-11-23T05:00:00Z', /^(Sun|Mon) .*, in 2 d$/],
  ['2026-12-24T05:00:00Z', /^Dec 2[34], 2026.*, in 33 d$/],
])('%s is to come: %s', (at, said) => {
  expect(futureTime(english, at, NOW)).toMatch(said);
});
