import {
  own,
  Problem,
  Secret,
  SecretReference,
  ValueObject,
} from '@tutti/engine';
import { ValueVersions } from '../plans';

/** A plan cannot be made of what there is. */
export class NotPlannable extends Error {
  readonly name = 'NotPlannable';

  constructor(readonly problems: Problem[]) {
    super(problems.map(({ message }) => message).join(' '));
  }
}

/** What a deployment had and nobody can give it again. */
export function goneSince(
  then: ValueVersions,
  {
    values,
    secrets,
    references,
  }: {
    values: ValueObject;
    secrets: Record<string, Secret>;
    references: Record<string, SecretReference>;
  },
  number: number,
): Problem[] {
  // What a reference leads to now is what the secret is now.
  const isSecret = (name: string) =>
    own(secrets, name) !== undefined || own(references, name) !== undefined;
  const both = [then.application, then.environment];
  const names = (of: (scope: typeof then.application) => string[]) =>
    [...new Set(both.flatMap(of))].sort();
  return [
    ...names(scope => scope.secrets)
      .filter(name => !isSecret(name))
      .map(
        (name): Problem => ({
          severity: 'error',
          code: 'SecretGone',
          message: `Deployment #${number} had the secret ${name}, which is not there any more.`,
          hint: `Set ${name} again, then roll back.`,
        }),
      ),
    ...names(scope => Object.keys(scope.values))
      .filter(name => own(values, name) === undefined && !isSecret(name))
      .map(
        (name): Problem => ({
          severity: 'error',
          code: 'ValueGone',
          message: `Deployment #${number} had the value ${name}, whose versions are purged.`,
          hint: `Set ${name} again and deploy the release of then with \`releaseId\`, or roll back to a later success.`,
        }),
      ),
  ];
}
