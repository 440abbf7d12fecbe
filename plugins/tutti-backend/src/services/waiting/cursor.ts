import { InputError } from '@backstage/errors';

/** Where something stands in the list: first what waits for the caller, then the oldest. */
export interface Standing {
  mine: boolean;
  /** Milliseconds since 1970. */
  since: number;
  /** Of the deployment, or of the environment whose automation is held. */
  id: string;
}

/** Milliseconds and an id: anything longer is no cursor. */
const FORM = /^([01]):(\d{1,15}):([\w-]{1,128})$/;

export function compareStandings(a: Standing, b: Standing): number {
  return (
    Number(b.mine) - Number(a.mine) ||
    a.since - b.since ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  );
}

export function writeCursor({ mine, since, id }: Standing): string {
  return Buffer.from(`${Number(mine)}:${since}:${id}`).toString('base64url');
}

/** @throws InputError when it is none of ours. */
export function readCursor(text: string): Standing {
  const [, mine, since, id] =
    FORM.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  if (id === undefined) {
    throw new InputError('cursor: give the `next` of an earlier page');
  }
  return { mine: mine === '1', since: Number(since), id };
}
