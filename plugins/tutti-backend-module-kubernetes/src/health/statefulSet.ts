import { JsonObject } from '@tutti/engine';
import { numberAt, textAt } from '../json';
import { healthy, progressing, Verdict } from './Verdict';

/** The rules of `kubectl rollout status`, with partitions and the strategy OnDelete. */
export function judgeStatefulSet(object: JsonObject): Verdict {
  const of = numberAt(object, 'spec', 'replicas') ?? 1;
  const updated = numberAt(object, 'status', 'updatedReplicas') ?? 0;
  const total = numberAt(object, 'status', 'replicas') ?? 0;
  const count = Math.min(numberAt(object, 'status', 'readyReplicas') ?? 0, of);
  const ready = { count, of };
  const line = `${count} of ${of} replicas ready`;

  if (numberAt(object, 'status', 'observedGeneration') === undefined) {
    return progressing('the rollout has not begun yet', ready);
  }
  if (count < of) return progressing(line, ready);
  if (total > of) {
    return progressing(`${line}, waiting for ${total - of} more to end`, ready);
  }
  const strategy = textAt(object, 'spec', 'updateStrategy', 'type');
  const partition =
    numberAt(object, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') ??
    0;
  const toUpdate = Math.max(0, of - partition);
  const allRevised =
    textAt(object, 'status', 'currentRevision') ===
    textAt(object, 'status', 'updateRevision');
  if (strategy !== 'OnDelete' && !allRevised && updated < toUpdate) {
    return progressing(`${updated} of ${toUpdate} replicas updated`, ready);
  }
  return of === 0 ? healthy('scaled to zero', ready) : healthy(line, ready);
}
