import { randomUUID } from 'node:crypto';
import {
  mkdir,
  readdir,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DriverError } from '@tutti/engine';
import { ownFolder } from '../../ownFolder';
import { digestOf, readTree, Tree } from '../tree';

/** Trees that are kept on disk; the longest unused go first, after a day. */
const MOST = 200;
const UNUSED_MS = 24 * 3_600_000;

/** Trees of modules on disk, by the digest of their content: what was altered there is not found. */
export class ModuleCache {
  /** Checked since this process began. */
  readonly #checked = new Set<string>();

  constructor(private readonly folder: string) {}

  /** @returns the folder with the tree */
  async find(digest: string): Promise<string | undefined> {
    const folder = this.#folderOf(digest);
    if (folder === undefined) return undefined;
    const found = await stat(folder).catch(() => undefined);
    if (!found?.isDirectory()) return undefined;
    if (!this.#checked.has(digest)) {
      const tree = await readTree(folder).catch(() => undefined);
      if (!tree || digestOf(tree) !== digest) {
        await rm(folder, { recursive: true, force: true });
        return undefined;
      }
      this.#checked.add(digest);
    }
    const now = new Date();
    await utimes(folder, now, now).catch(() => {});
    return folder;
  }

  /** @returns its digest and the folder with it */
  async put(tree: Tree): Promise<{ digest: string; folder: string }> {
    const digest = digestOf(tree);
    const known = await this.find(digest);
    if (known) return { digest, folder: known };
    const folder = this.#folderOf(digest);
    if (folder === undefined) throw new Error(`${digest} is no digest`);
    await ownFolder(this.folder, 'tutti.terraform.modules.cache');
    const draft = `${folder}.${randomUUID()}`;
    for (const [path, content] of Object.entries(tree)) {
      const file = join(draft, path);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(file, content, { mode: 0o600 });
    }
    await mkdir(draft, { recursive: true, mode: 0o700 });
    try {
      await rename(draft, folder);
    } catch {
      // Somebody else was faster with the same.
      await rm(draft, { recursive: true, force: true });
    }
    const placed = await this.find(digest);
    if (!placed) {
      throw new DriverError(`A module cannot be kept in ${this.folder}.`, true);
    }
    await this.#prune();
    return { digest, folder: placed };
  }

  async #prune(): Promise<void> {
    const names = await readdir(this.folder);
    if (names.length <= MOST) return;
    const found = await Promise.all(
      names.map(async name => {
        const folder = join(this.folder, name);
        const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: 0 }));
        return { folder, mtimeMs };
      }),
    );
    const oldest = found
      .sort((a, b) => a.mtimeMs - b.mtimeMs)
      .slice(0, names.length - MOST)
      .filter(({ mtimeMs }) => mtimeMs < Date.now() - UNUSED_MS);
    for (const { folder } of oldest) {
      await rm(folder, { recursive: true, force: true });
    }
  }

  #folderOf(digest: string): string | undefined {
    const [, hex] = /^sha256:([0-9a-f]{64})$/.exec(digest) ?? [];
    return hex === undefined ? undefined : join(this.folder, hex);
  }
}
