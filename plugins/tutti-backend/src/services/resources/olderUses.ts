import { generationOf, isRotating } from '@tutti/engine';
import { ResourceView } from '@tutti/plugin-tutti-common';
import { ResourceHead, Store } from '../../store';

/**
 * Who still uses passwords of before a rotation, by resourceId: while a run that makes them anew is under
 * way, and after one that failed half-way. With its success the older ones are gone.
 */
export async function olderUses(
  store: Store,
  environmentId: string,
): Promise<Map<string, NonNullable<ResourceView['olderUsedBy']>>> {
  const older = await store.generatedValues.withOlder(environmentId);
  if (older.size === 0) {
    return new Map();
  }
  const heads = await store.resources.heads([environmentId]);
  const workloads = await store.workloadStates.list(environmentId);
  const begun = (await store.deployments.lastBegunOf([environmentId])).get(
    environmentId,
  );
  const neededBy = begun?.planId
    ? await store.planSteps.neededBy(
        begun.planId,
        heads.map(({ resourceId }) => resourceId),
      )
    : new Map<string, string[]>();
  return new Map(
    heads
      .filter(({ resourceId }) => older.has(resourceId))
      .map(head => {
        const users = new Set(
          behind(head, heads).flatMap(
            ({ resourceId }) => neededBy.get(resourceId) ?? [],
          ),
        );
        return [
          head.resourceId,
          {
            workloads: workloads
              .filter(
                ({ workload, generations = {} }) =>
                  users.has(workload) &&
                  (generations[head.resourceId] ?? 1) < generationOf(head),
              )
              .map(({ workload }) => workload),
            resources: isRotating(head) ? [head.address] : [],
          },
        ] as const;
      }),
  );
}

/** A resource, and all that need it, directly or behind others. */
function behind(head: ResourceHead, heads: ResourceHead[]): ResourceHead[] {
  const found = new Set([head]);
  for (const { address } of found) {
    heads
      .filter(({ needs }) => needs.includes(address))
      .forEach(each => found.add(each));
  }
  return [...found];
}
