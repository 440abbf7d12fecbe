import type { LogLine } from '../types';
import { followParts } from './followParts';

/**
 * A log as it comes, over as many connections as it takes: each begins after the last line of the one
 * before.
 *
 * @param open - asks for what came after a time
 * @throws ResponseError when the server refuses; the signal's reason when it aborts
 */
export async function* followLog(
  open: (since: string | undefined) => Promise<Response>,
  since: string | undefined,
  signal: AbortSignal,
): AsyncIterable<LogLine[]> {
  let last = since;
  const parts = followParts<LogLine[]>(() => open(last), signal);
  for await (const part of parts) {
    last = part.at(-1)?.at || last;
    yield part;
  }
}
