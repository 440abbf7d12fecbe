import { decodeText, SourceFile } from '@tutti/engine';
import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { UsageError } from './Terminal';

/**
 * A file as it is; of a folder every `.yaml` and `.yml` below it, in the order of their names.
 * Hidden folders and `node_modules` are left out, and links to folders: they may go in circles.
 *
 * @throws UsageError when it is not there, or cannot be read
 */
export function filesAt(path: string): string[] {
  const isFolder = orUsageError(`cannot read ${path}`, () =>
    statSync(path).isDirectory(),
  );
  return isFolder ? filesBelow(path) : [path];
}

function filesBelow(folder: string): string[] {
  const entries = orUsageError(`cannot read ${folder}`, () =>
    readdirSync(folder, { withFileTypes: true }),
  );
  return entries
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const child = join(folder, entry.name);
      if (entry.isDirectory()) {
        return filesBelow(child);
      }
      return /\.ya?ml$/.test(entry.name) && isFile(child) ? [child] : [];
    });
}

/** A mounted ConfigMap is a folder of links. */
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** With a problem when it is no UTF-8. @throws UsageError when it cannot be read */
export function readSource(file: string): SourceFile {
  const bytes = orUsageError(`cannot read ${file}`, () => readFileSync(file));
  return { file, ...decodeText(bytes, file) };
}

const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EEXIST: 'there is something else of that name',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'no space left',
  ENOTDIR: 'a part of the path is a file, no folder',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
};

/** Does what may fail for a reason outside of us. @throws UsageError that says `what`, and why */
export function orUsageError<T>(what: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    // No `instanceof Error`: under some test runners it is another Error.
    if (typeof error !== 'object' || error === null || !('code' in error)) {
      throw error;
    }
    const code = String(error.code);
    throw new UsageError(`${what}: ${REASONS[code] ?? code}`);
  }
}

/** By what it says of itself; the readers judge whether it is right. */
export function kindOf(text: string): 'platform' | 'score' | 'other' {
  if (/^\s*["']?apiVersion["']?:\s*["']?tutti\.dev\//m.test(text)) {
    return 'platform';
  }
  return /^\s*["']?apiVersion["']?:\s*["']?score\.dev\//m.test(text)
    ? 'score'
    : 'other';
}
