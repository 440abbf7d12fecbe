import { Address } from '../../model';
import { compareText } from '../../match/order';
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

/** A binary heap: the smallest address comes out first. */
class AddressHeap {
  readonly #items: Address[] = [];

  push(address: Address): void {
    const items = this.#items;
    let index = items.length;
    items.push(address);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (compareText(items[parent], address) <= 0) break;
      items[index] = items[parent];
      index = parent;
    }
    items[index] = address;
  }

  pop(): Address | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= items.length) break;
      if (
        child + 1 < items.length &&
        compareText(items[child + 1], items[child]) < 0
      ) {
        child++;
      }
      if (compareText(last, items[child]) <= 0) break;
      items[index] = items[child];
      index = child;
    }
    items[index] = last;
    return first;
  }
}
