import { JsonObject } from '@tutti/engine';
import { numberAt, textAt } from '../json';
import { healthy, progressing, Verdict } from './Verdict';

export function judgeDaemonSet(object: JsonObject): Verdict {
  const status = (field: string) => numberAt(object, 'status', field) ?? 0;
  if (numberAt(object, 'status', 'observedGeneration') === undefined) {
    return progressing('the rollout has not begun yet');
  }
  const of = status('desiredNumberScheduled');
  const updated = status('updatedNumberScheduled');
  const ready = { count: Math.min(status('numberAvailable'), of), of };
  if (
    textAt(object, 'spec', 'updateStrategy', 'type') !== 'OnDelete' &&
    updated < of
  ) {
    return progressing(`${updated} of ${of} nodes updated`, ready);
  }
  if (ready.count < of) {
    return progressing(`ready on ${ready.count} of ${of} nodes`, ready);
  }
  return of === 0
    ? healthy('no node asks for it', ready)
    : healthy(`ready on ${ready.count} of ${of} nodes`, ready);
}
