import { InputError } from '@backstage/errors';
import { Named, nameProblem } from '@tutti/plugin-tutti-common';

/** @throws InputError that says the rule; `field` is where the name came in. */
export function checkName(named: Named, name: string, field = 'name'): void {
  const problem = nameProblem(named, name);
  if (problem) throw new InputError(`${field}: ${problem}`);
}
