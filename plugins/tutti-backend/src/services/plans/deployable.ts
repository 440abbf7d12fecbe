import { PlanHead } from '@tutti/plugin-tutti-common';

/** What stands between a good plan and its run: a policy, the cluster, or a consent nobody gave. */
export function whyNotDeployable(plan: PlanHead): string | undefined {
  if (plan.deployable) {
    return undefined;
  }
  const denied = plan.policies.find(
    ({ effect, outcome }) => effect === 'deny' && outcome === 'broken',
  );
  if (denied) {
    return `Policy ${denied.policy}: ${denied.message} (${denied.subject})`;
  }
  const [refusal] = plan.dryRun?.refusals ?? [];
  if (refusal) {
    return [refusal.message, refusal.hint].filter(Boolean).join(' ');
  }
  const consent = plan.consents.find(
    ({ required, given }) => required && !given,
  );
  return consent
    ? `Consent is missing: ${consent.message}`
    : 'The plan may not be deployed as it is';
}
