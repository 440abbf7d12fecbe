import fc from 'fast-check';
import { FreezeWindow } from '../model';
import { openWindow } from './openWindow';

function window(parts: Partial<FreezeWindow> = {}): FreezeWindow {
  return {
    title: 'Weekend',
    mode: 'deny',
    cron: '0 16 * * 5',
    duration: '64h',
    timeZone: 'Europe/Berlin',
    ...parts,
  };
}

const allow = (cron: string, duration: string, timeZone = 'UTC') =>
  window({ title: 'Office hours', mode: 'allow', cron, duration, timeZone });
const deny = (cron: string, duration: string, timeZone = 'UTC') =>
  window({ title: 'Night', cron, duration, timeZone });

/** What keeps a deployment from beginning at this time, and until when. */
function closedAt(freeze: FreezeWindow[], at: string): string {
  const closed = openWindow(freeze, Date.parse(at));
  if (!closed) return 'open';
  const until =
    closed.until === undefined
      ? 'no end within a year'
      : new Date(closed.until).toISOString().replace(':00.000Z', 'Z');
  return `${closed.mode} ${closed.title} until ${until}`;
}

it('is open where there is no window', () => {
  expect(closedAt([], '2026-10-23T14:00Z')).toBe('open');
});

describe('a window that denies', () => {
  it.each([
    ['2026-10-16T13:59:59.999Z', 'open'],
    ['2026-10-16T14:00Z', 'deny Weekend until 2026-10-19T06:00Z'],
    ['2026-10-19T05:59:59.999Z', 'deny Weekend until 2026-10-19T06:00Z'],
    ['2026-10-19T06:00Z', 'open'],
  ])(
    'begins by the wall clock of its zone, and its end is outside of it: %s',
    (at, said) => {
      expect(closedAt([window()], at)).toBe(said);
    },
  );

  it('is by UTC unless a zone is named', () => {
    const utc = window({ timeZone: 'UTC' });
    expect(closedAt([utc], '2026-10-16T15:00Z')).toBe('open');
    expect(closedAt([utc], '2026-10-16T16:00Z')).toMatch(/^deny/);
  });

  it.each([
    ['0 16 * * FRI', '2026-10-16T16:00Z', '1h'],
    ['0 16 * oct 5', '2026-10-16T16:00Z', '1h'],
    ['0 16 16 10 *', '2026-10-16T16:00Z', '1h'],
    // Either is enough, as crontab has it.
    ['0 16 1 * 5', '2026-10-16T16:00Z', '1h'],
    ['0 16 16 * 1', '2026-10-16T16:00Z', '1h'],
    ['0 8-18/4 * * *', '2026-10-16T16:30Z', '1h'],
    ['0 */8 * * *', '2026-10-16T16:59Z', '1h'],
    ['0 4/6 * * *', '2026-10-16T16:59Z', '1h'],
    ['0 16 * * 0,5-7', '2026-10-18T16:30Z', '1h'],
    // Begun years of days before.
    ['0 0 1 1 *', '2026-10-16T16:30Z', '300d'],
  ])('%s is closed at %s', (cron, at, duration) => {
    expect(closedAt([deny(cron, duration)], at)).toMatch(/^deny/);
  });

  it.each([
    ['0 16 1 * 1', '2026-10-16T16:00Z'],
    ['0 16 1 10 *', '2026-10-16T16:00Z'],
    ['0 8-15 * * *', '2026-10-16T16:30Z'],
    ['30 16 * * *', '2026-10-16T16:29Z'],
  ])('%s is open at %s', (cron, at) => {
    expect(closedAt([deny(cron, '30m')], at)).toBe('open');
  });
});

