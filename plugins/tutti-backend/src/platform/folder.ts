import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeText, SourceFile } from '@tutti/engine';

const IGNORED = new Set(['node_modules']);
const MAX_FILES = 20_000;

/** A file below a folder; `path` is relative to it, with `/`. */
export interface FoundFile {
  path: string;
  modified: number;
  size: number;
}

/**
 * Every file below a folder, sorted by path. Hidden folders and links are not followed.
 *
 * @throws Error of the file system, or one that says the folder is too large.
 */
export async function listFolder(folder: string): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const walk = async (below: string) => {
    const entries = await readdir(join(folder, below), { withFileTypes: true });
    for (const entry of entries) {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.name.startsWith('.') || IGNORED.has(entry.name)) {
        continue;
      }
      if (entry.isDirectory()) {
        await walk(path);
      } else if (entry.isFile()) {
        const { mtimeMs, size } = await stat(join(folder, path));
        found.push({ path, modified: mtimeMs, size });
      }
      if (found.length > MAX_FILES) {
        throw new Error(`it has more than ${MAX_FILES} files`);
      }
    }
  };
  await walk('');
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const MAX_BYTES = 1024 * 1024;
const OURS = /^\s*["']?apiVersion["']?\s*:\s*["']?tutti\b/m;

/**
 * The platform files among them: YAML whose `apiVersion` is ours. Score files and entities of
 * the catalog may lie beside them.
 */
export async function readPlatformFiles(
  folder: string,
  files: FoundFile[],
  nameOf: (path: string) => string,
): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const { path, size } of files) {
    if (/\.ya?ml$/.test(path) && size <= MAX_BYTES) {
      const file = nameOf(path);
      const read = decodeText(await readFile(join(folder, path)), file);
      if (OURS.test(read.text)) {
        found.push({ file, ...read });
      }
    }
  }
  return found;
}
