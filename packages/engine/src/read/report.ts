import { Problem } from '../model';
import { formatPath, Path } from './path';
import { LocateOptions, YamlDocument } from './yaml';

/** What a check has found, before its place in a file is known. */
export interface Finding extends LocateOptions {
  severity?: Problem['severity'];
  path: Path;
  code: string;
  message: string;
  hint?: string;
}

/** A finding as a problem of the document that holds it. */
export function toProblem(
  { severity = 'error', path, code, message, hint, key, inside }: Finding,
  document: YamlDocument,
): Problem {
  return {
    severity,
    code,
    message,
    ...(hint !== undefined && { hint }),
    file: document.file,
    ...document.locate(path, { key, inside }),
    ...(path.length > 0 && { path: formatPath(path) }),
  };
}

/** More than anybody reads at once; what is left out is counted. */
const MAX_PROBLEMS = 100;

/** In the order of the files given, then of the lines; at most 100, and a last one that counts the rest. */
export function inReadingOrder(
  problems: readonly Problem[],
  files: readonly string[],
): Problem[] {
  const rank = new Map(files.map((file, index) => [file, index]));
  const place = ({ file = '' }: Problem) => rank.get(file) ?? files.length;
  const sorted = [...problems].sort(
    (a, b) =>
      place(a) - place(b) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
  const errors = sorted.filter(problem => problem.severity === 'error');
  const kept = errors.length > MAX_PROBLEMS ? errors : sorted;
  if (kept.length <= MAX_PROBLEMS) {
    return kept;
  }
  return [
    ...kept.slice(0, MAX_PROBLEMS),
    {
      severity: errors.length > 0 ? 'error' : 'warning',
      code: 'TooManyProblems',
      message: `There are ${kept.length - MAX_PROBLEMS} more.`,
      file: kept[MAX_PROBLEMS].file,
    },
  ];
}
