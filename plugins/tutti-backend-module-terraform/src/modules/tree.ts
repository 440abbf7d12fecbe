import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { compareText, DriverError } from '@tutti/engine';

/** Files by their path below the folder, with `/` on every system. */
export type Tree = Record<string, Buffer>;

/** A module is text; what is larger is something else that lies beside it. */
const LARGEST_TREE = 8 * 1024 * 1024;
const MOST_FILES = 2_000;

/** What tools leave behind in a module's folder. */
const LEFT_BEHIND = new Set(['.git', '.terraform', '.terraform.lock.hcl']);

/**
 * Links within the folder are what they lead to. One that leads to a folder around it is left out: it has no end.
 *
 * @throws DriverError where it is too large, or a link leads elsewhere: nothing is read outside.
 */
export async function readTree(folder: string): Promise<Tree> {
  const tree: Tree = {};
  let size = 0;
  const root = await realpath(folder);
  /** @param around - folders that are being read: this one, and those above it, without links */
  const visit = async (below: string, around: string[]): Promise<void> => {
    const real = around[around.length - 1];
    const names = await readdir(real);
    for (const name of names.sort(compareText)) {
      if (isLeftBehind(name)) continue;
      const path = below === '' ? name : `${below}/${name}`;
      const place = await placeOf(root, join(real, name));
      const found = place === undefined ? undefined : await lstat(place);
      if (place !== undefined && found?.isDirectory()) {
        if (!around.includes(place)) await visit(path, [...around, place]);
      } else if (place !== undefined && found?.isFile()) {
        size += found.size;
        if (size > LARGEST_TREE || Object.keys(tree).length >= MOST_FILES) {
          throw new DriverError(
            `The module is too large: ${MOST_FILES} files of ${
              LARGEST_TREE / 1024 / 1024
            } MiB together are the most.`,
          );
        }
        tree[path] = await readFile(place);
      } else {
        throw new DriverError(
          `${path} of the module is a link that leads to nothing in its folder, or no file. Put what it means there, or name a folder that holds both.`,
        );
      }
    }
  };
  await visit('', [root]);
  return tree;
}

function isLeftBehind(name: string): boolean {
  return LEFT_BEHIND.has(name) || /\.tfstate(\.|$)/.test(name);
}

/** Where it is without links; undefined where that is not among what is read of the folder. */
async function placeOf(
  root: string,
  path: string,
): Promise<string | undefined> {
  const place = await realpath(path).catch(() => undefined);
  if (place === undefined) return undefined;
  const below = relative(root, place).split(sep);
  return below[0] === '..' || below.some(isLeftBehind) ? undefined : place;
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
