import { EnvironmentType } from '@tutti/engine';
import { Allowed } from '@tutti/plugin-tutti-common';
import { matches } from '../access/patterns';

/** What an environment type says about builds. */
export type BuildRule = Pick<
  EnvironmentType,
  'title' | 'automation' | 'promotion'
>;

/** An environment, as far as builds are deployed there by themselves. */
export interface Reachable {
  /** Absent: the platform has none of this name any more. */
  type: BuildRule | undefined;
  typeName: string;
  /** All of it was destroyed. */
  isDestroyed: boolean;
  /** Whether what this caller tells may be deployed there. */
  right: Allowed;
}

/**
 * Whether a build is deployed to an environment by itself: what its type says about builds decides first.
 *
 * @returns why not, as a sentence; undefined where it is
 */
export function whyNotThere(
  build: { ref: string; workload: string },
  { type, typeName, right, isDestroyed }: Reachable,
): string | undefined {
  if (!type) {
    return `The platform has no environment type '${typeName}' any more.`;
  }
  const reason = whyNotOfType(build, type);
  if (reason !== undefined) {
    return reason;
  }
  if (isDestroyed) {
    return 'All of it was destroyed. Deploy there by hand: then builds follow again.';
  }
  return right.allowed ? undefined : right.reason;
}

/** As far as the type goes. */
export function whyNotOfType(
  { ref, workload }: { ref: string; workload: string },
  { automation, promotion, title }: BuildRule,
): string | undefined {
  if (!automation) {
    return `${title} deploys no builds by itself.`;
  }
  if (promotion?.only) {
    return `${title} takes only what succeeded in ${promotion.from}.`;
  }
  const { refs, workloads } = automation;
  if (refs.length > 0 && !refs.some(pattern => matches(pattern, ref))) {
    return `${title} deploys builds of ${refs.join(', ')}, not of ${ref}.`;
  }
  return workloads.length > 0 && !workloads.includes(workload)
    ? `${title} deploys builds of ${workloads.join(', ')}, not of ${workload}.`
    : undefined;
}
