import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { hasErrors, JsonSchema, Platform, Problem } from '@tutti/engine';
import { Store } from '../store';
import { EngineThreads, readInThread } from '../threads';

/** What a driver says about itself when files are checked against it. */
export type DriverContract = { name: string; inputs: JsonSchema };

/** The revision in use, as far as this version of Tutti can read it. */
export interface ActiveRevision {
  revision: string;
  /** Absent when a document of it cannot be read. */
  platform?: Platform;
  /** What this version finds in files that an earlier one took into use. */
  problems: Problem[];
}

/** The revision that serves: the same for every replica, because the database says which. */
export class ActivePlatform {
  #loaded?: { revision: string; active: Promise<ActiveRevision> };

  constructor(
    private readonly options: {
      store: Store;
      drivers: DriverContract[];
      engine: EngineThreads;
      logger: LoggerService;
      /** Asked before every answer: folders may have changed. */
      refreshIfChanged(): Promise<void>;
    },
  ) {}

  /** Undefined until a good revision was read. */
  async revision(): Promise<ActiveRevision | undefined> {
    const { store, refreshIfChanged } = this.options;
    await refreshIfChanged();
    const { active } = await store.platform.pointer();
    if (!active) {
      return undefined;
    }
    if (this.#loaded?.revision !== active) {
      // Who asks while it is read waits for the same reading; a failed one is not kept.
      const loading = this.#load(active).catch(error => {
        this.#loaded = undefined;
        throw error;
      });
      this.#loaded = { revision: active, active: loading };
    }
    return this.#loaded.active;
  }

  /** Undefined while none can serve: what does not need it works all the same. */
  async find(): Promise<Platform | undefined> {
    return (await this.revision())?.platform;
  }

  /** @throws ServiceUnavailableError that says why none serves */
  async demand(): Promise<Platform> {
    const active = await this.revision();
    if (!active?.platform) {
      throw new ServiceUnavailableError(whyNone(active));
    }
    return active.platform;
  }

  async #load(revision: string): Promise<ActiveRevision> {
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

/** Why no platform serves, and the way out. */
export function whyNone(active: ActiveRevision | undefined): string {
  return active
    ? unreadable(active)
    : 'No platform is in use yet: its files have problems, or tutti.platform.sources is empty. The platform page lists the problems.';
}

function unreadable({ revision, problems }: ActiveRevision): string {
  const errors = problems.filter(problem => hasErrors([problem]));
  const [first, ...others] = errors;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `This version of Tutti cannot read the platform revision in use, ${revision}: ${told(
    first,
  )}${more} Correct the platform files; the platform page lists the problems.`;
}

function told({ file, line, message }: Problem): string {
  const place = [file, line].filter(Boolean).join(':');
  return place ? `${place}: ${message}` : message;
}
