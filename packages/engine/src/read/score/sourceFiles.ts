import { isUtf8 } from 'buffer';
import { ContainerFile } from '../../model';

/** Reads a file beside the Score file; the path is relative to its folder, with `/`. */
export type ReadSource = (
  path: string,
) => { bytes: Uint8Array } | { error: string };

/** What a ConfigMap or Secret can hold, and then some. */
export const MAX_SOURCE_BYTES = 1024 * 1024;

export type SourceContent =
  | { ok: true; content: ContainerFile['content'] }
  | { ok: false; code: string; message: string; hint?: string };

/** Text when the bytes are UTF-8, base64 otherwise. Never asks for a file outside the folder. */
export function readSourceFile(
  path: string,
  readSource: ReadSource | undefined,
): SourceContent {
  if (!isInside(path)) {
    return {
      ok: false,
      code: 'SourceOutsideFolder',
      message: `The source "${path}" leads out of the Score file's folder.`,
      hint: 'Move the file beside the Score file, and name it without "..".',
    };
  }
  if (!readSource) {
    return {
      ok: false,
      code: 'SourceUnreadable',
      message: `The source "${path}" cannot be read: only the Score file itself is at hand.`,
      hint: 'Write the text under "content" instead.',
    };
  }
  const read = readSource(path);
  if ('error' in read) {
    return {
      ok: false,
      code: 'SourceUnreadable',
      message: `The source "${path}" cannot be read: ${read.error}.`,
    };
  }
  if (read.bytes.byteLength > MAX_SOURCE_BYTES) {
    return {
      ok: false,
      code: 'TooLarge',
      message: `The source "${path}" is larger than 1 MiB.`,
    };
  }
  return { ok: true, content: decode(read.bytes) };
}

/** A relative path that stays below its folder whatever the folder is. */
export function isInside(path: string): boolean {
  return (
    path !== '' &&
    !/[\\\0]/.test(path) &&
    !path.startsWith('/') &&
    !/^[A-Za-z]:/.test(path) &&
    !path.split('/').includes('..')
  );
}

function decode(bytes: Uint8Array): ContainerFile['content'] {
  const buffer = Buffer.from(bytes);
  return isUtf8(buffer)
    ? { text: buffer.toString('utf8') }
    : { base64: buffer.toString('base64') };
}
