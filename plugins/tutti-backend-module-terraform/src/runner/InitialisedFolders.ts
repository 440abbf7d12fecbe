import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { LOCK_FILE } from './Runner';
import { Turns } from './Turns';

/** Modules and providers that another module calls for may be newer ones by then. */
const FRESH_MS = 60_000;
/** More is kept by none: module code is text. */
const LARGEST = 8 * 1024 * 1024;
const TERRAFORM = '.terraform';

/**
 * What `init` leaves in a folder, for the next works that would have it leave the same: which modules a module
 * calls, and links to its providers. Providers themselves are never kept here, so it is a few small files.
 */
export class InitialisedFolders {
  readonly #turns = new Turns();

  constructor(private readonly base: string) {}

  /**
   * Puts it into the folder of a work.
   *
   * @param key - of works for which it is the same
   * @param lock - the providers that it has to be; absent: those of today
   * @returns whether there was one; otherwise nothing is left in the folder
   */
  async give(
    key: string,
    folder: string,
    lock: Buffer | undefined,
  ): Promise<boolean> {
    return this.#turns.take(key, async () => {
      const kept = this.#place(key);
      try {
        const locked = await lockOf(kept);
        const isGood = lock
          ? locked?.equals(lock)
          : await isYoungerThan(kept, FRESH_MS);
        if (!isGood || !(await hasItsProviders(join(kept, TERRAFORM)))) {
          return false;
        }
        await cp(join(kept, TERRAFORM), join(folder, TERRAFORM), {
          recursive: true,
          verbatimSymlinks: true,
        });
        if (locked) await writeFile(join(folder, LOCK_FILE), locked);
        return true;
      } catch {
        // There is none, or somebody tidied up just now: the tool makes it anew.
        await rm(join(folder, TERRAFORM), { recursive: true, force: true });
        return false;
      }
    });
  }

  /** Takes it out of the folder of a work that has ended, where it is small and says all of its providers. */
  async keep(key: string, folder: string): Promise<void> {
    await this.#turns.take(key, async () => {
      const left = join(folder, TERRAFORM);
      if (!(await isSmall(left)) || !(await hasItsProviders(left))) return;
      await mkdir(this.base, { recursive: true, mode: 0o700 });
      const draft = await mkdtemp(join(this.base, 'draft-'));
      try {
        const locked = await lockOf(folder);
        if (locked) await writeFile(join(draft, LOCK_FILE), locked);
        await rename(left, join(draft, TERRAFORM));
        await rm(this.#place(key), { recursive: true, force: true });
        await rename(draft, this.#place(key));
      } catch {
        // It is only there to be quicker the next time.
        await rm(draft, { recursive: true, force: true });
      }
    });
  }

  /** It was not good for a work. */
  async forget(key: string): Promise<void> {
    await this.#turns.take(key, () =>
      rm(this.#place(key), { recursive: true, force: true }),
    );
  }

  async sweep(olderThanMs: number): Promise<void> {
    for (const name of await readdir(this.base).catch(() => [])) {
      const path = join(this.base, name);
      if (!(await isYoungerThan(path, olderThanMs).catch(() => false))) {
        await rm(path, { recursive: true, force: true });
      }
    }
  }

  #place(key: string): string {
    const name = createHash('sha256').update(key).digest('hex');
    return join(this.base, name.slice(0, 32));
  }
}

/** Absent where a module has no provider. */
async function lockOf(folder: string): Promise<Buffer | undefined> {
  return readFile(join(folder, LOCK_FILE)).catch(() => undefined);
}

/** Since the tool made it: moved and copied around it stays as old as it is. */
async function isYoungerThan(kept: string, ms: number): Promise<boolean> {
  const { mtimeMs } = await stat(join(kept, TERRAFORM));
  return Date.now() - mtimeMs < ms;
}

/** Each provider is a link to where it is, and is there. */
async function hasItsProviders(terraform: string): Promise<boolean> {
  const visit = async (folder: string): Promise<boolean> => {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries) {
      const path = join(folder, entry.name);
      // Of a link, what it leads to; the tool's own locks are empty.
      const found = await stat(path);
      const isGood = entry.isDirectory()
        ? await visit(path)
        : entry.isSymbolicLink() || found.size === 0;
      if (!isGood) return false;
    }
    return true;
  };
  const providers = join(terraform, 'providers');
  return !existsSync(providers) || visit(providers).catch(() => false);
}

async function isSmall(folder: string): Promise<boolean> {
  let size = 0;
  const visit = async (below: string): Promise<void> => {
    const entries = await readdir(below, { withFileTypes: true });
    for (const entry of entries) {
      const path = join(below, entry.name);
      if (entry.isDirectory()) await visit(path);
      else if (entry.isFile()) size += (await stat(path)).size;
      if (size > LARGEST) return;
    }
  };
  await visit(folder).catch(() => {
    size = Infinity;
  });
  return size <= LARGEST;
}
