import { Problem } from '../model';
import { formatPath, Path } from './path';
import type { Locate, LocateOptions } from './yaml/positions';

/** What a check has found, before its place in a file is known. */
export interface Finding extends LocateOptions {
  severity?: Problem['severity'];
  path: Path;
  code: string;
  message: string;
  hint?: string;
  fix?: Problem['fix'];
}

/** A finding as a problem of the document that holds it. */
export function toProblem(
  { severity = 'error', path, code, message, hint, fix, key, inside }: Finding,
  document: { file: string; locate: Locate },
): Problem {
  return {
    severity,
    code,
    message,
    ...(hint !== undefined && { hint }),
    ...(fix && { fix }),
    file: document.file,
    ...document.locate(path, { key, inside }),
    ...(path.length > 0 && { path: formatPath(path) }),
  };
}

/** More than anybody reads at once. Who looks for them stops as well, so that no input takes for ever. */
const MAX_PROBLEMS = 100;

/** All problems of one reading, errors and warnings bounded each. */
export class Problems {
  private readonly kept: Record<Problem['severity'], Problem[]> = {
    error: [],
    warning: [],
  };
  private more: Problem | undefined;

  get hasErrors(): boolean {
    return this.kept.error.length > 0;
  }

  /** Takes problems as long as there is room for errors. */
  add(problems: Iterable<Problem>): void {
    for (const problem of problems) {
      const list = this.kept[problem.severity];
      if (list.length < MAX_PROBLEMS) {
        list.push(shortened(problem));
      } else if (problem.severity === 'error') {
        this.more ??= problem;
        return;
      }
    }
  }

  /** Takes findings, and asks for their places only as long as there is room. */
  addFindings(
    findings: Iterable<Finding>,
    place: (finding: Finding) => Problem,
  ): void {
    this.add(map(findings, place));
  }

  /** In the order of the files given, then of the lines. */
  inReadingOrder(files: readonly string[]): Problem[] {
    const rank = new Map(files.map((file, index) => [file, index]));
    const place = ({ file = '' }: Problem) => rank.get(file) ?? files.length;
    const sorted = [...this.kept.error, ...this.kept.warning].sort(
      (a, b) =>
        place(a) - place(b) ||
        (a.line ?? 0) - (b.line ?? 0) ||
        (a.column ?? 0) - (b.column ?? 0),
    );
    return this.more
      ? [
          ...sorted,
          {
            severity: 'error',
            code: 'TooManyProblems',
            message: `There are more than these ${MAX_PROBLEMS} errors.`,
            file: this.more.file,
          },
        ]
      : sorted;
  }
}

/** A name in a broken file may be as long as the file; nobody reads on after so much. */
const MAX_TEXT = 600;

function shortened(problem: Problem): Problem {
  const { message, hint, path } = problem;
  return {
    ...problem,
    message: short(message),
    ...(hint !== undefined && { hint: short(hint) }),
    ...(path !== undefined && { path: short(path) }),
  };
}

function short(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

function* map<From, To>(
  items: Iterable<From>,
  change: (item: From) => To,
): Generator<To> {
  for (const item of items) {
    yield change(item);
  }
}
