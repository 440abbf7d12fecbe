import { once } from 'node:events';
import { Response } from 'express';

/** Whoever stands between would take a silent connection for a dead one. */
const SIGN_OF_LIFE_MS = 15_000;

/**
 * Server-sent events: each part is a message of JSON. One named `end` says that no more comes; without
 * it the connection broke.
 */
export async function sendEvents(
  response: Response,
  parts: AsyncIterable<unknown>,
  signal: AbortSignal,
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    // Who compresses waits for more.
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  const alive = setInterval(() => response.write(':\n\n'), SIGN_OF_LIFE_MS);
  try {
    for await (const part of parts) {
      if (!response.write(`data: ${JSON.stringify(part)}\n\n`)) {
        await once(response, 'drain', { signal });
      }
    }
  } catch {
    // The reader hung up, the time is up, or what is read broke off: the next question says more.
    response.end();
    return;
  } finally {
    clearInterval(alive);
  }
  response.end('event: end\ndata: {}\n\n');
}
