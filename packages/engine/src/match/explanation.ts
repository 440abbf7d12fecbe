import {
  Candidate,
  Criteria,
  Explanation,
  MatchContext,
  MatchRequest,
  compareText,
} from '../model';
import {
  Failure,
  SPECIFICITY_KEYS,
  compareSpecificity,
  failedCriteria,
  firstDifference,
  specificityOf,
} from './criteria';

/** What can be matched: a definition or a target. */
export interface Contender {
  name: string;
  criteria: Criteria;
  /** The class, if that differs: judged already, as it is no criterion. */
  failed: Failure[];
  exactClass: boolean;
}

/** Judges all contenders, names the winner, and gives every one its sentence. */
export function judge(
  contenders: Contender[],
  request: MatchRequest,
  context: MatchContext,
): Pick<Explanation, 'winner' | 'candidates'> {
  const judged = contenders
    .map(contender => ({
      definition: contender.name,
      specificity: specificityOf(contender.criteria, contender.exactClass),
      failed: [
        ...contender.failed,
        ...failedCriteria(contender.criteria, request, context),
      ],
    }))
    .sort(
      (a, b) =>
        a.failed.length - b.failed.length ||
        compareSpecificity(a.specificity, b.specificity) ||
        compareText(a.definition, b.definition),
    );
  const matched = judged.filter(entry => entry.failed.length === 0);
  const best = matched.filter(
    entry =>
      compareSpecificity(entry.specificity, matched[0].specificity) === 0,
  );
  const winner = best.length === 1 ? best[0].definition : undefined;
  const candidates = judged.map(
    ({ definition, specificity, failed }): Candidate => ({
      definition,
      matched: failed.length === 0,
      won: definition === winner,
      specificity,
      failed,
      reason: reasonFor({ definition, specificity, failed }, matched, best),
    }),
  );
  return { ...(winner !== undefined && { winner }), candidates };
}

type Judged = Pick<Candidate, 'definition' | 'specificity' | 'failed'>;

function reasonFor(entry: Judged, matched: Judged[], best: Judged[]): string {
  if (entry.failed.length > 0) {
    return `Does not match: ${entry.failed.map(describeFailure).join('; ')}.`;
  }
  const rivals = best.filter(other => other.definition !== entry.definition);
  if (best.some(other => other.definition === entry.definition)) {
    if (rivals.length > 0) {
      const names = rivals.map(other => other.definition).join(' and ');
      return `Matches, but ${names} is exactly as specific: neither wins.`;
    }
    return matched.length === 1
      ? 'Matches, as the only one.'
      : `Matches, and is the most specific of ${matched.length} that match.`;
  }
  const key =
    SPECIFICITY_KEYS[firstDifference(best[0].specificity, entry.specificity)];
  const why = key === 'labels' ? 'it names more labels' : `it names the ${key}`;
  return `Matches, but ${best[0].definition} is more specific: ${why}.`;
}

/** `environmentType must be production, is development` */
export function describeFailure({ key, wanted, got }: Failure): string {
  return `${key} must be ${wanted}, is ${got}`;
}
