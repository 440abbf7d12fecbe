import { DriverError } from '@tutti/engine';
import { sourceText } from './address';

const TIMEOUT_MS = 60_000;

/**
 * An answer of any status.
 *
 * @throws DriverError when none came.
 */
export async function answerOf(
  url: string,
  { signal, token }: { signal: AbortSignal; token?: string },
): Promise<Response> {
  try {
    return await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      headers: {
        'user-agent': 'tutti',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      // With a token a redirect could lead to somebody else.
      redirect: token === undefined ? 'follow' : 'manual',
    });
  } catch (error) {
    signal.throwIfAborted();
    const { cause }: { cause?: unknown } = Object(error);
    const code =
      typeof cause === 'object' && cause !== null && 'code' in cause
        ? cause.code
        : 'no answer';
    throw new DriverError(
      `${sourceText(url)} cannot be reached (${code}).`,
      true,
    );
  }
}
