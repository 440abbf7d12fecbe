import { Problem } from '../model';
import { parsePath } from './path';
import { documentsAtHand } from './yaml';

/**
 * Line and column for problems that were found after reading and know only their file and their
 * path in it. One whose place is no longer there is shown at the nearest above it.
 *
 * @param textOf - a file's text, undefined where it is not at hand
 */
export function withPositions(
  problems: Problem[],
  textOf: (file: string) => string | undefined,
): Problem[] {
  const documentsOf = documentsAtHand(textOf);
  return problems.map(problem => {
    const { file, line, column, path } = problem;
    if (file === undefined || path === undefined || column !== undefined) {
      return problem;
    }
    const document = documentsOf(file).find(
      one => line === undefined || one.line === line,
    );
    return document
      ? { ...problem, ...document.locate(parsePath(path)) }
      : problem;
  });
}
