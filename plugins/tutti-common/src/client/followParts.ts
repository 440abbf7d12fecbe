import { ResponseError } from '@backstage/errors';
import { streamedParts } from './streamedParts';

/** Between the beginnings of two connections: whoever breaks each at once is not asked without a pause. */
const AGAIN_MS = 1_000;

/**
 * The parts of a streamed answer, over as many connections as it takes until the server says that no
 * more comes.
 *
 * @throws ResponseError when the server refuses; the signal's reason when it aborts
 */
export async function* followParts<Part>(
  open: () => Promise<Response>,
  signal: AbortSignal,
): AsyncIterable<Part> {
  for (;;) {
    const opened = Date.now();
    const response = await open();
    if (!response.ok) throw await ResponseError.fromResponse(response);
    const parts = streamedParts<Part>(response);
    let part = await parts.next();
    while (!part.done) {
      yield part.value;
      part = await parts.next();
    }
    if (part.value) return;
    await pause(AGAIN_MS - (Date.now() - opened), signal);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    const timer = setTimeout(resolve, Math.max(0, milliseconds));
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
