import { EnvironmentType } from '@tutti/engine';

/**
 * A rule of the environment type that nothing here can carry out yet. Deploying past an
 * approval or a freeze window that somebody relies on would be worse than not deploying.
 */
export function ungoverned(type: EnvironmentType): string | undefined {
  const name = type.title ?? type.name;
  if (type.approval.required) {
    return `${name} asks for approvals, which this version cannot take yet; without approval.required in the environment type it can be deployed`;
  }
  if (type.deferredPlans === 'review') {
    return `${name} asks for a review of deferred plans, which this version cannot hold yet; without deferredPlans in the environment type it can be deployed`;
  }
  if (type.freeze.length > 0) {
    return `${name} has freeze windows, which this version cannot judge yet; without freeze in the environment type it can be deployed`;
  }
  return undefined;
}
