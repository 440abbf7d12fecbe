import { AcceptedField, objectKey, ObjectRecord, Value } from '../model';
import { lastApplied, leafAt } from '../create/objects';
import { canonical } from '../create/values';
import { DriftFinding } from './finding';

/** What stands there is what people left as it is. */
export function isAccepted(
  { ref, path, change, live }: DriftFinding,
  accepted: readonly AcceptedField[],
): boolean {
  const key = objectKey(ref);
  return (
    change === 'altered' &&
    accepted.some(
      field =>
        field.object === key &&
        field.path === path &&
        isSame(field.value, live),
    )
  );
}

/**
 * Whether nobody has wanted anything else there since: then what was accepted holds. It ends with the next
 * change of the field.
 */
export function stillHolds(
  field: AcceptedField,
  record: ObjectRecord,
): boolean {
  const sent = leafAt(lastApplied(record), field.path);
  return isSame(sent, field.wanted) || isSame(sent, field.value);
}

function isSame(a: Value | undefined, b: Value | undefined): boolean {
  return canonical(a ?? null) === canonical(b ?? null);
}
