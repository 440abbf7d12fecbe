import { Policy, ProfilePatch } from '../../model';
import { expressionProblems } from './expressionProblems';

const source = { file: 'platform.yaml', line: 7 };

function platform(patch: Partial<ProfilePatch>, policy: Partial<Policy>) {
  return {
    profiles: {
      standard: {
        name: 'standard',
        source,
        kind: 'Deployment' as const,
        defaults: {},
        annotations: { allow: [] },
        probes: { host: 'refuse' as const },
        patches: [{ name: 'sidecar', merge: {}, ...patch }],
      },
    },
    policies: {
      rule: {
        name: 'rule',
        source,
        effect: 'deny' as const,
        criteria: {},
        on: 'workload' as const,
        require: 'true',
        message: '',
        ...policy,
      },
    },
  };
}

it('finds nothing in a platform whose expressions can be read', () => {
  const good = platform(
    { when: 'context.environmentType == "production"' },
    { require: 'workload.containers.all(c, c.image != "")' },
  );
  expect(expressionProblems(good)).toEqual([]);
});

it('finds all that is wrong with expressions, with file and line', () => {
  const bad = platform(
    { when: 'plan.summary.destroy ==' },
    { on: 'object', require: 'workload.name == "web"' },
  );
  expect(expressionProblems(bad)).toEqual([
    {
      severity: 'error',
      code: 'ExpressionInvalid',
      message: expect.stringMatching(
        /^WorkloadProfile standard, patch sidecar: line 1, column \d+: .+\.$/,
      ),
      ...source,
      path: 'spec.patches[0].when',
    },
    {
      severity: 'error',
      code: 'ExpressionInvalid',
      message:
        'Policy rule: there is no workload here, only context, object, plan.',
      ...source,
      path: 'spec.require',
    },
  ]);
});
