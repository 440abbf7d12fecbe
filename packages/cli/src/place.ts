import {
  isName,
  MatchContext,
  NAME_RULE,
  Platform,
  Problem,
} from '@tutti/engine';

/** Where something would be deployed to. */
export interface Place {
  application: string;
  environment: string;
  environmentType: string;
  owner?: string;
  labels: Record<string, string>;
}

export interface PlaceOptions {
  application?: string;
  environment?: string;
  type?: string;
}

/**
 * What the command line says, completed from the platform's Application file: its name if it is the
 * only one, its owner and labels, and the type of its environment. An environment of no known
 * type is one of type its own name.
 */
export function placeOf(options: PlaceOptions, platform: Platform): Place {
  const names = Object.keys(platform.applications);
  const application =
    options.application ?? (names.length === 1 ? names[0] : 'app');
  const environment = options.environment ?? 'development';
  const declared = platform.applications[application];
  return {
    application,
    environment,
    environmentType:
      options.type ??
      declared?.environments.find(({ name }) => name === environment)?.type ??
      environment,
    ...(declared?.owner && { owner: declared.owner }),
    labels: declared?.labels ?? {},
  };
}

export function matchContextOf(place: Place): MatchContext {
  return { ...place };
}

/**
 * Of places that no plan would be made for: matching alone would only say that nothing matches.
 * Another application than those declared is possible, and more often a slip.
 */
export function placeProblems(
  { application, environment, environmentType }: Place,
  { environmentTypes, applications }: Platform,
): Problem[] {
  const problems: Problem[] = [
    ...nameProblems('application', application),
    ...nameProblems('environment', environment),
  ];
  if (!Object.hasOwn(environmentTypes, environmentType)) {
    problems.push({
      severity: 'error',
      code: 'UnknownEnvironmentType',
      message: `Environment ${environment} is of type ${environmentType}, which the platform does not have; there is ${listed(
        environmentTypes,
      )}.`,
      hint: 'Give --type, or an --environment that the Application file declares.',
    });
  }
  if (
    Object.keys(applications).length > 0 &&
    !Object.hasOwn(applications, application)
  ) {
    problems.push({
      severity: 'warning',
      code: 'UnknownApplication',
      message: `No Application file declares ${application}, so it has no owner, labels or values; there is ${listed(
        applications,
      )}.`,
    });
  }
  return problems;
}

function listed(named: Record<string, unknown>): string {
  return Object.keys(named).sort().join(', ') || 'none';
}

/** Names become part of others and of labels: the rule is that of Application files. */
function nameProblems(
  option: 'application' | 'environment',
  name: string,
): Problem[] {
  return isName(name)
    ? []
    : [
        {
          severity: 'error',
          code: 'InvalidName',
          message: `"${name.slice(
            0,
            80,
          )}" cannot be the name of an ${option}: it must be ${NAME_RULE}.`,
          hint: `Give --${option} such a name.`,
        },
      ];
}
