import { diffLines } from 'diff';

export interface DiffLine {
  sign: '+' | '-' | ' ';
  text: string;
}

/** Lines of a difference; a stretch that nobody needs to read is one `folded`. */
export type DiffPart = { lines: DiffLine[] } | { folded: DiffLine[] };

const AROUND = 3;

/** Both texts line by line, with a few unchanged lines around each change. */
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
