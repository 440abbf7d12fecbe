import { SourceFile } from '@tutti/engine';
import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { UsageError } from './Terminal';

/**
 * A file as it is; of a folder every `.yaml` and `.yml` below it, in the order of their names.
 * Hidden folders and `node_modules` are left out.
 *
 * @throws UsageError when there is no such file
 */
export function filesAt(path: string): string[] {
  if (!existsSync(path)) {
    throw new UsageError(`there is no file or folder ${path}`);
  }
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const child = join(path, entry.name);
      if (entry.isDirectory()) {
        return filesAt(child);
      }
      return entry.isFile() && /\.ya?ml$/.test(entry.name) ? [child] : [];
    });
}

export function readSource(file: string): SourceFile {
  return { file, text: readFileSync(file, 'utf8') };
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
