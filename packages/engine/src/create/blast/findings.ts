import { PolicyFinding, Problem } from '../../model';
import { canonical } from '../values';

/** Findings of `after` that are not those of `before`; passing what nobody judged is no news. */
export function otherFindings(
  before: PolicyFinding[],
  after: PolicyFinding[],
): PolicyFinding[] {
  const key = ({ policy, subject }: PolicyFinding) => `${policy} ${subject}`;
  const old = new Map(before.map(finding => [key(finding), finding]));
  return after.filter(finding => {
    const was = old.get(key(finding));
    return was
      ? was.outcome !== finding.outcome || was.effect !== finding.effect
      : finding.outcome !== 'pass';
  });
}

/** Problems of `after` that `before` has not; in which line of a file they stand does not count. */
export function otherProblems(before: Problem[], after: Problem[]): Problem[] {
  const key = ({ severity, code, message, address, path }: Problem) =>
    canonical([severity, code, message, address ?? null, path ?? null]);
  const known = new Set(before.map(key));
  return after.filter(problem => !known.has(key(problem)));
}
