import { InputError } from '@backstage/errors';

/** Where a page of deployments ended. */
export interface Cursor {
  requestedAt: number;
  id: string;
}

export function writeCursor({ requestedAt, id }: Cursor): string {
  return Buffer.from(`${requestedAt}:${id}`).toString('base64url');
}

/** @throws InputError when it is none of ours. */
export function readCursor(text: string): Cursor {
  const [requestedAt, id] = Buffer.from(text, 'base64url')
    .toString('utf8')
    .split(':');
  if (!/^\d+$/.test(requestedAt) || !id) {
    throw new InputError('before: give the `next` of an earlier page');
  }
  return { requestedAt: Number(requestedAt), id };
}
