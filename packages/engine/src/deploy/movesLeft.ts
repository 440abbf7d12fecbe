import { Address, EnvironmentState, Plan } from '../model';

interface Move {
  from: Address;
  to: Address;
}

/**
 * Moves of a reviewed plan that an earlier worker has not made yet. Addresses alone do not tell: after
 * a swap both are taken as before. The plan says which resource comes to an address.
 */
export function movesLeft(
  moves: Move[],
  reviewed: Plan,
  { resources }: EnvironmentState,
): Move[] {
  const planned = new Map(
    reviewed.steps.flatMap(step =>
      step.kind === 'resource'
        ? [[step.address, step.replaces ?? step.resourceId] as const]
        : [],
    ),
  );
  const standing = new Map(
    resources.map(({ resourceId, address }) => [resourceId, address]),
  );
  return moves.filter(({ to }) => {
    const resourceId = planned.get(to);
    return resourceId === undefined || standing.get(resourceId) !== to;
  });
}
