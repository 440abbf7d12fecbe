import { retry, Retrying } from './retry';

class Later extends Error {}

/** The first pause lies between half of `backoffMs` and all of it. */
function pauseOf(milliseconds: number): string {
  if (milliseconds < 50) {
    return `${milliseconds} ms`;
  }
  return milliseconds > 100 ? 'longer pause' : 'pause';
}

/** What happened, in order; the call fails with these errors, then succeeds. */
function scene(errors: Error[], parts: Partial<Retrying> = {}) {
  const log: string[] = [];
  const rest = [...errors];
  const done = retry(
    async () => {
      log.push('call');
      const error = rest.shift();
      if (error) {
        throw error;
      }
      return 'done';
    },
    {
      attempts: 3,
      backoffMs: 100,
      mayHelp: error => error instanceof Later,
      onRetry: attempt => log.push(`try ${attempt}`),
      sleep: async milliseconds => {
        log.push(pauseOf(milliseconds));
      },
      ...parts,
    },
  );
  return { log, done };
}

describe('retry', () => {
  it('makes a call that succeeds once', async () => {
    const { log, done } = scene([]);
    expect(await done).toBe('done');
    expect(log).toEqual(['call']);
  });

  it('pauses between tries, longer each time', async () => {
    const { log, done } = scene([new Later(), new Later()]);
    expect(await done).toBe('done');
    expect(log.filter(line => !line.includes('pause'))).toEqual([
      'call',
      'try 2',
      'call',
      'try 3',
      'call',
    ]);
    expect(log.filter(line => line.includes('pause'))).toHaveLength(2);
  });

  it('gives up after the last try, with its error', async () => {
    const last = new Later('third');
    const { log, done } = scene([new Later(), new Later(), last]);
    await expect(done).rejects.toBe(last);
    expect(log.filter(line => line === 'call')).toHaveLength(3);
  });

  it('does not repeat what no try helps', async () => {
    const { log, done } = scene([new Error('no')]);
    await expect(done).rejects.toThrow('no');
    expect(log).toEqual(['call']);
  });

  it('waits as long as the other side asks', async () => {
    const { log, done } = scene([new Later()], { askedPauseMs: () => 7 });
    await done;
    expect(log).toEqual(['call', 'try 2', '7 ms', 'call']);
  });

  it.each(['sleep', 'beforeRetry'] as const)(
    'ends when %s says so',
    async what => {
      const { log, done } = scene([new Later()], {
        [what]: async () => {
          throw new Error('the lease ran out');
        },
      });
      await expect(done).rejects.toThrow('the lease ran out');
      expect(log.filter(line => line === 'call')).toHaveLength(1);
    },
  );

  it('never pauses in step with others, nor longer than half a minute', async () => {
    const pauses: number[] = [];
    for (let times = 0; times < 20; times++) {
      await scene([new Later()], {
        backoffMs: 10 * 60_000,
        sleep: async milliseconds => {
          pauses.push(milliseconds);
        },
      }).done;
    }
    expect(new Set(pauses).size).toBeGreaterThan(1);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(30_000);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(15_000);
  });
});
