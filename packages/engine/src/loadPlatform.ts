import { expressionProblems } from './create/cel';
import { gateProblems } from './gates';
import { ambiguities } from './match';
import { fail, hasErrors, Platform, Problem, Result, succeed } from './model';
import {
  DriverContract,
  placesIn,
  PlatformSurvey,
  SourceFile,
  SurveyOptions,
  surveyPlatform,
} from './read';

/**
 * Platform files as they are taken into use: read as one set, their CEL expressions parsed, and
 * no two definitions able to match one request alike (docs/reference/semantics.md, Read and Match). All problems at once.
 */
export function loadPlatform(
  files: SourceFile[],
  drivers: DriverContract[],
  options: SurveyOptions = {},
): Result<Platform> {
  const survey = surveyPlatform(files, drivers, options);
  const problems = problemsOf(survey, files);
  return survey.hasErrors || hasErrors(problems)
    ? fail(problems)
    : succeed(survey.platform, problems);
}

/**
 * The same files once they are in use: an earlier version of Tutti has accepted them, so that what
 * later versions look for besides is a warning. Fails only for a document whose form cannot be
 * read as it was meant: a guard that is left out would guard nothing.
 *
 * @param beforeAllowLists they were taken into use before profiles had allow lists
 */
export function loadAcceptedPlatform(
  files: SourceFile[],
  drivers: DriverContract[],
  beforeAllowLists = false,
): Result<Platform> {
  const survey = surveyPlatform(files, drivers);
  const problems = problemsOf(survey, files);
  return survey.accepted
    ? succeed(
        {
          ...survey.accepted,
          ...(beforeAllowLists && { beforeAllowLists }),
        },
        problems.map(problem => ({ ...problem, severity: 'warning' })),
      )
    : fail(problems);
}

function problemsOf(
  { platform, problems }: PlatformSurvey,
  files: SourceFile[],
): Problem[] {
  const places = placesIn(files);
  return [
    ...problems,
    ...ambiguities(platform, places),
    ...expressionProblems(platform, places),
    ...gateProblems(platform, places),
  ];
}