describe('where the clocks change (Europe/Berlin)', () => {
  it.each([
    // 64 hours that pass, on a weekend that is one longer or one shorter.
    ['0 16 * * 5', '64h', '2026-10-23T14:00Z', '2026-10-26T06:00Z'],
    ['0 16 * * 5', '64h', '2026-03-27T15:00Z', '2026-03-30T07:00Z'],
    // 02:30 is not there in March: it begins when the clock is put forward.
    ['30 2 * * *', '30m', '2026-03-29T01:00Z', '2026-03-29T01:30Z'],
    ['0 3 * * *', '30m', '2026-03-29T01:00Z', '2026-03-29T01:30Z'],
    ['0 1 * * *', '30m', '2026-03-29T00:00Z', '2026-03-29T00:30Z'],
    // 02:30 is there twice in October: it begins at the first.
    ['30 2 * * *', '30m', '2026-10-25T00:30Z', '2026-10-25T01:00Z'],
    ['0 3 * * *', '30m', '2026-10-25T02:00Z', '2026-10-25T02:30Z'],
    // Of any hour: at both.
    ['30 * * * *', '30m', '2026-10-25T00:30Z', '2026-10-25T01:00Z'],
    ['30 * * * *', '30m', '2026-10-25T01:30Z', '2026-10-25T02:00Z'],
  ])('%s for %s begins at %s', (cron, duration, from, until) => {
    const freeze = [deny(cron, duration, 'Europe/Berlin')];
    const before = new Date(Date.parse(from) - 1).toISOString();
    expect(closedAt(freeze, before)).toBe('open');
    expect(closedAt(freeze, from)).toBe(`deny Night until ${until}`);
    expect(closedAt(freeze, until)).toBe('open');
  });

  it('02:30 that comes twice does not begin twice', () => {
    const freeze = [deny('30 2 * * *', '30m', 'Europe/Berlin')];
    expect(closedAt(freeze, '2026-10-25T01:30Z')).toBe('open');
  });
});

it('a zone may be half an hour off, and a day may be left out', () => {
  // Samoa went from the 29th to the 31st.
  expect(
    closedAt([deny('0 12 30 12 *', '1h', 'Pacific/Apia')], '2011-12-30T10:00Z'),
  ).toBe('deny Night until 2011-12-30T11:00Z');
  // Lord Howe Island puts its clock forward by half an hour, at 02:00.
  expect(
    closedAt(
      [deny('15 2 * * *', '1h', 'Australia/Lord_Howe')],
      '2026-10-03T15:30Z',
    ),
  ).toBe('deny Night until 2026-10-03T16:30Z');
});

describe('with windows that allow', () => {
  const office = allow('0 9 * * 1-5', '8h');

  it.each([
    ['2026-10-16T09:00Z', 'open'],
    ['2026-10-16T17:00Z', 'allow Office hours until 2026-10-19T09:00Z'],
    ['2026-10-19T08:59Z', 'allow Office hours until 2026-10-19T09:00Z'],
  ])('nothing begins outside of all of them: %s', (at, said) => {
    expect(closedAt([office], at)).toBe(said);
  });

  it('one that is open is enough', () => {
    const late = { ...allow('0 17 * * 5', '1h'), title: 'Late' };
    expect(closedAt([office, late], '2026-10-16T17:30Z')).toBe('open');
    expect(closedAt([office, late], '2026-10-16T18:00Z')).toBe(
      'allow Office hours, Late until 2026-10-19T09:00Z',
    );
  });

  it('a window that denies wins, and until is when it is allowed again', () => {
    const lunch = { ...deny('0 12 * * *', '1h'), title: 'Lunch' };
    const evening = { ...deny('0 16 * * *', '2h'), title: 'Evening' };
    const freeze = [office, lunch, evening];
    expect(closedAt(freeze, '2026-10-16T12:30Z')).toBe(
      'deny Lunch until 2026-10-16T13:00Z',
    );
    expect(closedAt(freeze, '2026-10-16T16:30Z')).toBe(
      'deny Evening until 2026-10-19T09:00Z',
    );
  });
});

