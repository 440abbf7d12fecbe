import { Platform, Policy, Problem } from '../../model';
import { expressionError } from './expression';

/** What a `when` of a profile's patch reads. */
export const PATCH_VARIABLES = ['context', 'workload'];

/** What a policy's `require` reads, by what the policy is judged on. */
export const POLICY_VARIABLES: Record<Policy['on'], string[]> = {
  plan: ['context', 'manifests', 'plan'],
  workload: ['context', 'manifests', 'plan', 'workload'],
  object: ['context', 'object', 'plan'],
};

/**
 * What is wrong with the expressions of a platform as they are written: grammar, and names that
 * do not exist. Found when the platform loads, so that no plan meets them.
 */
export function expressionProblems(
  platform: Pick<Platform, 'profiles' | 'policies'>,
): Problem[] {
  const problems: Problem[] = [];
  const check = (
    expression: string,
    variables: string[],
    where: { kind: string; name: string; path: string },
    source: { file: string; line: number },
  ) => {
    const error = expressionError(expression, variables);
    if (error !== undefined)
      problems.push({
        severity: 'error',
        code: 'ExpressionInvalid',
        message: `${where.kind} ${where.name}: ${error}.`,
        ...source,
        path: where.path,
      });
  };
  for (const name of Object.keys(platform.profiles).sort()) {
    const { patches, source } = platform.profiles[name];
    patches.forEach(({ when, name: patch }, index) => {
      if (when !== undefined)
        check(
          when,
          PATCH_VARIABLES,
          {
            kind: 'WorkloadProfile',
            name: `${name}, patch ${patch}`,
            path: `spec.patches[${index}].when`,
          },
          source,
        );
    });
  }
  for (const name of Object.keys(platform.policies).sort()) {
    const { require, on, source } = platform.policies[name];
    check(
      require,
      POLICY_VARIABLES[on],
      { kind: 'Policy', name, path: 'spec.require' },
      source,
    );
  }
  return problems;
}
