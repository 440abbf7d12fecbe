import { Address, Edge, compareText } from '../../model';

/** `from` needs `to`, at most once per pair; the first reason stays. */
export class EdgeSet {
  readonly #needs = new Map<Address, Map<Address, string>>();

  add(from: Address, to: Address, because: string): void {
    const targets = this.#needs.get(from);
    if (!targets) {
      this.#needs.set(from, new Map([[to, because]]));
    } else if (!targets.has(to)) {
      targets.set(to, because);
    }
  }

  has(from: Address, to: Address): boolean {
    return this.#needs.get(from)?.has(to) ?? false;
  }

  needsOf(from: Address): Iterable<Address> {
    return this.#needs.get(from)?.keys() ?? [];
  }

  reason(from: Address, to: Address): string {
    return this.#needs.get(from)?.get(to) ?? '';
  }

  *[Symbol.iterator](): Generator<Edge> {
    for (const [from, targets] of this.#needs) {
      for (const [to, because] of targets) yield { from, to, because };
    }
  }

  copy(): EdgeSet {
    const copy = new EdgeSet();
    for (const [from, targets] of this.#needs) {
      copy.#needs.set(from, new Map(targets));
    }
    return copy;
  }

  /** Who needs whom, the other way round. */
  dependents(): Map<Address, Address[]> {
    const dependents = new Map<Address, Address[]>();
    for (const { from, to } of this) {
      const list = dependents.get(to);
      if (list) list.push(from);
      else dependents.set(to, [from]);
    }
    return dependents;
  }

  sorted(): Edge[] {
    return [...this].sort(
      (a, b) => compareText(a.from, b.from) || compareText(a.to, b.to),
    );
  }
}

/** Everything that can be reached from `start` over `next`, without `start` itself. */
export function reachable(
  start: Iterable<Address>,
  next: (address: Address) => Iterable<Address>,
): Set<Address> {
  const reached = new Set<Address>();
  const open = [...start];
  for (let address = open.pop(); address !== undefined; address = open.pop()) {
    for (const neighbour of next(address)) {
      if (!reached.has(neighbour)) {
        reached.add(neighbour);
        open.push(neighbour);
      }
    }
  }
  return reached;
}
