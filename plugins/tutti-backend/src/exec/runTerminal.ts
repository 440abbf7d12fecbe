import { ExecEnd, ExecListener, ExecSession, isObject } from '@tutti/engine';
import { RawData, WebSocket } from 'ws';

/** Of what a browser has not read yet. */
const MOST_UNREAD = 1024 * 1024;
const LOOK_AGAIN_MS = 50;
/** Whoever stands between takes a silent connection for a dead one. */
const PING_MS = 20_000;
const MOST_COLUMNS = 1_000;

export interface TerminalOptions {
  connect(listener: ExecListener, signal: AbortSignal): Promise<ExecSession>;
  /** Milliseconds without anything typed. */
  idleMs: number;
  /** Milliseconds, whatever is typed. */
  longestMs: number;
  /** The backend stops. */
  signal: AbortSignal;
}

/**
 * One terminal between a browser and a container, until one of them ends it or its time is up.
 *
 * @param browser - paused, so that nothing that is typed while it is opened is lost
 * @throws Error with a sentence for people when it could not be opened
 */
export async function runTerminal(
  browser: WebSocket,
  { connect, idleMs, longestMs, signal }: TerminalOptions,
): Promise<ExecEnd> {
  const over = new AbortController();
  let session: ExecSession | undefined;
  let typedAt = performance.now();
  let finish: (end: ExecEnd) => void = () => {};
  const ended = new Promise<ExecEnd>(resolve => {
    finish = resolve;
  });

  browser.on('message', (data, isBinary) => {
    typedAt = performance.now();
    const bytes = bytesOf(data);
    if (isBinary) {
      session?.write(bytes);
      return;
    }
    const size = sizeIn(bytes);
    if (size) session?.resize(size);
  });
  browser.once('close', () => finish({ message: 'The browser left.' }));

  const stop = () => finish({ message: 'The backend stops.' });
  signal.addEventListener('abort', stop, { once: true });
  let isAlive = true;
  browser.on('pong', () => {
    isAlive = true;
  });
  const pinging = setInterval(() => {
    if (!isAlive) browser.terminate();
    isAlive = false;
    if (browser.readyState === browser.OPEN) browser.ping();
  }, PING_MS);
  const longest = setTimeout(
    () => finish({ message: `Its time of ${words(longestMs)} is up.` }),
    longestMs,
  );
  const idling = setInterval(() => {
    if (performance.now() - typedAt >= idleMs) {
      finish({ message: `Nothing was typed for ${words(idleMs)}.` });
    }
  }, Math.min(idleMs / 4, 5_000));

  /** A command that says more than a browser reads waits. */
  const whenRead = () => {
    if (browser.bufferedAmount < MOST_UNREAD) session?.resume();
    else setTimeout(whenRead, LOOK_AGAIN_MS).unref();
  };
  try {
    session = await connect(
      {
        output(bytes) {
          if (browser.readyState !== browser.OPEN) return;
          browser.send(bytes);
          if (browser.bufferedAmount >= MOST_UNREAD) {
            session?.pause();
            whenRead();
          }
        },
        ended: finish,
      },
      over.signal,
    );
    if (browser.readyState !== browser.OPEN) {
      return { message: 'The browser left.' };
    }
    browser.resume();
    const end = await ended;
    if (browser.readyState === browser.OPEN) {
      browser.send(JSON.stringify({ ended: end }));
    }
    browser.close(1000);
    return end;
  } finally {
    over.abort();
    session?.close();
    clearInterval(pinging);
    clearInterval(idling);
    clearTimeout(longest);
    signal.removeEventListener('abort', stop);
  }
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data);
}

/** Undefined for what is none: nobody is told, since nobody types it. */
function sizeIn(bytes: Buffer): { columns: number; rows: number } | undefined {
  let message;
  try {
    message = JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
  if (!isObject(message)) return undefined;
  const { columns, rows } = message;
  return isCount(columns) && isCount(rows) ? { columns, rows } : undefined;
}

function isCount(value: unknown): value is number {
  return (
    Number.isInteger(value) && Number(value) > 0 && Number(value) < MOST_COLUMNS
  );
}

function words(ms: number): string {
  return ms < 60_000
    ? `${Math.round(ms / 1000)} seconds`
    : `${Math.round(ms / 60_000)} minutes`;
}
