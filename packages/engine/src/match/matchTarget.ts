import { Explanation, MatchContext, MatchRequest, Platform } from '../model';
import { judge } from './explanation';

/** What an explanation about targets carries as its request. */
export const TARGET_REQUEST: MatchRequest = {
  type: 'target',
  class: 'default',
};

/**
 * Where the workloads of an environment run: targets are matched like definitions, without
 * type and class. Criteria about one resource or workload never match here.
 */
export function matchTarget(
  platform: Platform,
  context: MatchContext,
): Explanation {
  const contenders = Object.values(platform.targets).map(target => ({
    name: target.name,
    criteria: target.criteria,
    failed: [],
    exactClass: false,
  }));
  return {
    request: TARGET_REQUEST,
    context,
    ...judge(contenders, TARGET_REQUEST, context),
  };
}
