import type { ObjectChange } from '@tutti/plugin-tutti-common';
import { diffLines } from 'diff';
import { stringify } from 'yaml';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const SECRET = '(secret)';
const SECRET_CHANGED = '(secret, changed)';

function isMap(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What of a live object we speak about: only what one of `shapes` has. A cluster adds a status,
 * defaults and bookkeeping to everything, which nobody planned.
 */
export function partOf(live: Json, shapes: (Json | undefined)[]): Json {
  if (isMap(live)) {
    const maps = shapes.filter(isMap);
    if (maps.length === 0) return live;
    return Object.fromEntries(
      Object.entries(live)
        .filter(([key]) => maps.some(map => key in map))
        .map(([key, value]) => [
          key,
          partOf(
            value,
            maps.map(map => map[key]),
          ),
        ]),
    );
  }
  if (Array.isArray(live)) {
    const lists = shapes.filter(Array.isArray);
    if (lists.length === 0) return live;
    const length = Math.max(...lists.map(list => list.length));
    return live.slice(0, length).map((item, index) =>
      partOf(
        item,
        lists.map(list => list[index]),
      ),
    );
  }
  return live;
}

/** `spec.env[0]["a.b"]` as its keys; a number is an index. */
export function pathKeys(path: string): string[] {
  return [...path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(
    ([, quoted, index, plain]) => quoted ?? index ?? plain,
  );
}

/** Says of a secret that it changed: both sides would show the same mask. */
function markSecret(value: Json | undefined, keys: string[]): Json | undefined {
  const [key, ...rest] = keys;
  if (key === undefined) return value === SECRET ? SECRET_CHANGED : value;
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      String(index) === key ? markSecret(item, rest) ?? item : item,
    );
  }
  if (isMap(value) && key in value) {
    return { ...value, [key]: markSecret(value[key], rest) ?? value[key] };
  }
  return value;
}

function text(value: Json | undefined): string {
  if (value === undefined) return '';
  return stringify(value, { sortMapEntries: true, lineWidth: 0 });
}

/** Both sides of a change as YAML, with nothing in it that nobody planned. */
export function sidesOf(change: ObjectChange): {
  before: string;
  after: string;
} {
  const { action, live, lastApplied, desired, changed } = change;
  const shapes = [desired, lastApplied];
  const there = live ? partOf(live, shapes) : lastApplied;
  const before = action === 'create' ? undefined : there;
  const after =
    action === 'delete'
      ? undefined
      : changed.reduce<Json | undefined>(
          (value, path) => markSecret(value, pathKeys(path)),
          desired,
        );
  return { before: text(before), after: text(after) };
}

export interface DiffLine {
  sign: '+' | '-' | ' ';
  text: string;
}

/** Lines of a difference; a stretch that nobody needs to read is one `folded`. */
export type DiffPart = { lines: DiffLine[] } | { folded: DiffLine[] };

const AROUND = 3;

export function diffParts(before: string, after: string): DiffPart[] {
  const lines = diffLines(before, after).flatMap(({ added, removed, value }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((line): DiffLine => {
        if (added) return { sign: '+', text: line };
        return { sign: removed ? '-' : ' ', text: line };
      }),
  );
  const near = lines.map((_, index) =>
    lines
      .slice(Math.max(0, index - AROUND), index + AROUND + 1)
      .some(line => line.sign !== ' '),
  );
  const parts: { seen: boolean; lines: DiffLine[] }[] = [];
  lines.forEach((line, index) => {
    const last = parts.at(-1);
    if (last?.seen === near[index]) last.lines.push(line);
    else parts.push({ seen: near[index], lines: [line] });
  });
  return parts.map(part =>
    part.seen || part.lines.length <= 2
      ? { lines: part.lines }
      : { folded: part.lines },
  );
}
