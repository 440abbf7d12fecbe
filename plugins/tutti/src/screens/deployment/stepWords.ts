import type { DeploymentStep, PlanHead } from '@tutti/plugin-tutti-common';
import type { Translate } from '../../translation';

/** What a step is called where there is little room: a name, and what it is. */
export interface StepName {
  name: string;
  what: string;
}

/**
 * `main`, postgres; `web`, workload. From the plan where it knows the step, else from the
 * address alone.
 */
export function stepName(
  t: Translate,
  step: Pick<DeploymentStep, 'address' | 'kind'>,
  plan: Pick<PlanHead, 'target'> | undefined,
): StepName {
  const { address, kind } = step;
  if (kind === 'target') {
    return {
      name: plan?.target.namespace ?? address,
      what: t('deployment.namespace'),
    };
  }
  const place = address.slice(address.indexOf('#') + 1);
  if (kind === 'workload')
    return { name: place, what: t('deployment.workload') };
  const [type, ...rest] = address.slice(0, address.indexOf('#')).split('.');
  const resourceClass = rest.join('.');
  return {
    name: place,
    what:
      resourceClass && resourceClass !== 'default'
        ? `${type}, ${resourceClass}`
        : type,
  };
}
