import { ServiceUnavailableError } from '@backstage/errors';
import { Platform } from '@tutti/engine';
import { Store } from '../store';
import { ReadRevision, RevisionReader, unreadable } from './RevisionReader';

/** The revision that serves: the same for every replica, because the database says which. */
export class ActivePlatform {
  constructor(
    private readonly options: {
      store: Store;
      reader: RevisionReader;
      /** Asked before every answer: folders may have changed. */
      refreshIfChanged(): Promise<void>;
    },
  ) {}

  /** Undefined until a good revision was read. */
  async revision(): Promise<ReadRevision | undefined> {
    const { store, reader, refreshIfChanged } = this.options;
    await refreshIfChanged();
    const { active } = await store.platform.pointer();
    return active ? reader.read(active) : undefined;
  }

  /** Undefined while none can serve: what does not need it works all the same. */
  async find(): Promise<Platform | undefined> {
    return (await this.revision())?.platform;
  }

  /** One that served once. @throws ServiceUnavailableError where this version cannot read it */
  async of(revision: string): Promise<Platform> {
    const read = await this.options.reader.read(revision);
    if (!read.platform) {
      throw new ServiceUnavailableError(unreadable(read));
    }
    return read.platform;
  }

  /** @throws ServiceUnavailableError that says why none serves */
  async demand(): Promise<Platform> {
    const active = await this.revision();
    if (!active?.platform) {
      throw new ServiceUnavailableError(whyNone(active));
    }
    return active.platform;
  }
}

/** Why no platform serves, and the way out. */
export function whyNone(active: ReadRevision | undefined): string {
  return active
    ? unreadable(active, 'the platform revision in use, ')
    : 'No platform is in use yet: its files have problems, or tutti.platform.sources is empty. The platform page lists the problems.';
}
