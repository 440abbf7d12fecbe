import { UrlReaderService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { decodeText, fail, Problem, ReadSource, Workload } from '@tutti/engine';
import { EngineThreads, readInThread } from '../threads';
import { ScoreAddress } from './address';
import { readNamedScore } from './readNamedScore';

/** For one workload with all its files. */
const DEADLINE_MS = 30_000;
/** Longer than the engine reads: its own problem says so better. */
const LARGEST_FILE = 2 * 1024 * 1024;
const MOST_FILES_BESIDE = 50;
const FILES_AT_ONCE = 5;

/** Text that is something else is not shown to whoever may look at the application. */
const IS_SCORE = /^\s*\{?\s*["']?apiVersion["']?\s*:\s*["']?score\.dev\//m;

/** By address: what a host said of the file when it was last read. */
export type Etags = Record<string, string>;

/** What is at an address now. */
export type ScoreRead =
  /** No file that was read the last time has changed. */
  | { kind: 'unchanged' }
  /** The host does not give it, or it is no Score file: its text is neither kept nor shown. */
  | { kind: 'unreadable'; problem: Problem }
  | {
      kind: 'read';
      score: string;
      /** Absent when the text has errors. */
      workload?: Workload;
      problems: Problem[];
      etags: Etags;
    };

interface FileRead {
  bytes: Buffer;
  etag?: string;
}

/** Reads Score files, and the files beside them, through Backstage's `UrlReader`: only what it may. */
export class ScoreReader {
  constructor(
    private readonly reader: UrlReaderService,
    private readonly engine: EngineThreads,
  ) {}

  /** @param known - Of the last reading: then a host that knows them is asked for news only. */
  async read(
    name: string,
    address: ScoreAddress,
    known: Etags = {},
  ): Promise<ScoreRead> {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const { url } = address;
    try {
      if (await this.#isUnchanged(known, signal)) {
        return { kind: 'unchanged' };
      }
      return await this.#readAll(name, address, signal);
    } catch (error) {
      return {
        kind: 'unreadable',
        problem: {
          severity: 'error',
          code: 'SourceUnreadable',
          message: `The Score file ${url} cannot be read: ${reasonOf(
            error,
            signal,
          )}.`,
          hint: 'Compare the address, the ref and what the integrations of the portal may read.',
          file: url,
        },
      };
    }
  }

  async #isUnchanged(known: Etags, signal: AbortSignal): Promise<boolean> {
    const urls = Object.keys(known);
    for (const url of urls) {
      try {
        await this.#file(url, signal, known[url]);
        return false;
      } catch (error) {
        if (!isError(error) || error.name !== 'NotModifiedError') {
          // The reading that follows says what is wrong, and with which file.
          return false;
        }
      }
    }
    return urls.length > 0;
  }

  async #readAll(
    name: string,
    address: ScoreAddress,
    signal: AbortSignal,
  ): Promise<ScoreRead> {
    const { url } = address;
    const file = await this.#file(url, signal);
    const { text: score, problem } = decodeText(file.bytes, url);
    if (problem) {
      return { kind: 'unreadable', problem };
    }
    if (!IS_SCORE.test(score)) {
      return {
        kind: 'unreadable',
        problem: {
          severity: 'error',
          code: 'NotAScoreFile',
          message: `${url} is no Score file: no line of it begins with "apiVersion: score.dev/".`,
          hint: 'Give the address of a Score file.',
          file: url,
        },
      };
    }
    const sources = await readInThread(this.engine, 'scoreSources', {
      text: score,
      file: url,
    });
    const beside = sources.ok
      ? await this.#beside(address, sources.value, signal)
      : new Map<string, BesideRead>();
    const read = sources.ok
      ? await readNamedScore(this.engine, name, {
          text: score,
          file: url,
          beside: new Map(
            [...beside].map(([path, { file: at }]) => [path, at]),
          ),
        })
      : fail<Workload>(sources.problems);
    const etags = [
      { url, etag: file.etag },
      ...[...beside.values()].map(each => ({ url: each.url, etag: each.etag })),
    ];
    return {
      kind: 'read',
      score,
      ...(read.ok && { workload: read.value }),
      problems: read.problems,
      // A file without one may change unnoticed: then everything is read each time.
      etags: Object.fromEntries(
        etags.every(({ etag }) => etag)
          ? etags.map(each => [each.url, each.etag ?? ''])
          : [],
      ),
    };
  }

  async #beside(
    address: ScoreAddress,
    paths: string[],
    signal: AbortSignal,
  ): Promise<Map<string, BesideRead>> {
    const found = new Map<string, BesideRead>();
    const queue = paths.slice(0, MOST_FILES_BESIDE);
    for (const path of paths.slice(MOST_FILES_BESIDE)) {
      found.set(path, {
        url: address.beside(path),
        file: {
          error: `a Score file takes in at most ${MOST_FILES_BESIDE} files of a repository`,
        },
      });
    }
    const next = async (): Promise<void> => {
      for (let path = queue.shift(); path; path = queue.shift()) {
        const url = address.beside(path);
        try {
          const { bytes, etag } = await this.#file(url, signal);
          found.set(path, { url, file: { bytes }, ...(etag && { etag }) });
        } catch (error) {
          // Without an answer in time nothing of this reading is to be believed.
          signal.throwIfAborted();
          if (!isMissing(error)) {
            throw error;
          }
          found.set(path, { url, file: { error: 'there is no such file' } });
        }
      }
    };
    await Promise.all(Array.from({ length: FILES_AT_ONCE }, next));
    return found;
  }

  /** @throws Error of the reader; one that says so when the file is too large. */
  async #file(
    url: string,
    signal: AbortSignal,
    etag?: string,
  ): Promise<FileRead> {
    const response = await inTime(
      this.reader.readUrl(url, { signal, ...(etag && { etag }) }),
      signal,
    );
    const bytes = await inTime(bytesOf(response), signal);
    return { bytes, ...(response.etag && { etag: response.etag }) };
  }
}

interface BesideRead {
  url: string;
  file: ReturnType<ReadSource>;
  etag?: string;
}

type Response = Awaited<ReturnType<UrlReaderService['readUrl']>>;

async function bytesOf(response: Response): Promise<Buffer> {
  if (!response.stream) {
    return response.buffer();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.stream()) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST_FILE) {
      throw new Error('it is larger than 2 MiB');
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Not every reader listens to a signal. */
function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(signal.reason);
    signal.addEventListener('abort', late, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', late);
    });
  });
}

function isMissing(error: unknown): boolean {
  return isError(error) && error.name === 'NotFoundError';
}

function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) {
    return `the host did not answer within ${DEADLINE_MS / 1000} seconds`;
  }
  if (isMissing(error)) {
    return 'there is no such file, or the portal may not see it';
  }
  return isError(error) ? error.message.replace(/\.$/, '') : String(error);
}
