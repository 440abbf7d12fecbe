import { Address, Workload } from '../../model';
import { Closure, NodeDraft } from './NodeDraft';
import { EdgeSet } from './edges';
import { baseWorkloadAddress } from './implicit';
import { workloadAddress, workloadOf } from './address';
import { ParamsSettler } from './params';
import { placeholdersOf } from './placeholdersOf';

/** The edges that files say themselves: declarations, definitions, placeholders, phases. */
export function declaredEdges(
  closure: Closure,
  settler: ParamsSettler,
): EdgeSet {
  const edges = new EdgeSet();
  for (const draft of closure.drafts.values()) {
    const { address, definition, aliases } = draft;
    for (const [alias, to] of Object.entries(aliases)) {
      edges.add(address, to, `${alias} in definition ${definition?.name}`);
    }
    for (const { address: made, provision } of draft.provisions) {
      if (provision.dependsOnThis) {
        edges.add(
          made,
          address,
          `provisioned beside it by ${definition?.name}`,
        );
      }
    }
    for (const [to, because] of settler.settle(address).references) {
      edges.add(address, to, because);
    }
    if (draft.phase === 'after') {
      for (const workload of askersOf(draft, closure)) {
        edges.add(
          address,
          workloadAddress(workload),
          'made after the workload',
        );
      }
    }
  }
  for (const { workload, aliases } of closure.workloads.values()) {
    addWorkloadEdges(workload, aliases, closure, edges);
  }
  return edges;
}

function addWorkloadEdges(
  workload: Workload,
  aliases: Record<string, Address>,
  closure: Closure,
  edges: EdgeSet,
): void {
  const from = workloadAddress(workload.name);
  const late = new Set<string>();
  for (const [resource, to] of Object.entries(aliases)) {
    if (closure.drafts.get(to)?.phase === 'after') late.add(resource);
    else edges.add(from, to, `its resource ${resource}`);
  }
  const base = closure.drafts.get(baseWorkloadAddress(workload.name));
  if (base?.phase === 'before') {
    edges.add(from, base.address, 'every workload needs its base');
  }
  // A workload that reads an output of what is made after it is a cycle, and must show as one.
  if (late.size === 0) return;
  for (const resource of resourcesRead(workload)) {
    if (late.has(resource)) {
      edges.add(from, aliases[resource], `it reads \${resources.${resource}…}`);
    }
  }
}

/** Resources that the workload's own texts name in placeholders. */
function* resourcesRead(workload: Workload): Generator<string> {
  for (const [root, resource] of placeholdersOf(workload)) {
    if (root === 'resources') {
      yield resource ?? '';
    }
  }
}

/** Workloads that ask for a resource, themselves or through definitions. */
function askersOf(draft: NodeDraft, closure: Closure): Set<string> {
  const askers = new Set<string>();
  const seen = new Set<Address>();
  const visit = ({ address, declaredBy, place, referrers }: NodeDraft) => {
    if (seen.has(address)) return;
    seen.add(address);
    const single = workloadOf(place.identity);
    if (single !== undefined) {
      askers.add(single);
      return;
    }
    declaredBy.forEach(({ workload }) => askers.add(workload.name));
    for (const referrer of referrers) {
      const above = closure.drafts.get(referrer);
      if (above) visit(above);
    }
  };
  visit(draft);
  return askers;
}
