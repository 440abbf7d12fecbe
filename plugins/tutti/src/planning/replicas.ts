import type { PlanInput } from '@tutti/plugin-tutti-common';

/** As many as the API takes. */
export const MOST_REPLICAS = 1_000;

/** What a field says: a number, `null` for as the files say, undefined where it is neither. */
export function replicasIn(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (!/^\d{1,4}$/.test(trimmed)) return undefined;
  const count = Number(trimmed);
  return count <= MOST_REPLICAS ? count : undefined;
}

/**
 * Only what differs, as `PlanInput.replicas` wants it; undefined where a field is no number.
 *
 * @param before what is chosen now, by workload
 * @param after the texts of the fields, by workload
 */
export function changedReplicas(
  before: Record<string, number>,
  after: Record<string, string>,
): NonNullable<PlanInput['replicas']> | undefined {
  const changed: NonNullable<PlanInput['replicas']> = {};
  for (const [workload, text] of Object.entries(after)) {
    const wanted = replicasIn(text);
    if (wanted === undefined) return undefined;
    if (wanted !== (before[workload] ?? null)) changed[workload] = wanted;
  }
  return changed;
}
