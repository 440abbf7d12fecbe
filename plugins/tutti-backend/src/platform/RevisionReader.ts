import { LoggerService } from '@backstage/backend-plugin-api';
import {
  DriverContract,
  hasErrors,
  Platform,
  Problem,
  Result,
} from '@tutti/engine';
import { Store } from '../store';
import { EngineThreads, readInThread } from '../threads';

/** A stored revision, as far as this version of Tutti can read it. */
export interface ReadRevision {
  revision: string;
  /** Absent when a document of it cannot be read. */
  platform?: Platform;
  /** What this version finds in its files. */
  problems: Problem[];
}

interface Reading {
  read: Promise<ReadRevision>;
  /** On the clock of `performance`. */
  until: number;
}

/**
 * What a thread could not do may be done later: its limits are about a busy machine as well as
 * about large files.
 */
const TRY_AGAIN_MS = 30_000;
/** What serves, what waits, and one that somebody looks at. */
const MOST_KEPT = 3;

/** Reads revisions out of the database, each once as long as somebody asks for it. */
export class RevisionReader {
  readonly #readings = new Map<string, Reading>();

  constructor(
    private readonly options: {
      store: Store;
      drivers: DriverContract[];
      engine: Pick<EngineThreads, 'run'>;
      logger: LoggerService;
    },
  ) {}

  /** As one that was accepted: what only a newer version refuses in it is told and does not stop it. */
  read(revision: string): Promise<ReadRevision> {
    const known = this.#readings.get(revision);
    this.#readings.delete(revision);
    if (known && performance.now() < known.until) {
      this.#readings.set(revision, known);
      return known.read;
    }
    return this.#keep(revision);
  }

  /** As one that is to be taken into use for the first time. */
  async check(revision: string): Promise<Result<Platform>> {
    const { store, drivers, engine } = this.options;
    const files = (await store.platform.files(revision)) ?? [];
    return readInThread(engine, 'readPlatform', { files, drivers });
  }

  /** Who asks while it is read waits for the same reading; a failed one is not kept. */
  async #keep(revision: string): Promise<ReadRevision> {
    const reading = {
      read: this.#load(revision),
      until: Number.POSITIVE_INFINITY,
    };
    this.#readings.set(revision, reading);
    if (this.#readings.size > MOST_KEPT) {
      const [longestUnasked] = this.#readings.keys();
      this.#readings.delete(longestUnasked);
    }
    try {
      const { problems } = await reading.read;
      if (problems.some(({ code }) => code === 'ReadingTooLarge')) {
        reading.until = performance.now() + TRY_AGAIN_MS;
      }
    } catch {
      reading.until = 0;
    }
    return reading.read;
  }

  async #load(revision: string): Promise<ReadRevision> {
    const { store, drivers, engine, logger } = this.options;
    const files = (await store.platform.files(revision)) ?? [];
    const result = await readInThread(engine, 'readAcceptedPlatform', {
      files,
      drivers,
      isBeforeAllowLists: await store.platform.isBeforeAllowLists(revision),
    });
    const { problems } = result;
    if (!result.ok) {
      logger.error(unreadable({ revision, problems }));
      return { revision, problems };
    }
    for (const problem of problems) {
      logger.warn(`Platform revision ${revision}: ${told(problem)}`);
    }
    // Under the name it was stored by, however this version would name it.
    return { revision, platform: { ...result.value, revision }, problems };
  }
}

/** @param which - `the platform revision in use, ` */
export function unreadable(
  { revision, problems }: ReadRevision,
  which = 'the platform revision ',
): string {
  const errors = problems.filter(problem => hasErrors([problem]));
  const [first, ...others] = errors;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `This version of Tutti cannot read ${which}${revision}: ${told(
    first,
  )}${more} Correct the platform files; the platform page lists the problems.`;
}

function told({ file, line, message }: Problem): string {
  const place = [file, line].filter(Boolean).join(':');
  return place ? `${place}: ${message}` : message;
}
