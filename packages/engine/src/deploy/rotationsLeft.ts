import { Address, EnvironmentState, generationOf, Plan } from '../model';

/**
 * Rotations of a reviewed plan that an earlier worker has not begun yet. The plan says which generation
 * of passwords a resource gets: whoever takes over makes no further one.
 */
export function rotationsLeft(
  asked: Address[],
  reviewed: Plan,
  { resources }: EnvironmentState,
): Address[] {
  const planned = new Map(
    reviewed.steps.flatMap(step =>
      step.kind === 'resource' && step.rotates !== undefined
        ? [[step.address, step] as const]
        : [],
    ),
  );
  const standing = new Map(
    resources.map(record => [record.resourceId, generationOf(record)]),
  );
  return asked.filter(address => {
    const step = planned.get(address);
    return (
      step?.rotates !== undefined &&
      (standing.get(step.resourceId) ?? 0) < step.rotates
    );
  });
}
