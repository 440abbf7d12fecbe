import { Address } from '../../model';
import { AddressHeap } from './AddressHeap';
import { EdgeSet } from './edges';

/**
 * Topological order, what is needed first, ties by address. Nodes on a cycle, and those that need
 * one, are left out.
 */
export function topologicalOrder(
  addresses: Iterable<Address>,
  edges: EdgeSet,
): Address[] {
  const waiting = new Map<Address, number>();
  const ready = new AddressHeap();
  for (const address of addresses) {
    const count = [...edges.needsOf(address)].length;
    if (count === 0) ready.push(address);
    else waiting.set(address, count);
  }
  const dependents = edges.dependents();
  const order: Address[] = [];
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    order.push(next);
    for (const dependent of dependents.get(next) ?? []) {
      const left = (waiting.get(dependent) ?? 0) - 1;
      waiting.set(dependent, left);
      if (left === 0) ready.push(dependent);
    }
  }
  return order;
}
