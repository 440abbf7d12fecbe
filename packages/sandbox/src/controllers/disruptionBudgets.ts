import { timestamp } from '../clock';
import { KubeObject, numberAt, objectAt, textAt, textsAt } from '../json';
import { readLabelSelector } from '../selectors/labels';
import { withCondition } from './conditions';
import { Controller } from './loop';
import { isActive, isReady } from './pods/state';
import { share } from './rollout';
import { isBeingDeleted, World } from './world';

/** How many pods may go at the moment. */
export const disruptionBudgets: Controller = {
  name: 'disruptionBudgets',
  kind: 'policy/PodDisruptionBudget',

  reconcile(budget, world) {
    if (!isBeingDeleted(budget)) report(budget, world);
    return undefined;
  },

  concerns(change, world) {
    if (change.kind !== '/Pod') return [];
    const namespace = textAt(change.object.metadata, 'namespace') ?? '';
    return world.store
      .list('policy/PodDisruptionBudget', namespace)
      .map(budget => ({ namespace, name: budget.metadata.name }));
  },
};

function report(budget: KubeObject, world: World): void {
  const spec = objectAt(budget, 'spec');
  const selects = readLabelSelector(spec.selector);
  const pods = world.store
    .list('/Pod', textAt(budget.metadata, 'namespace') ?? '')
    .filter(pod => isActive(pod) && selects(textsAt(pod.metadata, 'labels')));
  const healthy = pods.filter(isReady).length;
  const desired =
    spec.maxUnavailable !== undefined
      ? Math.max(
          0,
          pods.length - share(spec.maxUnavailable, pods.length, Math.ceil),
        )
      : share(spec.minAvailable, pods.length, Math.ceil);
  const allowed = Math.max(0, healthy - desired);
  const before = objectAt(budget, 'status');
  world.setStatus('kube-controller-manager', budget, {
    observedGeneration: numberAt(budget.metadata, 'generation') ?? 1,
    currentHealthy: healthy,
    desiredHealthy: desired,
    disruptionsAllowed: allowed,
    expectedPods: pods.length,
    conditions: withCondition(
      before,
      {
        type: 'DisruptionAllowed',
        status: allowed > 0 ? 'True' : 'False',
        reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
        message: '',
      },
      timestamp(world.clock.now()),
    ).map(condition => ({
      ...condition,
      observedGeneration: numberAt(budget.metadata, 'generation') ?? 1,
    })),
  });
}
