import { JsonObject } from '@tutti/engine';
import { numberAt } from '../json';
import { conditionsOf, noPodMade } from './conditions';
import { healthy, progressing, Verdict } from './Verdict';

export function judgeReplicaSet(object: JsonObject): Verdict {
  const of = numberAt(object, 'spec', 'replicas') ?? 1;
  const available = numberAt(object, 'status', 'availableReplicas') ?? 0;
  const total = numberAt(object, 'status', 'replicas') ?? 0;
  const ready = { count: Math.min(available, of), of };
  const line = `${ready.count} of ${of} replicas ready`;
  const failure = conditionsOf(object).get('ReplicaFailure');
  if (available < of) {
    return progressing(
      line,
      ready,
      failure?.status === 'True' ? noPodMade(failure) : undefined,
    );
  }
  if (total > of) {
    return progressing(`${line}, waiting for ${total - of} more to end`, ready);
  }
  return of === 0 ? healthy('scaled to zero', ready) : healthy(line, ready);
}
