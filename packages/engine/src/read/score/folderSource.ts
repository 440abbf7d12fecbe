import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  realpathSync,
} from 'fs';
import { isAbsolute, relative, resolve, sep } from 'path';
import { isInside, MAX_SOURCE_BYTES, ReadSource } from './sourceFiles';

/**
 * Reads source files of one folder of this machine. Absolute paths, `..` and links that lead
 * out of the folder are refused; what is no ordinary file as well.
 */
export function folderSource(folder: string): ReadSource {
  return path => {
    if (!isInside(path)) {
      return { error: 'it is outside the folder of the Score file' };
    }
    try {
      const root = realpathSync(folder);
      const file = realpathSync(resolve(root, path));
      const below = relative(root, file);
      if (below.split(sep)[0] === '..' || isAbsolute(below)) {
        return { error: 'it is a link to somewhere outside the folder' };
      }
      return readOrdinary(file);
    } catch (error) {
      return { error: reason(error) };
    }
  };
}

function readOrdinary(file: string): ReturnType<ReadSource> {
  // A pipe without a writer would block for ever.
  const handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const { size, isFile } = about(handle);
    if (!isFile) {
      return { error: 'it is no file' };
    }
    return size > MAX_SOURCE_BYTES
      ? { error: 'it is larger than 1 MiB' }
      : { bytes: readFileSync(handle) };
  } finally {
    closeSync(handle);
  }
}

function about(handle: number): { size: number; isFile: boolean } {
  const status = fstatSync(handle);
  return { size: status.size, isFile: status.isFile() };
}

/** The system's code only: its message holds the machine's own paths. */
function reason(error: unknown): string {
  const code =
    typeof error === 'object' && error !== null && 'code' in error
      ? error.code
      : undefined;
  return code === 'ENOENT'
    ? 'there is no such file'
    : `the system says ${code ?? 'nothing'}`;
}
