import { LoggerService } from '@backstage/backend-plugin-api';
import {
  DriverContract,
  Platform,
  Problem,
  Result,
  SourceFile,
} from '@tutti/engine';
import { AcceptMode } from '@tutti/plugin-tutti-common';
import { ApplicationChanges } from '../ApplicationChanges';
import { keepDeed } from '../audit';
import { SourceReading, Store } from '../store';
import { EngineThreads, readInThread } from '../threads';
import { DeclaredApplications } from './DeclaredApplications';
import { listFolder, readPlatformFiles } from './folder';
import { Checkout, Source } from './sources';
import { RevisionReader } from './RevisionReader';
import { reason } from './workloadSources';

/** Folders are looked at this often at most, however often somebody asks. */
const LOOK_EVERY_MS = 2_000;

/**
 * Reads the sources as one set. A good revision is taken into use, or waits for somebody to take it
 * (`tutti.platform.accept`). A set with an error replaces neither what serves nor what waits: its
 * problems are kept to be shown.
 */
export class PlatformLoader {
  #reading?: Promise<void>;
  #lookedAt = 0;
  #fingerprints = '';

  constructor(
    private readonly options: {
      store: Store;
      sources: Source[];
      accept: AcceptMode;
      drivers: DriverContract[];
      engine: EngineThreads;
      reader: RevisionReader;
      applications: DeclaredApplications;
      changes: ApplicationChanges;
      logger: LoggerService;
    },
  ) {}

  /** Reads all sources now; callers at the same time share one reading. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Reads again when a file of a folder changed; cheap enough to be asked for every request. */
  async refreshIfChanged(): Promise<void> {
    if (this.#reading) {
      return this.#reading;
    }
    if (Date.now() - this.#lookedAt < LOOK_EVERY_MS) {
      return undefined;
    }
    this.#lookedAt = Date.now();
    const fingerprints = await this.#look();
    return fingerprints === this.#fingerprints ? undefined : this.refresh();
  }

  async #look(): Promise<string> {
    const { sources } = this.options;
    const each = sources.map(source => source.fingerprint?.());
    return (await Promise.all(each)).join('\n');
  }

  async #read(): Promise<void> {
    const { store, engine, drivers, logger } = this.options;
    // Taken before the reading: what changes meanwhile is read again.
    this.#fingerprints = await this.#look();
    this.#lookedAt = Date.now();
    const checkouts: Checkout[] = [];
    let sources: SourceReading[] = [];
    try {
      const read = await this.#files(checkouts);
      const { files, problems } = read;
      sources = read.sources;
      const result = problems.some(isError)
        ? ({ ok: false, problems } as const)
        : await readInThread(engine, 'readPlatform', { files, drivers });
      if (result.ok) {
        await this.#take(result.value, files);
      }
      await store.platform.reportReading(
        [...result.problems, ...(await this.#follow(result, checkouts))],
        sources,
      );
      this.#log(result);
    } catch (error) {
      // What the database says of itself is for the log.
      logger.error(`The platform could not be read: ${error}`);
      await store.platform.reportReading(
        [
          unreadable(
            'The platform files could not be taken into use; the log of the backend says why.',
          ),
        ],
        sources,
      );
    } finally {
      await Promise.all(checkouts.map(checkout => checkout.release()));
    }
  }

  async #files(checkouts: Checkout[]): Promise<{
    files: SourceFile[];
    problems: Problem[];
    sources: SourceReading[];
  }> {
    const { store } = this.options;
    const before = (await store.platform.pointer()).sources;
    const files: SourceFile[] = [];
    const problems: Problem[] = [];
    const sources: SourceReading[] = [];
    for (const source of this.options.sources) {
      try {
        const checkout = await source.checkout();
        checkouts.push(checkout);
        const { folder, name } = checkout;
        files.push(
          ...(await readPlatformFiles(
            folder,
            await listFolder(folder),
            path => `${name}/${path}`,
          )),
        );
        sources.push({ name: source.name, readAt: await store.now() });
      } catch (error) {
        const problem = reason(error);
        problems.push(
          unreadable(
            `The platform source ${source.name} cannot be read: ${problem}`,
            source.name,
          ),
        );
        const last = before.find(({ name }) => name === source.name);
        sources.push({
          name: source.name,
          ...(last?.readAt !== undefined && { readAt: last.readAt }),
          problem,
        });
      }
    }
    return { files, problems, sources };
  }

  /** The first one is taken in any case: there is nothing that it could change. */
  async #take(platform: Platform, files: SourceFile[]): Promise<void> {
    const { store, accept, logger } = this.options;
    const { revision } = platform;
    const { active, waiting } = await store.platform.pointer();
    if (active === revision) {
      await store.platform.wait(undefined);
      return;
    }
    await store.platform.keep(revision, files);
    if (accept === 'manual' && active !== undefined) {
      await store.platform.wait(revision);
      if (waiting !== revision) {
        logger.info(
          `Platform revision ${revision} waits to be taken into use (${files.length} files)`,
        );
      }
    } else if (
      await store.transaction(async tx => {
        const moved = await tx.platform.activate(revision, active);
        if (moved) {
          await keepDeed(tx, {
            actor: { kind: 'system', name: 'platform' },
            verb: 'accept',
            action: 'platform.accept',
            object: revision,
            ...(active !== undefined && { before: { revision: active } }),
            after: { revision },
          });
        }
        return moved;
      })
    ) {
      logger.info(
        `Platform revision ${revision} is in use (${files.length} files)`,
      );
    }
  }

  async #follow(
    result: Result<Platform>,
    checkouts: Checkout[],
  ): Promise<Problem[]> {
    if (!result.ok) {
      return [];
    }
    const { applications, changes } = this.options;
    const inUse = await this.#inUse(result.value);
    if (!inUse) {
      return [];
    }
    const followed = await applications.follow(inUse, checkouts);
    changes.announce();
    return followed;
  }

  /** What applications are declared is a matter of the revision, too; their Score files are as they are. */
  async #inUse(newest: Platform): Promise<Platform | undefined> {
    const { store, reader } = this.options;
    const { active } = await store.platform.pointer();
    return active === undefined || active === newest.revision
      ? newest
      : (await reader.read(active)).platform;
  }

  #log({ problems }: Result<Platform>): void {
    for (const problem of problems.filter(isError)) {
      const place = [problem.file, problem.line].filter(Boolean).join(':');
      this.options.logger.error(
        `Platform: ${place ? `${place}: ` : ''}${problem.message}`,
      );
    }
  }
}

function isError(problem: Problem): boolean {
  return problem.severity === 'error';
}

function unreadable(message: string, file?: string): Problem {
  return {
    severity: 'error',
    code: 'SourceUnreadable',
    message,
    ...(file && { file }),
  };
}
