import {
  AuthorizeResult,
  PermissionCondition,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
  PermissionRuleset,
} from '@backstage/plugin-permission-node';
import { Ruling } from './judgement';

/** A decision about nothing in particular. */
export function definite(name: string, decision: PolicyDecision): Ruling {
  return {
    name,
    granted: decision.result === AuthorizeResult.ALLOW,
    rules: [],
  };
}

/** A decision on one thing: its conditions are applied, and each is remembered for `why`. */
export function rulingOn<Subject>(
  name: string,
  decision: PolicyDecision,
  ruleset: PermissionRuleset<Subject>,
  subject: Subject,
): Ruling {
  if (decision.result !== AuthorizeResult.CONDITIONAL) {
    return definite(name, decision);
  }
  const authorize = createConditionAuthorizer(ruleset);
  return {
    name,
    granted: authorize(decision, subject),
    rules: conditionsIn(decision.conditions).map(conditions => ({
      rule: conditions.rule,
      holds: authorize({ ...decision, conditions }, subject),
    })),
  };
}

function conditionsIn(
  criteria: PermissionCriteria<PermissionCondition>,
): PermissionCondition[] {
  if (isAndCriteria(criteria)) {
    return criteria.allOf.flatMap(conditionsIn);
  }
  if (isOrCriteria(criteria)) {
    return criteria.anyOf.flatMap(conditionsIn);
  }
  return isNotCriteria(criteria) ? conditionsIn(criteria.not) : [criteria];
}
