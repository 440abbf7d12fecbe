import { Address } from '../../model';
import { Closure } from './draft';
import { EdgeSet, reachable } from './edges';
import { BASE_ENVIRONMENT_ADDRESS } from './implicit';
import { workloadAddress } from './identity';

/**
 * Adds what follows from other edges: whoever depends on a resource also depends on what was
 * provisioned beside it with `inheritDependents`; everything in the environment depends on its
 * base, except what the base depends on itself. The given edges are not changed.
 */
export function withInherited(edges: EdgeSet, closure: Closure): EdgeSet {
  const heirs = heirsOf(closure);
  const all = edges.copy();
  for (const { from, to } of edges) {
    for (const heir of reachable([to], address => heirs.get(address) ?? [])) {
      // What is provisioned beside each other does not wait for each other.
      if (heir !== from && !isBeside(from, to, closure)) {
        all.add(from, heir, `it needs ${to}, beside which that is provisioned`);
      }
    }
  }

  const base = BASE_ENVIRONMENT_ADDRESS;
  if (!closure.drafts.has(base)) return all;
  const everything = [
    ...closure.drafts.keys(),
    ...[...closure.workloads.keys()].map(workloadAddress),
  ];
  const beneath = reachable([base], address => all.needsOf(address)).add(base);
  const withBase = all.copy();
  const spread = [
    base,
    ...reachable([base], address => heirs.get(address) ?? []),
  ];
  for (const to of spread) {
    const excepted = reachable([to], address => all.needsOf(address)).add(to);
    for (const from of everything) {
      if (!beneath.has(from) && !excepted.has(from)) {
        withBase.add(from, to, 'everything needs the base of the environment');
      }
    }
  }
  return withBase;
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
    const inherited = provisions
      .filter(({ provision }) => provision.inheritDependents)
      .map(provision => provision.address);
    if (inherited.length > 0) heirs.set(address, inherited);
  }
  return heirs;
}
