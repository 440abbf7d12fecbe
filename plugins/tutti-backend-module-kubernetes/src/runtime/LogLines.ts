import { StringDecoder } from 'node:string_decoder';
import { LogLine } from '@tutti/engine';

/** A line without an end is cut: what a container says cannot fill our memory. */
const LONGEST_LINE = 64 * 1024;

/** Lines of `<time> <text>` out of pieces that end anywhere. */
export class LogLines {
  readonly #decoder = new StringDecoder('utf8');
  readonly #after: string;
  #rest = '';

  /** @param since - what was said then is known already; the API server counts in whole seconds */
  constructor(since: string | undefined) {
    this.#after = since === undefined ? '' : precise(since);
  }

  add(chunk: Buffer): LogLine[] {
    const [rest = '', ...complete] = (this.#rest + this.#decoder.write(chunk))
      .split('\n')
      .reverse();
    if (rest.length > LONGEST_LINE) {
      this.#rest = '';
      return this.#parse([...complete.reverse(), rest]);
    }
    this.#rest = rest;
    return this.#parse(complete.reverse());
  }

  end(): LogLine[] {
    const last = this.#rest + this.#decoder.end();
    this.#rest = '';
    return this.#parse(last === '' ? [] : [last]);
  }

  #parse(lines: string[]): LogLine[] {
    return lines
      .map(line => {
        const space = line.indexOf(' ');
        const at = space < 0 ? line : line.slice(0, space);
        const text = space < 0 ? '' : line.slice(space + 1).trimEnd();
        // The rest of a line that was cut has no time of its own.
        return Number.isNaN(Date.parse(at))
          ? { at: '', text: line }
          : { at: precise(at), text };
      })
      .filter(({ at }) => at === '' || at > this.#after);
  }
}

/** In UTC with nine digits, so that times compare as texts. */
function precise(time: string): string {
  const [, fraction = ''] = /\.(\d{1,9})/.exec(time) ?? [];
  const seconds = new Date(Date.parse(time)).toISOString().slice(0, 19);
  return `${seconds}.${fraction.padEnd(9, '0')}Z`;
}
