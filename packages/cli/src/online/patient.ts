import { NoAnswer } from './errors';

/** A portal that is started anew is there again after that. */
const PATIENCE_MS = 5 * 60_000;
const SHORTEST_MS = 250;
const LONGEST_MS = 5_000;

const monotonic = () => Number(process.hrtime.bigint() / 1_000_000n);

/**
 * Asks again where a portal that has answered before does not, or wants to be asked later: only what
 * may be asked twice, which is what reads, and what carries an idempotency key.
 *
 * @param onLost - told before each pause
 * @throws NoAnswer at once where the portal has never answered, else when it has been silent for long
 */
export function patient(
  ask: typeof fetch,
  onLost: () => void,
  { patienceMs = PATIENCE_MS, now = monotonic } = {},
): typeof fetch {
  let answered: number | undefined;
  return async (input, init) => {
    const mayAgain = isRepeatable(init);
    for (let pause = SHORTEST_MS; ; pause = Math.min(pause * 2, LONGEST_MS)) {
      try {
        const response = await ask(input, init);
        answered = now();
        const later = response.status === 429 ? retryAfterMs(response) : 0;
        if (later === 0 || !mayAgain) return response;
        await sleep(later, init?.signal);
      } catch (error) {
        const isLost =
          error instanceof NoAnswer &&
          mayAgain &&
          answered !== undefined &&
          now() - answered < patienceMs;
        if (!isLost) throw error;
        onLost();
        await sleep(pause, init?.signal);
      }
    }
  };
}

function isRepeatable(init: RequestInit | undefined): boolean {
  const method = init?.method ?? 'GET';
  return method === 'GET' || new Headers(init?.headers).has('Idempotency-Key');
}

function retryAfterMs({ headers }: Response): number {
  const seconds = Number(headers.get('retry-after'));
  return seconds > 0 ? Math.min(seconds * 1000, PATIENCE_MS) : LONGEST_MS;
}

function sleep(
  ms: number,
  signal: AbortSignal | null | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
