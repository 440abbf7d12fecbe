import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText, DriverError } from '@tutti/engine';

/** Files by their path below the folder, with `/` on every system. */
export type Tree = Record<string, Buffer>;

/** A module is text; what is larger is something else that lies beside it. */
const LARGEST_TREE = 8 * 1024 * 1024;
const MOST_FILES = 2_000;

/** What tools leave behind in a module's folder. */
const LEFT_BEHIND = new Set(['.git', '.terraform', '.terraform.lock.hcl']);

/** @throws DriverError where it is too large, or has links: they may lead anywhere. */
export async function readTree(folder: string): Promise<Tree> {
  const tree: Tree = {};
  let size = 0;
  const visit = async (below: string): Promise<void> => {
    const names = await readdir(join(folder, below));
    for (const name of names.sort(compareText)) {
      if (LEFT_BEHIND.has(name) || /\.tfstate(\.|$)/.test(name)) {
        continue;
      }
      const path = below === '' ? name : `${below}/${name}`;
      const found = await lstat(join(folder, path));
      if (found.isDirectory()) {
        await visit(path);
      } else if (found.isFile()) {
        size += found.size;
        if (size > LARGEST_TREE || Object.keys(tree).length >= MOST_FILES) {
          throw new DriverError(
            `The module is too large: ${MOST_FILES} files of ${
              LARGEST_TREE / 1024 / 1024
            } MiB together are the most.`,
          );
        }
        tree[path] = await readFile(join(folder, path));
      } else {
        throw new DriverError(
          `${path} of the module is a link or no file; a module holds files only.`,
        );
      }
    }
  };
  await visit('');
  return tree;
}

/** The same for the same content, wherever it lies. */
export function digestOf(tree: Tree): string {
  const hash = createHash('sha256');
  for (const path of Object.keys(tree).sort(compareText)) {
    const content = createHash('sha256').update(tree[path]).digest('hex');
    hash.update(`${content}  ${path}\n`);
  }
  return `sha256:${hash.digest('hex')}`;
}
