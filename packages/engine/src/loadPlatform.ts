import { expressionProblems } from './create/cel';
import { ambiguities } from './match';
import { fail, hasErrors, Platform, Result, succeed } from './model';
import { DriverContract, placesIn, SourceFile, surveyPlatform } from './read';

/**
 * Platform files as they are taken into use: read as one set, their CEL expressions parsed, and
 * no two definitions able to match one request alike (semantics 1 and 2). All problems at once.
 */
export function loadPlatform(
  files: SourceFile[],
  drivers: DriverContract[],
): Result<Platform> {
  const read = surveyPlatform(files, drivers);
  const places = placesIn(files);
  const problems = [
    ...read.problems,
    ...ambiguities(read.platform, places),
    ...expressionProblems(read.platform, places),
  ];
  return read.hasErrors || hasErrors(problems)
    ? fail(problems)
    : succeed(read.platform, problems);
}
