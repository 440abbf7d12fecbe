import { InputError } from '@backstage/errors';
import { DriftCauseRecord, DriftGroupRecord } from '../../store';

/** A cause as one word: what queries and requests name it by. */
export function writeCause(cause: DriftCauseRecord): string {
  const { kind, path, change, manager } = cause;
  return encode([kind, path, change, manager]);
}

/** @throws InputError when it is none of ours. */
export function readCause(key: string): DriftCauseRecord {
  const parts = decode(key);
  const [kind, path, change, manager] = parts ?? [];
  if (
    kind === undefined ||
    path === undefined ||
    manager === undefined ||
    (change !== 'altered' && change !== 'gone' && change !== 'taken')
  ) {
    throw new InputError('cause: give the `key` of a row of `GET /drift`');
  }
  return { kind, path, change, manager };
}

/** What concerns most environments first, then by name. */
export function compareGroups(a: DriftGroupRecord, b: DriftGroupRecord) {
  return (
    b.environments - a.environments || compare(writeOrder(a), writeOrder(b))
  );
}

export function writeGroupCursor(group: DriftGroupRecord): string {
  return encode([String(group.environments), writeCause(group)]);
}

/** @throws InputError when it is none of ours. */
export function readGroupCursor(
  cursor: string,
): Pick<DriftGroupRecord, 'environments'> & DriftCauseRecord {
  const [environments, key] = decode(cursor) ?? [];
  if (environments === undefined || key === undefined) {
    throw notACursor();
  }
  return { environments: Number(environments), ...readCause(key) };
}

export function writeFindingCursor(at: {
  environmentId: string;
  place: string;
}): string {
  return encode([at.environmentId, at.place]);
}

/** @throws InputError when it is none of ours. */
export function readFindingCursor(cursor: string) {
  const [environmentId, place] = decode(cursor) ?? [];
  if (environmentId === undefined || place === undefined) {
    throw notACursor();
  }
  return { environmentId, place };
}

function writeOrder({ kind, path, change, manager }: DriftCauseRecord) {
  return [kind, path, change, manager].join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function notACursor(): InputError {
  return new InputError('cursor: give the `next` of an earlier page');
}

function encode(parts: string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function decode(text: string): string[] | undefined {
  try {
    const parts: unknown = JSON.parse(
      Buffer.from(text, 'base64url').toString('utf8'),
    );
    return Array.isArray(parts) && parts.every(part => typeof part === 'string')
      ? parts
      : undefined;
  } catch {
    return undefined;
  }
}
