import { Described, Platform, Policy, Problem } from '../../model';
import { documentPlace, PlatformPlaces } from '../../read';
import { expressionError } from './expression';

/** What a `when` of a profile's patch reads. */
export const PATCH_VARIABLES = ['context', 'workload'];

/** What a policy's `require` reads, by what the policy is judged on. */
export const POLICY_VARIABLES: Record<Policy['on'], string[]> = {
  plan: ['context', 'manifests', 'plan'],
  workload: ['context', 'manifests', 'plan', 'profile', 'workload'],
  object: ['context', 'object', 'plan'],
};

/**
 * What is wrong with the expressions of a platform as they are written: grammar, and names that
 * do not exist. Found when the platform loads, so that no plan meets them.
 */
export function expressionProblems(
  platform: Pick<Platform, 'profiles' | 'policies'>,
  places: PlatformPlaces = documentPlace,
): Problem[] {
  const problems: Problem[] = [];
  const check = (
    expression: string,
    variables: string[],
    title: string,
    document: Described,
    path: (string | number)[],
  ) => {
    const error = expressionError(expression, variables);
    if (error)
      problems.push({
        severity: 'error',
        code: 'ExpressionInvalid',
        message: `${title}: ${error.message}.`,
        ...places(document, path, { inside: error.at }),
      });
  };
  for (const name of Object.keys(platform.profiles).sort()) {
    const profile = platform.profiles[name];
    profile.patches.forEach(({ when, name: patch }, index) => {
      if (when !== undefined)
        check(
          when,
          PATCH_VARIABLES,
          `WorkloadProfile ${name}, patch ${patch}`,
          profile,
          ['spec', 'patches', index, 'when'],
        );
    });
  }
  for (const name of Object.keys(platform.policies).sort()) {
    const policy = platform.policies[name];
    check(
      policy.require,
      POLICY_VARIABLES[policy.on],
      `Policy ${name}`,
      policy,
      ['spec', 'require'],
    );
  }
  return problems;
}
