import { LoggerService } from '@backstage/backend-plugin-api';
import { Platform, Problem, Result, SourceFile } from '@tutti/engine';
import { Store } from '../store';
import { EngineThreads, readInThread } from '../threads';
import { DriverContract } from './ActivePlatform';
import { DeclaredApplications } from './DeclaredApplications';
import { listFolder, readPlatformFiles } from './folder';
import { Checkout, Source } from './sources';
import { reason } from './workloadSources';

/** Folders are looked at this often at most, however often somebody asks. */
const LOOK_EVERY_MS = 2_000;

/**
 * Reads the sources as one set and takes a good revision into use. A set with an error never
 * replaces what serves: its problems are kept to be shown.
 */
export class PlatformLoader {
  #reading?: Promise<void>;
  #lookedAt = 0;
  #fingerprints = '';

  constructor(
    private readonly options: {
      store: Store;
      sources: Source[];
      drivers: DriverContract[];
      engine: EngineThreads;
      applications: DeclaredApplications;
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
    try {
      const { files, problems } = await this.#files(checkouts);
      const result = problems.some(isError)
        ? ({ ok: false, problems } as const)
        : await readInThread(engine, 'readPlatform', { files, drivers });
      if (result.ok) {
        await this.#take(result.value, files);
      }
      await store.platform.reportReading([
        ...result.problems,
        ...(await this.#follow(result, checkouts)),
      ]);
      this.#log(result);
    } catch (error) {
      // What the database says of itself is for the log.
      logger.error(`The platform could not be read: ${error}`);
      await store.platform.reportReading([
        unreadable(
          'The platform files could not be taken into use; the log of the backend says why.',
        ),
      ]);
    } finally {
      await Promise.all(checkouts.map(checkout => checkout.release()));
    }
  }

  async #files(
    checkouts: Checkout[],
  ): Promise<{ files: SourceFile[]; problems: Problem[] }> {
    const files: SourceFile[] = [];
    const problems: Problem[] = [];
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
      } catch (error) {
        problems.push(
          unreadable(
            `The platform source ${source.name} cannot be read: ${reason(
              error,
            )}`,
            source.name,
          ),
        );
      }
    }
    return { files, problems };
  }

  async #take(platform: Platform, files: SourceFile[]): Promise<void> {
    const { store, logger } = this.options;
    const { active } = await store.platform.pointer();
    if (active === platform.revision) {
      return;
    }
    await store.platform.keep(platform.revision, files);
    if (await store.platform.activate(platform.revision, active)) {
      logger.info(
        `Platform revision ${platform.revision} is in use (${files.length} files)`,
      );
    }
  }

  async #follow(
    result: Result<Platform>,
    checkouts: Checkout[],
  ): Promise<Problem[]> {
    return result.ok
      ? this.options.applications.follow(result.value, checkouts)
      : [];
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
