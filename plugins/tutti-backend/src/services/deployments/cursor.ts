import { InputError } from '@backstage/errors';

/** Where a page of deployments ended. */
export interface Cursor {
  requestedAt: number;
  id: string;
}

/** Milliseconds and an id: anything longer is no cursor, and no number of a database. */
const FORM = /^(\d{1,15}):([\w-]{1,128})$/;

export function writeCursor({ requestedAt, id }: Cursor): string {
  return Buffer.from(`${requestedAt}:${id}`).toString('base64url');
}

/** @throws InputError when it is none of ours. */
export function readCursor(text: string): Cursor {
  const [, requestedAt, id] =
    FORM.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  if (id === undefined) {
    throw new InputError('before: give the `next` of an earlier page');
  }
  return { requestedAt: Number(requestedAt), id };
}
