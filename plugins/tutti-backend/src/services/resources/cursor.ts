import { InputError } from '@backstage/errors';

/** The resource after which a page begins; it says enough when that one is gone meanwhile. */
export interface ResourceCursor {
  environmentId: string;
  resourceId: string;
  address: string;
}

export function writeResourceCursor(cursor: ResourceCursor): string {
  const { environmentId, resourceId, address } = cursor;
  return Buffer.from([environmentId, resourceId, address].join('/')).toString(
    'base64url',
  );
}

/** @throws InputError when it is none of ours. */
export function readResourceCursor(text: string): ResourceCursor {
  const written = Buffer.from(text, 'base64url').toString();
  const [environmentId, resourceId, ...rest] = written.split('/');
  const address = rest.join('/');
  // PostgreSQL takes no NUL in a text.
  if (!environmentId || !resourceId || !address || written.includes('\0')) {
    throw new InputError('cursor: give the `next` of an earlier page.');
  }
  return { environmentId, resourceId, address };
}
