import { InputError } from '@backstage/errors';
import { Named, nameProblem } from '@tutti/plugin-tutti-common';

/** @throws InputError that says the rule. */
export function checkName(named: Named, name: string): void {
  const problem = nameProblem(named, name);
  if (problem) throw new InputError(problem);
}
