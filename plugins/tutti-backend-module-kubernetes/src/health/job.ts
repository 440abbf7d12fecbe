import { JsonObject } from '@tutti/engine';
import { at, numberAt, textAt } from '../json';
import { because, conditionsOf } from './conditions';
import { failed, healthy, progressing, Verdict } from './Verdict';

export function judgeJob(object: JsonObject): Verdict {
  const of = numberAt(object, 'spec', 'completions') ?? 1;
  const count = Math.min(numberAt(object, 'status', 'succeeded') ?? 0, of);
  const ready = { count, of };
  const conditions = conditionsOf(object);
  if (conditions.get('Complete')?.status === 'True') {
    return healthy('completed', { count: of, of });
  }
  for (const type of ['Failed', 'FailureTarget']) {
    const condition = conditions.get(type);
    if (condition?.status === 'True') {
      return failed(`${count} of ${of} completed`, because(condition), ready);
    }
  }
  if (at(object, 'spec', 'suspend') === true) {
    return progressing('suspended', ready);
  }
  const retries = numberAt(object, 'status', 'failed') ?? 0;
  return progressing(
    retries > 0
      ? `${count} of ${of} completed, ${retries} failed and tried again`
      : `${count} of ${of} completed`,
    ready,
  );
}

/** A schedule does its work by being there; the Jobs it starts have a health of their own. */
export function judgeCronJob(object: JsonObject): Verdict {
  const schedule = textAt(object, 'spec', 'schedule') ?? '';
  if (at(object, 'spec', 'suspend') === true) return healthy('suspended');
  const last = textAt(object, 'status', 'lastScheduleTime');
  return healthy(
    last ? `${schedule}, last run ${last}` : `${schedule}, not run yet`,
  );
}
