import { once } from 'node:events';
import { Response } from 'express';

/** A line of JSON for each, as fast as the reader takes them. What breaks off ends the connection. */
export async function sendLines(
  response: Response,
  lines: AsyncIterable<unknown>,
  signal: AbortSignal,
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'application/x-ndjson; charset=utf-8',
    'cache-control': 'no-store',
  });
  try {
    for await (const line of lines) {
      signal.throwIfAborted();
      if (!response.write(`${JSON.stringify(line)}\n`)) {
        await once(response, 'drain', { signal });
      }
    }
  } catch {
    // Half an answer must not look like a whole one.
    response.destroy();
    return;
  }
  response.end();
}
