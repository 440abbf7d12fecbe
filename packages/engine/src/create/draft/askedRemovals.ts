import {
  Address,
  Graph,
  own,
  PlanRequest,
  Problem,
  ResourceNode,
  ResourceRecord,
} from '../../model';
import { isLeaving } from './records';

type How = 'destroyed' | 'detached';

/**
 * Why what somebody wants to have destroyed, or let go of, cannot be: it is needed, and by whom, not
 * there, or on its way out already in the other manner.
 */
export function askedRemovals(
  request: Pick<PlanRequest, 'destroyed' | 'detached' | 'state'>,
  graph: Graph,
): Problem[] {
  return (['destroyed', 'detached'] as const).flatMap(how =>
    (request[how] ?? []).flatMap(
      address => askedRemoval({ address, how }, request, graph) ?? [],
    ),
  );
}

function askedRemoval(
  asked: { address: Address; how: How },
  {
    destroyed,
    detached,
    state,
  }: Pick<PlanRequest, 'destroyed' | 'detached' | 'state'>,
  graph: Graph,
): Problem | undefined {
  const { address, how } = asked;
  if (destroyed?.includes(address) && detached?.includes(address)) {
    return how === 'destroyed'
      ? undefined
      : refused(
          asked,
          'its destruction is asked for too',
          'Ask for one of the two.',
        );
  }
  const node = own(graph.nodes, address);
  if (node?.kind === 'resource') {
    return refused(
      asked,
      `${whoNeeds(node, graph)} it`,
      'Take it out of what needs it first, and deploy that.',
    );
  }
  const there = state.resources.filter(record => record.address === address);
  if (there.length === 0) {
    const standing = new Set(state.resources.map(record => record.address));
    return refused(
      asked,
      'no resource is there',
      `There is: ${[...standing].sort().join(', ') || 'none'}.`,
    );
  }
  return there.every(record => isLeavingOtherwise(record, how))
    ? refused(
        asked,
        how === 'detached'
          ? 'its destruction has begun'
          : 'it is being detached already',
        'Deploy: what was begun is finished by that.',
      )
    : undefined;
}

function isLeavingOtherwise(record: ResourceRecord, how: How): boolean {
  return (
    isLeaving(record) &&
    record.lifecycle !== (how === 'destroyed' ? 'destroying' : 'detaching')
  );
}

function refused(
  { address, how }: { address: Address; how: How },
  why: string,
  hint: string,
): Problem {
  return {
    severity: 'error',
    code: 'RemoveRefused',
    message: `${address} cannot be ${how}: ${why}.`,
    hint,
    address,
  };
}

/** Workloads first: they are what people know. */
function whoNeeds(node: ResourceNode, graph: Graph): string {
  const workloads = node.declaredBy.map(({ workload }) => workload);
  const others = graph.edges.flatMap(({ from, to }) =>
    to === node.address && own(graph.nodes, from)?.kind === 'resource'
      ? [from]
      : [],
  );
  const names = [...new Set([...workloads.sort(), ...others])];
  if (names.length === 0) {
    return 'the environment needs';
  }
  return names.length === 1
    ? `${names[0]} needs`
    : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]} need`;
}
