import { Address, generationOf, groupBy, own } from '../model';
import { Draft, ResourceDraft } from '../create/draft/draft';

/**
 * With which passwords of what it needs, directly or behind that, a workload is applied now: only those
 * that were made anew, by resourceId. What all workloads share is worked out once.
 */
export function generationsIn({
  steps,
  setting,
}: Draft): (workload: Address) => Record<string, number> {
  const resources = new Map(
    steps.flatMap(step =>
      step.kind === 'resource' && step.record?.rotation
        ? [[step.address, step] as const]
        : [],
    ),
  );
  if (resources.size === 0) {
    return () => ({});
  }
  const needs = groupBy(setting.graph.edges, ({ from }) => from);
  return workload => {
    const seen = new Set([workload]);
    for (const address of seen) {
      needs.get(address)?.forEach(({ to }) => seen.add(to));
    }
    return Object.fromEntries(
      [...resources]
        .filter(([address]) => seen.has(address))
        .map(([, step]) => [step.request.resourceId, inUse(step)] as const)
        .filter(([, generation]) => generation > 1)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  };
}

/** What is held stays on what it was applied with; what is replaced begins with its first. */
function inUse({ record, request }: ResourceDraft): number {
  if (request.held) {
    return record?.rotation?.applied ?? 1;
  }
  return record?.resourceId === request.resourceId ? generationOf(record) : 1;
}

/** Whether a workload was last applied with exactly these. */
export function isAppliedWith(
  before: Record<string, number> = {},
  now: Record<string, number>,
): boolean {
  return (
    Object.keys(before).length === Object.keys(now).length &&
    Object.entries(now).every(
      ([resourceId, generation]) => own(before, resourceId) === generation,
    )
  );
}
