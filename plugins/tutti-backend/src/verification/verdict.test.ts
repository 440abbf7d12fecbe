import {
  DEGRADED_FOR_MS,
  Look,
  Verdict,
  verdict,
  Verification,
} from './verdict';

const MINUTE = 60_000;
const BEGAN = 1_000_000;
const RULE = { healthyForMs: 5 * MINUTE, gates: [], withinMs: 60 * MINUTE };

const HEALTHY: Look = { status: 'healthy' };
const BROKEN: Look = { status: 'degraded', cause: 'api: CrashLoopBackOff' };

function begun(change: Partial<Verification> = {}): Verification {
  return { rule: RULE, since: BEGAN, gates: [], ...change };
}

/** Looks in their order, each so long after the beginning. */
function played(start: Verification, looks: [number, Look][]): Verdict {
  let last: Verdict = { kind: 'waits', verification: start, message: '' };
  for (const [afterMs, look] of looks) {
    if (last.kind !== 'waits') break;
    last = verdict(last.verification, look, BEGAN + afterMs);
  }
  return last;
}

describe('a run that is verified', () => {
  it('passes when it stayed healthy for so long', () => {
    const looks: [number, Look][] = [
      [0, HEALTHY],
      [4 * MINUTE, HEALTHY],
    ];
    expect(played(begun(), looks)).toMatchObject({
      kind: 'waits',
      message: 'It succeeds when it is healthy for 5 min.',
    });
    expect(played(begun(), [...looks, [5 * MINUTE, HEALTHY]]).kind).toBe(
      'passed',
    );
  });

  it('begins anew to be healthy when it was not in between', () => {
    const looks: [number, Look][] = [
      [0, HEALTHY],
      [4 * MINUTE, { status: 'progressing' }],
      [5 * MINUTE, HEALTHY],
      [9 * MINUTE, HEALTHY],
    ];
    expect(played(begun(), looks).kind).toBe('waits');
    expect(played(begun(), [...looks, [10 * MINUTE, HEALTHY]]).kind).toBe(
      'passed',
    );
  });

  it('fails when something of it stays broken, with the cause', () => {
    const looks: [number, Look][] = [
      [0, HEALTHY],
      [MINUTE, BROKEN],
      [MINUTE + DEGRADED_FOR_MS - 1, BROKEN],
    ];
    expect(played(begun(), looks).kind).toBe('waits');
    expect(
      played(begun(), [...looks, [MINUTE + DEGRADED_FOR_MS, BROKEN]]),
    ).toMatchObject({
      kind: 'failed',
      code: 'NotHealthy',
      message: 'It was healthy, and did not stay so: api: CrashLoopBackOff.',
    });
  });

  it('is not failed by what is broken for a moment', () => {
    expect(
      played(begun(), [
        [0, HEALTHY],
        [MINUTE, BROKEN],
        [MINUTE + 10_000, HEALTHY],
        [MINUTE + DEGRADED_FOR_MS, BROKEN],
      ]).kind,
    ).toBe('waits');
  });

  it('neither passes nor fails by what nobody knows', () => {
    expect(
      played(begun(), [
        [0, HEALTHY],
        [4 * MINUTE, { status: 'unknown' }],
        [5 * MINUTE, HEALTHY],
      ]).kind,
    ).toBe('passed');
    expect(
      played(begun(), [
        [MINUTE, BROKEN],
        [MINUTE + DEGRADED_FOR_MS - 1, { status: 'unknown' }],
      ]).kind,
    ).toBe('waits');
  });

  it('without a time to stay healthy is verified by its gates', () => {
    const rule = { ...RULE, healthyForMs: 0, gates: ['smoke', 'load'] };
    expect(
      verdict(
        begun({ rule, gates: [{ key: 'smoke', status: 'passed' }] }),
        HEALTHY,
        BEGAN,
      ),
    ).toMatchObject({
      kind: 'waits',
      message: "It succeeds when 'load' is passed.",
    });
    expect(
      verdict(
        begun({
          rule,
          gates: [
            { key: 'smoke', status: 'passed' },
            { key: 'load', status: 'passed' },
          ],
        }),
        HEALTHY,
        BEGAN,
      ).kind,
    ).toBe('passed');
  });

  it('fails with a gate that failed, whoever else has passed', () => {
    expect(
      verdict(
        begun({
          rule: { ...RULE, gates: ['smoke'] },
          gates: [{ key: 'smoke', status: 'failed', text: '3 of 40 failed' }],
        }),
        HEALTHY,
        BEGAN,
      ),
    ).toMatchObject({
      kind: 'failed',
      code: 'GateFailed',
      message: "The gate 'smoke' failed: 3 of 40 failed.",
    });
  });

  it('fails by itself when its time is over, and says what was missing', () => {
    expect(
      verdict(
        begun({
          rule: { ...RULE, gates: ['smoke', 'load'] },
          gates: [{ key: 'smoke', status: 'pending' }],
        }),
        { status: 'progressing' },
        BEGAN + 60 * MINUTE,
      ),
    ).toMatchObject({
      kind: 'failed',
      code: 'VerificationTimedOut',
      message:
        "It was not verified within 1 h: it is not healthy for 5 min, and 'smoke', 'load' are not passed.",
    });
  });
});
