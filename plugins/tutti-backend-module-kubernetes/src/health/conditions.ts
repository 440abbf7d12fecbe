import { JsonObject } from '@tutti/engine';
import { numberAt, objectsAt, textAt } from '../json';
import { explainRefusedPod, hintOn } from '../words';

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  observedGeneration?: number;
}

/** `status.conditions`, by type. */
export function conditionsOf(object: JsonObject): Map<string, Condition> {
  const conditions = new Map<string, Condition>();
  for (const entry of objectsAt(object, 'status', 'conditions')) {
    const type = textAt(entry, 'type');
    const status = textAt(entry, 'status');
    if (!type) continue;
    const observedGeneration = numberAt(entry, 'observedGeneration');
    conditions.set(type, {
      type,
      status: status === 'True' || status === 'False' ? status : 'Unknown',
      reason: textAt(entry, 'reason') ?? '',
      message: textAt(entry, 'message') ?? '',
      ...(observedGeneration !== undefined && { observedGeneration }),
    });
  }
  return conditions;
}

/** Reason and message of a condition, never empty. */
export function because(condition: Condition): {
  reason: string;
  message: string;
  hint?: string;
} {
  const reason = condition.reason || condition.type;
  const hint = hintOn(reason);
  return {
    reason,
    message: condition.message || reason,
    ...(hint && { hint }),
  };
}

/** A quota or an admission rule let no pod in; what it says is the cluster's own text. */
export function noPodMade(condition: Condition): {
  reason: string;
  message: string;
  hint: string;
  said: string;
} {
  const { reason, message: said } = because(condition);
  return { reason, ...explainRefusedPod(said), said };
}

/**
 * What makes an object's status, and its pods, tell about the past: it is being deleted, or
 * its controller has not looked at the newest change yet. Undefined when neither holds.
 */
export function whyPast(object: JsonObject): string | undefined {
  if (textAt(object, 'metadata', 'deletionTimestamp') !== undefined) {
    return 'is being deleted';
  }
  const observed = numberAt(object, 'status', 'observedGeneration');
  const generation = numberAt(object, 'metadata', 'generation');
  return observed !== undefined &&
    generation !== undefined &&
    observed < generation
    ? 'the newest change has not been looked at yet'
    : undefined;
}
