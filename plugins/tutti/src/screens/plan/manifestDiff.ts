import {
  JsonObject,
  JsonValue,
  ObjectChange,
  shownAt,
  withMasksSaid,
} from '@tutti/plugin-tutti-common';
import { diffLines } from 'diff';
import { stringify } from 'yaml';
import { maskWords } from '../../ui/maskWords';

/** Both sides of a secret that changed have the same mask: the side that comes says it. */
const SECRET_CHANGED = `(${maskWords({ masked: 'secret' })}, changed)`;

function withChangesSaid(
  desired: JsonObject,
  before: JsonObject | undefined,
  changed: string[],
): JsonObject {
  const [was, is] = [before?.data, desired.data].map(inside);
  if (!was || !is) return desired;
  const data = Object.entries(is).map(([key, value]) => [
    key,
    key in was && changed.includes(`data.${key}`) && shownAt(value).mask
      ? SECRET_CHANGED
      : value,
  ]);
  return { ...desired, data: Object.fromEntries(data) };
}

function inside(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : undefined;
}

function text(value: JsonObject | undefined): string {
  return value === undefined
    ? ''
    : stringify(
        withMasksSaid(value, mask => `(${maskWords(mask)})`),
        { sortMapEntries: true, lineWidth: 0 },
      );
}

/** Both sides of a change as YAML: what the engine compared. */
export function sidesOf(change: ObjectChange): {
  before: string;
  after: string;
} {
  const { action, desired, changed } = change;
  const there = change.live ?? change.lastApplied;
  const before = action === 'create' ? undefined : there;
  const after =
    action === 'delete' || !desired
      ? undefined
      : withChangesSaid(desired, before, changed);
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
