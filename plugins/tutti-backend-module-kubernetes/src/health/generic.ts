import { JsonObject } from '@tutti/engine';
import { numberAt } from '../json';
import { because, conditionsOf } from './conditions';
import { failed, healthy, progressing, Verdict } from './Verdict';

/** What kinds call it when they are usable; a CustomResourceDefinition says Established. */
const POSITIVE = ['Ready', 'Available', 'Established'];

/**
 * Kinds we know nothing about: their Ready or Available condition, else that they are
 * there. `Stalled` is kstatus' word for "will not get any further by itself".
 */
export function judgeGeneric(object: JsonObject): Verdict {
  const conditions = conditionsOf(object);
  const stalled = conditions.get('Stalled');
  if (stalled?.status === 'True') return failed('stalled', because(stalled));
  const condition = POSITIVE.map(type => conditions.get(type)).find(
    found => found !== undefined,
  );
  if (!condition) return healthy('present');
  const generation = numberAt(object, 'metadata', 'generation');
  if (
    condition.observedGeneration !== undefined &&
    generation !== undefined &&
    condition.observedGeneration < generation
  ) {
    return progressing('the newest change has not been looked at yet');
  }
  return condition.status === 'True'
    ? healthy(condition.type.toLowerCase())
    : progressing(
        `not ${condition.type.toLowerCase()}`,
        undefined,
        because(condition),
      );
}
