import type { Deployment, DeploymentDetail } from '@tutti/plugin-tutti-common';
import type { Translate } from '../../translation';
import { stepName } from './stepWords';

/**
 * The cause as a sentence that begins with what failed: `checkout: image … cannot be pulled`,
 * `postgres main: …`. The name is not said twice.
 */
export function failureSentence(
  t: Translate,
  failure: Deployment['failures'][number],
  detail: DeploymentDetail,
): string {
  const said = failure.cause?.message ?? failure.message;
  const step = detail.steps.find(each => each.address === failure.address);
  if (!step) return said;
  const { name, what } = stepName(t, step, detail.plan);
  if (said.startsWith(`${name}:`)) return said;
  return step.kind === 'workload'
    ? `${name}: ${said}`
    : `${what} ${name}: ${said}`;
}
