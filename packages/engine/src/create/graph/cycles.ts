import { Address, Problem, compareText } from '../../model';
import { EdgeSet } from './edges';

/**
 * One problem per knot of nodes that need each other, with a shortest cycle through its first
 * address and the reason of every edge on it.
 *
 * @param suspects what topological order left out
 */
export function cycleProblems(suspects: Address[], edges: EdgeSet): Problem[] {
  return knots([...suspects].sort(compareText), edges).map(knot => {
    const [start] = knot;
    const path = shortestCycle(start, new Set(knot), edges);
    const steps = path
      .slice(1)
      .map((to, index) => `${to} (${edges.reason(path[index], to)})`);
    return {
      severity: 'error',
      code: 'DependencyCycle',
      message: `${start} needs itself: ${[start, ...steps].join(' -> ')}.`,
      hint: 'One of these has to do without the next.',
      address: start,
    };
  });
}

/** Sets of nodes that can all reach each other (Tarjan), each sorted, sorted by first address. */
function knots(addresses: Address[], edges: EdgeSet): Address[][] {
  const within = new Set(addresses);
  const index = new Map<Address, number>();
  const low = new Map<Address, number>();
  const stack: Address[] = [];
  const onStack = new Set<Address>();
  const found: Address[][] = [];

  const open = (address: Address) => {
    index.set(address, index.size);
    low.set(address, index.size - 1);
    stack.push(address);
    onStack.add(address);
    const needs = [...edges.needsOf(address)].filter(to => within.has(to));
    return { address, needs, next: 0 };
  };
  const lower = (address: Address, to: number | undefined) => {
    low.set(address, Math.min(low.get(address) ?? 0, to ?? 0));
  };
  const close = (address: Address) => {
    if (low.get(address) !== index.get(address)) return;
    const knot: Address[] = [];
    let member: Address | undefined;
    do {
      member = stack.pop();
      if (member === undefined) break;
      onStack.delete(member);
      knot.push(member);
    } while (member !== address);
    if (knot.length > 1 || edges.has(address, address)) {
      found.push(knot.sort(compareText));
    }
  };

  for (const root of addresses) {
    if (index.has(root)) continue;
    // Calls on a list of our own: a chain of 20,000 nodes would overflow the real stack.
    const calls = [open(root)];
    for (let call = calls.at(-1); call; call = calls.at(-1)) {
      const to = call.needs[call.next];
      if (to === undefined) {
        close(call.address);
        calls.pop();
        const caller = calls.at(-1);
        if (caller) lower(caller.address, low.get(call.address));
      } else {
        call.next++;
        if (!index.has(to)) calls.push(open(to));
        else if (onStack.has(to)) lower(call.address, index.get(to));
      }
    }
  }
  return found.sort(([a], [b]) => compareText(a, b));
}

/** From `start` back to `start` by the fewest edges, ties by address. */
function shortestCycle(
  start: Address,
  knot: Set<Address>,
  edges: EdgeSet,
): Address[] {
  const cameFrom = new Map<Address, Address>();
  const open = [start];
  for (const address of open) {
    const needs = [...edges.needsOf(address)]
      .filter(to => knot.has(to))
      .sort(compareText);
    for (const to of needs) {
      if (to === start) return [...trail(address, cameFrom), start];
      if (!cameFrom.has(to)) {
        cameFrom.set(to, address);
        open.push(to);
      }
    }
  }
  return [start];
}

function trail(last: Address, cameFrom: Map<Address, Address>): Address[] {
  const path = [last];
  for (let from = cameFrom.get(last); from; from = cameFrom.get(from)) {
    path.unshift(from);
  }
  return path;
}
