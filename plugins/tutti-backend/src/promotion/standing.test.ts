import { SourceFacts, standingOf, TargetFacts } from './standing';
import { Turn } from './waves';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 30, 14, 0);
/** It succeeded twenty minutes ago. */
const AT = NOW - 20 * MINUTE;

const success: NonNullable<SourceFacts['success']> = {
  id: 'success',
  number: 12,
  at: AT,
  destroys: false,
  isPaused: false,
  releaseId: 'r12',
  isRollback: false,
};
const later = (status: NonNullable<SourceFacts['later']>['status']) => ({
  later: { id: 'later', number: 13, status },
});

function standing(
  rule: Partial<Parameters<typeof standingOf>[0]> = {},
  source: Partial<SourceFacts> = {},
  target: Partial<TargetFacts> = {},
  turn: Turn = { kind: 'begins' },
) {
  return standingOf(
    { automatic: true, gates: [], ...rule },
    { name: 'staging', success, gates: [], ...source },
    { name: 'production', ...target },
    { turn, now: NOW },
  );
}

describe('what last succeeded in staging', () => {
  it('is ready at once where nothing else is asked for', () => {
    expect(standing()).toMatchObject({ kind: 'ready' });
  });

  it.each<[string, Partial<SourceFacts>, string]>([
    [
      'nothing',
      { success: undefined },
      'Nothing has succeeded in staging yet.',
    ],
    [
      'what was destroyed',
      { success: { ...success, destroys: true } },
      'What ran in staging was destroyed.',
    ],
  ])('is nothing to promote: %s', (_, source, message) => {
    expect(standing({}, source)).toEqual({ kind: 'none', message });
  });

  it('is here when it has succeeded here', () => {
    expect(standing({}, {}, { releaseId: 'r12' }).kind).toBe('here');
    expect(standing({}, {}, { releaseId: 'r11' }).kind).toBe('ready');
  });

  it.each([
    ['queued', false, '#7 brings it here.'],
    ['waiting-approval', false, '#7 brings it here.'],
    ['verifying', false, '#7 brings it here.'],
    ['failed', true, '#7 was to bring it here and ended as failed.'],
    ['cancelled', true, '#7 was to bring it here and ended as cancelled.'],
    [
      'succeeded',
      true,
      '#7 brought it here; what runs now was deployed since.',
    ],
  ] as const)('is promoted once: %s', (status, hasEnded, message) => {
    expect(standing({}, {}, { asked: { id: 'a', number: 7, status } })).toEqual(
      {
        kind: 'asked',
        hasEnded,
        message: expect.stringContaining(message),
      },
    );
  });

  it('is for a person where it is not automatic, whatever else is asked for', () => {
    expect(
      standing({ automatic: false, soak: '1h', gates: ['a'] }, later('failed')),
    ).toEqual({ kind: 'open', message: 'A person promotes it from staging.' });
  });

  it.each<[string, Partial<SourceFacts>, string]>([
    [
      'a rollback',
      { success: { ...success, isRollback: true } },
      'staging was rolled back to it',
    ],
    [
      'a pause',
      { success: { ...success, isPaused: true } },
      'staging is paused',
    ],
    ['a failure after it', later('failed'), '#13 in staging ended as failed'],
    ['a cancelled run after it', later('cancelled'), '#13 in staging ended'],
    [
      'a gate that failed',
      { gates: [{ key: 'e2e', status: 'failed', text: '3 of 40' }] },
      "The gate 'e2e' failed in staging: 3 of 40.",
    ],
  ])('is stopped by %s', (_, source, message) => {
    expect(standing({ gates: ['e2e'] }, source)).toEqual({
      kind: 'stopped',
      message: expect.stringContaining(message),
    });
  });

  it('is not stopped by a gate that nobody asks for, nor by a run that changed nothing', () => {
    const gates = [{ key: 'e2e', status: 'failed' as const }];
    expect(standing({}, { gates }).kind).toBe('ready');
    expect(standing({}, later('stale')).kind).toBe('ready');
  });

  it.each(['running', 'cancelling', 'verifying'] as const)(
    'waits for a run that changes it: %s',
    status => {
      expect(standing({}, later(status))).toMatchObject({
        kind: 'waits',
        waits: { for: 'run', deployment: { number: 13 } },
      });
    },
  );

  it('waits for gates by name', () => {
    expect(
      standing(
        { gates: ['e2e', 'load'] },
        { gates: [{ key: 'load', status: 'passed' }] },
      ),
    ).toEqual({
      kind: 'waits',
      waits: {
        for: 'gate',
        message: "It is promoted when 'e2e' of staging #12 is passed.",
        since: '2026-11-30T13:40:00.000Z',
        deployment: { id: 'success', number: 12 },
        gates: ['e2e'],
      },
    });
  });

  describe('soaks', () => {
    const soaks = (soak: string, seen: SourceFacts['soak']) =>
      standing({ soak }, { ...(seen && { soak: seen }) });

    it.each<[string, string, SourceFacts['soak'], string, string | undefined]>([
      [
        'from when it succeeded',
        '30m',
        undefined,
        'It is promoted at 2026-11-30 14:10 UTC if staging stays healthy.',
        '2026-11-30T14:10:00.000Z',
      ],
      [
        'from when it was healthy again',
        '30m',
        { healthySince: NOW - 5 * MINUTE, seenAt: NOW },
        'It is promoted at 2026-11-30 14:25 UTC if staging stays healthy, which it was not before 2026-11-30 13:55 UTC.',
        '2026-11-30T14:25:00.000Z',
      ],
      [
        'not at all while it is not healthy',
        '30m',
        { message: 'web: CrashLoopBackOff' },
        'staging is not healthy: web: CrashLoopBackOff. The 30m for which it has to stay healthy begin when it is again.',
        undefined,
      ],
      [
        'until somebody sees it healthy',
        '20m',
        { healthySince: AT, message: 'the cluster is away' },
        'It is promoted when staging is seen healthy: the cluster is away.',
        undefined,
      ],
      [
        'until somebody sees it healthy now, not long ago',
        '10m',
        { healthySince: AT, seenAt: NOW - 61_000 },
        'It is promoted when staging is seen healthy.',
        undefined,
      ],
    ])('%s', (_, soak, seen, message, until) => {
      expect(soaks(soak, seen)).toEqual({
        kind: 'waits',
        waits: {
          for: 'soak',
          message,
          since: '2026-11-30T13:40:00.000Z',
          ...(until && { until }),
        },
      });
    });

    it('no longer than that', () => {
      expect(soaks('20m', { healthySince: AT, seenAt: NOW }).kind).toBe(
        'ready',
      );
    });
  });

  it('waits for its turn, and stops where others failed', () => {
    expect(
      standing({}, {}, {}, { kind: 'waits', behind: ['eu', 'us'] }),
    ).toMatchObject({
      kind: 'waits',
      waits: {
        for: 'wave',
        message: 'It is promoted when eu, us have it.',
        behind: ['eu', 'us'],
      },
    });
    expect(standing({}, {}, {}, { kind: 'stopped', by: 'eu' })).toMatchObject({
      kind: 'stopped',
      message: expect.stringContaining('It failed in eu'),
    });
  });
});
