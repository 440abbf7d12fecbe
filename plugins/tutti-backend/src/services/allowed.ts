import { AllowedActions } from '@tutti/plugin-tutti-common';

/** Who may not is told so; who may is told whether the state lets them. */
export function withGrants(
  byState: AllowedActions,
  byGrant: AllowedActions,
): AllowedActions {
  const refused = Object.entries(byGrant).filter(([, { allowed }]) => !allowed);
  return { ...byState, ...Object.fromEntries(refused) };
}
