import { InputError } from '@backstage/errors';
import { JobResults } from './JobRecords';

/** All that a pod hands back: it is held in memory, and kept in the database. */
export const LARGEST_RESULTS = 64 * 1024 * 1024;

/**
 * What a pod's program posts: lines of text, each `file` line followed by so many bytes.
 *
 * - `code N`: of a command that ended, in order
 * - `stopped`: it was asked to stop
 * - `file BYTES PATH`
 *
 * @throws InputError when it is something else.
 */
export function parseResults(body: Buffer): JobResults {
  const results: JobResults = { codes: '', stopped: false, files: {} };
  let at = 0;
  while (at < body.length) {
    const end = body.indexOf('\n', at);
    if (end < 0) throw new InputError('A line of the results has no end.');
    const line = body.toString('utf8', at, end);
    at = end + 1;
    const [, code] = /^code (\d{1,3})$/.exec(line) ?? [];
    const [, size, path] = /^file (\d{1,9}) (.+)$/.exec(line) ?? [];
    if (code !== undefined) {
      results.codes += `${code}\n`;
    } else if (line === 'stopped') {
      results.stopped = true;
    } else if (path !== undefined && at + Number(size) <= body.length) {
      results.files[path] = Buffer.from(body.subarray(at, at + Number(size)));
      at += Number(size);
    } else {
      throw new InputError('The results have a line that is none of theirs.');
    }
  }
  return results;
}
