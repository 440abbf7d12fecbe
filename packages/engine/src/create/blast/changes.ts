import { Reason, Unknown, Value } from '../../model';
import { movedLeaves } from '../objects';
import { mask } from '../values';

/**
 * Every leaf that is not what it was, as reasons. What is not known on either side is the same as
 * long as it comes from the same place.
 *
 * @param what what the paths are of: `input`, `Deployment web:`
 */
export function changes(
  code: string,
  what: string,
  before: Value,
  after: Value,
): Reason[] {
  return movedLeaves(before, after).map(difference =>
    difference.after instanceof Unknown
      ? {
          code: 'dependency-unknown',
          message: `${what} ${difference.path} comes from ${difference.after.from}, which is known only during the run`,
          path: difference.path,
        }
      : {
          code,
          message: `${what} ${difference.path} changed`,
          path: difference.path,
          ...('before' in difference && {
            before: mask(difference.before ?? null),
          }),
          ...('after' in difference && {
            after: mask(difference.after ?? null),
          }),
        },
  );
}
