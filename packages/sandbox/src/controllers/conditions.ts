import { JsonObject, objectsAt } from '../json';

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
}

/**
 * The conditions with one set. Its times move only as Kubernetes moves them: the transition
 * when the status changes, the update when anything does.
 */
export function withCondition(
  status: JsonObject,
  condition: Condition,
  now: string,
  options: { keepsUpdateTime: boolean; renew?: boolean } = {
    keepsUpdateTime: false,
  },
): JsonObject[] {
  const conditions = objectsAt(status, 'conditions');
  const before = conditions.find(({ type }) => type === condition.type);
  const isSame =
    before !== undefined &&
    before.status === condition.status &&
    before.reason === condition.reason &&
    before.message === condition.message;
  if (isSame && !options.renew) return conditions;
  const next: JsonObject = {
    ...condition,
    lastTransitionTime:
      before && before.status === condition.status
        ? before.lastTransitionTime ?? now
        : now,
    ...(options.keepsUpdateTime && { lastUpdateTime: now }),
  };
  return before
    ? conditions.map(other => (other === before ? next : other))
    : [...conditions, next];
}

export function conditionOf(
  status: JsonObject,
  type: string,
): JsonObject | undefined {
  return objectsAt(status, 'conditions').find(
    condition => condition.type === type,
  );
}
