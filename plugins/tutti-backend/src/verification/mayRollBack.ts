/** What is known of a run that failed, where its environment type says `onFailure: rollback`. */
export interface FailedRun {
  /** It was a rollback itself. */
  isRollback: boolean;
  /** It destroyed the environment. */
  destroys: boolean;
  /** A person cancelled it. */
  wasCancelled: boolean;
  /** It changed the cluster: otherwise what ran before runs still. */
  hasApplied: boolean;
  /** The last success before it that deployed something. */
  lastSuccess?: { number: number };
  releaseId: string;
  /** A newer one waits in the line of the environment. */
  newer?: { number: number };
  /** Releases that were rolled back automatically since the last success. */
  rolledBackReleases: string[];
}

/**
 * Whether what failed is put back without asking anybody, or the one thing that keeps it from that, in a
 * sentence (docs/reference/semantics.md, Verification). What its plan would need is judged when it is made.
 */
export function mayRollBack(
  run: FailedRun,
): { allowed: true } | { allowed: false; reason: string } {
  const reason = whyNot(run);
  return reason ? { allowed: false, reason } : { allowed: true };
}

function whyNot(run: FailedRun): string | undefined {
  if (run.wasCancelled) {
    return 'A person cancelled it: a person decides what comes next.';
  }
  if (run.isRollback) {
    return 'It was a rollback itself.';
  }
  if (run.destroys) {
    return 'It destroyed the environment: there is nothing to go back to.';
  }
  if (!run.hasApplied) {
    return 'It changed nothing: what ran before runs still.';
  }
  if (!run.lastSuccess) {
    return 'Nothing succeeded here before: there is nothing to go back to.';
  }
  if (run.newer) {
    return `#${run.newer.number} waits in the line already.`;
  }
  if (run.rolledBackReleases.includes(run.releaseId)) {
    return 'The same release was rolled back automatically already.';
  }
  return undefined;
}

/** What a rollback that nobody asked for may not do, by its plan. */
export function whyNotByItself(plan: {
  summary: { replace: number; destroy: number };
  consents: { required: boolean; given: boolean }[];
  reviews?: string[];
}): string | undefined {
  if (plan.consents.some(({ required, given }) => required && !given)) {
    return 'Going back needs the consent of a person.';
  }
  if (plan.reviews) {
    return 'Going back does what drivers say only in the run: a person reviews that.';
  }
  return plan.summary.replace > 0
    ? 'Going back would replace a resource: a person decides about that.'
    : undefined;
}
