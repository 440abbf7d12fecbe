import { InputError } from '@backstage/errors';

/** The key of the last node of a page: the next one begins after it, whatever came or went. */
export function writeNodeCursor(key: string): string {
  return Buffer.from(key).toString('base64url');
}

/** @throws InputError when it is none of ours. */
export function readNodeCursor(text: string | undefined): string {
  if (text === undefined) return '';
  const key = Buffer.from(text, 'base64url').toString();
  if (key === '' || writeNodeCursor(key) !== text) {
    throw new InputError('cursor: give the `next` of an earlier page.');
  }
  return key;
}
