import { Explanation, Problem } from '../model';
import { describeFailure } from './explanation';

/** `NoMatch` names so many of the nearest candidates. */
const NEAREST_SHOWN = 3;

/**
 * The problem behind an explanation without a winner: `NoMatch` with the nearest candidates and
 * what each failed on, or `AmbiguousMatch` naming those that are equally specific.
 *
 * @param subject who asks, for the message: `resource db of workload web`
 * @param place file, line, path and address, as far as known
 */
export function unmatched(
  explanation: Explanation,
  subject: string,
  place: Pick<Problem, 'file' | 'line' | 'path' | 'address'>,
): Problem {
  const { request, candidates } = explanation;
  const wanted =
    request.type === 'target' ? 'target' : `${request.type}.${request.class}`;
  const matched = candidates.filter(candidate => candidate.matched);
  if (matched.length > 0) {
    const rivals = matched.filter(candidate =>
      candidate.specificity.every(
        (count, index) => count === matched[0].specificity[index],
      ),
    );
    const names = rivals.map(rival => rival.definition).join(' and ');
    return {
      severity: 'error',
      code: 'AmbiguousMatch',
      message: `${names} all match ${subject} (${wanted}), and none is more specific.`,
      hint: 'The platform team gives one of them a criterion that the others lack.',
      ...place,
    };
  }
  const nearest = candidates
    .slice(0, NEAREST_SHOWN)
    .map(
      ({ definition, failed }) =>
        `${definition} (${failed.map(describeFailure).join('; ')})`,
    );
  return {
    severity: 'error',
    code: 'NoMatch',
    message: `Nothing in the platform matches ${subject} (${wanted}).${
      nearest.length > 0 ? ` Nearest: ${nearest.join(', ')}.` : ''
    }`,
    hint:
      nearest.length > 0
        ? 'Change what is asked for, or let the platform team widen or add a definition.'
        : 'The platform defines nothing of this kind yet.',
    ...place,
  };
}
