import { Address } from '../../model';
import { Closure, addressesOf } from './NodeDraft';
import { EdgeSet, reachable } from './edges';
import { BASE_ENVIRONMENT_ADDRESS } from './implicit';

/**
 * Adds what follows from other edges: whoever depends on a resource also depends on what was
 * provisioned beside it with `inheritDependents`; everything in the environment depends on its
 * base, except what the base depends on itself.
 */
export function addInherited(edges: EdgeSet, closure: Closure): void {
  const heirs = heirsOf(closure);
  const heirsFrom = (address: Address) =>
    reachable([address], next => heirs.get(next) ?? []);
  if (heirs.size > 0) {
    for (const { from, to } of [...edges]) {
      // What is provisioned beside each other does not wait for each other.
      if (!heirs.has(to) || isBeside(from, to, closure)) continue;
      for (const heir of heirsFrom(to)) {
        if (heir !== from) {
          edges.add(
            from,
            heir,
            `it needs ${to}, beside which that is provisioned`,
          );
        }
      }
    }
  }

  const base = BASE_ENVIRONMENT_ADDRESS;
  if (!closure.drafts.has(base)) return;
  const beneath = (address: Address) =>
    reachable([address], next => edges.needsOf(next)).add(address);
  const notOnBase = beneath(base);
  // All sets before the first new edge: they are about what files say, not about each other.
  const spread = [base, ...heirsFrom(base)].map(to => ({
    to,
    notOnThis: beneath(to),
  }));
  for (const { to, notOnThis } of spread) {
    for (const from of addressesOf(closure)) {
      if (!notOnBase.has(from) && !notOnThis.has(from)) {
        edges.add(from, to, 'everything needs the base of the environment');
      }
    }
  }
}

/** `from` is itself provisioned beside `to`. */
function isBeside(from: Address, to: Address, { drafts }: Closure): boolean {
  return (
    drafts.get(to)?.provisions.some(({ address }) => address === from) ?? false
  );
}

/** Resource -> what its dependents inherit. */
function heirsOf(closure: Closure): Map<Address, Address[]> {
  const heirs = new Map<Address, Address[]>();
  for (const { address, provisions } of closure.drafts.values()) {
    if (provisions.length === 0) continue;
    const inherited = provisions
      .filter(({ provision }) => provision.inheritDependents)
      .map(provision => provision.address);
    if (inherited.length > 0) heirs.set(address, inherited);
  }
  return heirs;
}
