import { JsonObject } from '@tutti/engine';
import { at, numberAt } from '../json';
import { because, conditionsOf, noPodMade } from './conditions';
import { failed, healthy, progressing, Verdict } from './Verdict';

/** The rules of `kubectl rollout status`. */
export function judgeDeployment(object: JsonObject): Verdict {
  const of = numberAt(object, 'spec', 'replicas') ?? 1;
  const updated = numberAt(object, 'status', 'updatedReplicas') ?? 0;
  const total = numberAt(object, 'status', 'replicas') ?? 0;
  const available = numberAt(object, 'status', 'availableReplicas') ?? 0;
  const count = Math.min(available, updated, of);
  const ready = { count, of };
  const conditions = conditionsOf(object);
  const line = `${count} of ${of} replicas ready`;

  if (numberAt(object, 'status', 'observedGeneration') === undefined) {
    return progressing('the rollout has not begun yet', ready);
  }
  const progress = conditions.get('Progressing');
  if (
    progress?.status === 'False' &&
    progress.reason === 'ProgressDeadlineExceeded'
  ) {
    return failed(line, because(progress), ready);
  }
  const failure = conditions.get('ReplicaFailure');
  if (failure?.status === 'True' && count < of) {
    return progressing(line, ready, noPodMade(failure));
  }
  if (updated < of) {
    return progressing(
      at(object, 'spec', 'paused') === true
        ? `the rollout is paused, ${updated} of ${of} replicas updated`
        : `${updated} of ${of} replicas updated`,
      ready,
    );
  }
  if (available < updated) return progressing(line, ready);
  if (total > updated) {
    return progressing(
      `${line}, waiting for ${total - updated} old to end`,
      ready,
    );
  }
  return of === 0 ? healthy('scaled to zero', ready) : healthy(line, ready);
}