describe('windows that follow one another', () => {
  it('are one: until is when really something may begin', () => {
    const freeze = [
      deny('0 20 * * *', '4h'),
      { ...deny('0 0 * * *', '6h'), title: 'Early' },
      { ...deny('0 5 17 10 *', '3h'), title: 'Maintenance' },
    ];
    expect(closedAt(freeze, '2026-10-16T21:00Z')).toBe(
      'deny Night until 2026-10-17T08:00Z',
    );
  });

  it('overlap with themselves', () => {
    expect(closedAt([deny('0 16 * * 5', '170h')], '2026-10-16T16:00Z')).toBe(
      'deny Night until no end within a year',
    );
    // Every hour for 90 minutes, of a working day: until that of 17:00 ends.
    expect(closedAt([deny('0 9-17 * * 1-5', '90m')], '2026-10-16T10:10Z')).toBe(
      'deny Night until 2026-10-16T18:30Z',
    );
  });

  it.each([
    ['0 0 * * *', '24h'],
    ['0 * * * *', '1h'],
    ['0 * * * *', '366d'],
  ])('without an end are told so: %s for %s', (cron, duration) => {
    expect(closedAt([deny(cron, duration)], '2026-10-16T21:00Z')).toBe(
      'deny Night until no end within a year',
    );
  });

  it('and an opening that is more than a year away is none', () => {
    const leap = allow('0 9 29 2 *', '1h');
    expect(closedAt([leap], '2026-10-16T21:00Z')).toBe(
      'allow Office hours until no end within a year',
    );
    expect(closedAt([leap], '2027-10-16T21:00Z')).toBe(
      'allow Office hours until 2028-02-29T09:00Z',
    );
  });
});

it.each([
  [window({ cron: '0 25 * * 5' })],
  [window({ timeZone: 'Mars/Olympus' })],
  [window({ duration: 'long' })],
])('a window that cannot be read keeps everything closed', broken => {
  expect(
    closedAt([allow('0 0 * * *', '24h'), broken], '2026-10-16T21:00Z'),
  ).toBe('deny Weekend until no end within a year');
});

describe('whatever the windows are', () => {
  const anyWindow = fc.record({
    title: fc.constantFrom('A', 'B'),
    mode: fc.constantFrom('deny' as const, 'allow' as const),
    cron: fc
      .tuple(
        fc.constantFrom('0', '30', '59'),
        fc.constantFrom('*', '2', '*/6', '0-4', '9,17', '23'),
        fc.constantFrom('*', '1', '29-31'),
        fc.constantFrom('*', '2', '3,10'),
        fc.constantFrom('*', '1-5', 'SAT,SUN', '7'),
      )
      .map(fields => fields.join(' ')),
    duration: fc.constantFrom('45s', '30m', '1h', '7h', '25h', '3d'),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns'),
  });
  const freezes = fc.array(anyWindow, { minLength: 1, maxLength: 4 });
  const moments = fc.integer({
    min: Date.parse('2026-03-20T00:00Z') / 60_000,
    max: Date.parse('2026-11-10T00:00Z') / 60_000,
  });

  it('something may begin at the time that is told, and not before', () => {
    fc.assert(
      fc.property(freezes, moments, (freeze, minute) => {
        const at = minute * 60_000;
        const closed = openWindow(freeze, at);
        if (closed?.until === undefined) return;
        const { until } = closed;
        expect(until).toBeGreaterThan(at);
        expect(openWindow(freeze, until)).toBeUndefined();
        const step = Math.max(60_000, Math.floor((until - at) / 40));
        for (let moment = at; moment < until; moment += step) {
          expect(openWindow(freeze, moment)?.until).toBe(until);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('a window is open for its duration after the clock shows its time', () => {
    fc.assert(
      fc.property(
        // A night on which the clocks change has a test of its own.
        fc.integer({ min: 5, max: 23 }),
        fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata'),
        moments,
        (hour, timeZone, minute) => {
          const at = minute * 60_000;
          const shown = new Intl.DateTimeFormat('en-US', {
            timeZone,
            hour: 'numeric',
            minute: 'numeric',
            hourCycle: 'h23',
          }).format(at);
          const said = openWindow(
            [deny(`7 ${hour} * * *`, '1m', timeZone)],
            at,
          );
          expect(said !== undefined).toBe(
            shown === `${String(hour).padStart(2, '0')}:07`,
          );
        },
      ),
    );
  });
});
