import { request } from 'http';
import { JsonValue } from '../json';

/** A watch or a followed log, read line by line. */
export interface Stream {
  /** Resolves with the next line; rejects when none comes within two seconds. */
  next(): Promise<string>;
  /** Like `next`, parsed. */
  nextJson(): Promise<JsonValue>;
  /** Resolves when the server has ended it. */
  ended: Promise<void>;
  close(): void;
}

export function openStream(
  url: string,
  headers: Record<string, string> = {},
): Stream {
  const lines: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  let rest = '';
  let finish: () => void = () => {};
  const ended = new Promise<void>(resolve => {
    finish = resolve;
  });
  const call = request(url, { headers }, response => {
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        const taker = waiting.shift();
        if (taker) taker(line);
        else lines.push(line);
      }
    });
    response.on('end', finish);
  });
  call.on('error', finish);
  call.end();
  const next = () =>
    new Promise<string>((resolve, reject) => {
      const line = lines.shift();
      if (line !== undefined) {
        resolve(line);
        return;
      }
      const timer = setTimeout(
        () => reject(new Error('no line came within two seconds')),
        2000,
      );
      waiting.push(text => {
        clearTimeout(timer);
        resolve(text);
      });
    });
  return {
    next,
    nextJson: async () => JSON.parse(await next()),
    ended,
    close: () => call.destroy(),
  };
}
