import { InputError } from '@backstage/errors';
import { compareNames } from '@tutti/plugin-tutti-common';

interface Titled {
  title: string;
  name: string;
}

/** The order of the application list. */
export function byTitle(a: Titled, b: Titled): number {
  return compareNames(a.title, b.title) || compareNames(a.name, b.name);
}

/** The row after which a page begins; it says enough when that row is gone meanwhile. */
export function writeTitleCursor({ title, name }: Titled): string {
  return Buffer.from(`${name}/${title}`).toString('base64url');
}

/** @throws InputError when it is none of ours. */
export function readTitleCursor(text: string): Titled {
  const written = Buffer.from(text, 'base64url').toString();
  const slash = written.indexOf('/');
  if (slash < 1) {
    throw new InputError('cursor: give the `next` of an earlier page.');
  }
  return { name: written.slice(0, slash), title: written.slice(slash + 1) };
}
