import {
  Address,
  Graph,
  GraphNode,
  hasErrors,
  MatchContext,
  Platform,
  Problem,
  ResourceNode,
  Result,
  Workload,
  fail,
  succeed,
  compareText,
} from '../../model';
import { closeOver } from './closure';
import {
  Collections,
  collectAll,
  collectionEdges,
  hasCollections,
} from './collections';
import { cycleProblems } from './cycles';
import { declaredEdges } from './declaredEdges';
import { Closure, NodeDraft, Standing, Wiring, addressesOf } from './NodeDraft';
import { EdgeSet } from './edges';
import { workloadAddress, workloadOf } from './address';
import { addInherited } from './inheritance';
import { topologicalOrder } from './order';
import { ParamsSettler } from './params';

interface GraphInput {
  platform: Platform;
  workloads: Workload[];
  context: MatchContext;
  /** Absent: every resource is wired as its matched definition says. */
  wiring?: Wiring;
  /** Absent: what nothing matches is a problem. */
  standing?: Standing;
}

/**
 * Everything that deploying these workloads to one environment needs, each resource with its
 * definition, and what needs what (docs/reference/semantics.md, Create). Workloads in any order give
 * the same graph. Problems of all nodes come back together.
 */
export function buildGraph(input: GraphInput): Result<Graph> {
  const { graph, problems, hasErrors: isBroken } = surveyGraph(input);
  return graph && !isBroken ? succeed(graph, problems) : fail(problems);
}

/** A graph that may have errors: what others can still judge in it. */
export interface GraphSurvey {
  /** Unmatched nodes have the definition "". Absent when nodes need each other in a circle. */
  graph?: Graph;
  problems: Problem[];
  /** Then the graph must not be deployed. */
  hasErrors: boolean;
}

/** As `buildGraph`, for those who look for more problems of the environment before it is refused. */
export function surveyGraph(input: GraphInput): GraphSurvey {
  const { platform, context } = input;
  const closure = closeOver(input);
  const settler = new ParamsSettler(closure, context, platform);
  const edges = declaredEdges(closure, settler);
  const collections = collectOver(edges, closure, settler);
  addInherited(edges, closure);

  const addresses = addressesOf(closure);
  const order = topologicalOrder(addresses, edges);
  const problems = [...closure.problems, ...settler.problems];
  const isOrdered = order.length === addresses.length;
  if (!isOrdered) {
    const sorted = new Set(order);
    const suspects = addresses.filter(address => !sorted.has(address));
    problems.push(...cycleProblems(suspects, edges));
  }
  return {
    ...(isOrdered && {
      graph: {
        nodes: nodesOf(closure, collections),
        edges: edges.sorted(),
        order,
      },
    }),
    problems,
    hasErrors: hasErrors(problems),
  };
}

/** Collections look at what depends on what; what they read in turn needs more edges. */
function collectOver(
  edges: EdgeSet,
  closure: Closure,
  settler: ParamsSettler,
): Collections {
  if (!hasCollections(closure)) return new Map();
  const seen = edges.copy();
  addInherited(seen, closure);
  const collections = collectAll(closure, seen);
  for (const edge of collectionEdges(collections, closure, settler)) {
    edges.add(edge.from, edge.to, edge.because);
  }
  return collections;
}

function nodesOf(
  closure: Closure,
  collections: Collections,
): Record<Address, GraphNode> {
  const nodes: GraphNode[] = [
    ...[...closure.drafts.values()].map(draft =>
      resourceNode(draft, collections.get(draft.address)),
    ),
    ...[...closure.workloads.values()].map(
      ({ workload, aliases }): GraphNode => ({
        kind: 'workload',
        address: workloadAddress(workload.name),
        workload: workload.name,
        aliases,
      }),
    ),
  ];
  return Object.fromEntries(
    nodes
      .sort((a, b) => compareText(a.address, b.address))
      .map(node => [node.address, node]),
  );
}

function resourceNode(
  draft: NodeDraft,
  collections: Record<string, Address[]> | undefined,
): ResourceNode {
  const { address, place, addedBy, explanation, phase, aliases } = draft;
  const workload = workloadOf(place.identity);
  const [source] = draft.params;
  return {
    kind: 'resource',
    address,
    type: place.type,
    class: place.class,
    ...(place.identity.form === 'explicit' && { id: place.identity.id }),
    ...(workload !== undefined && { workload }),
    declaredBy: draft.declaredBy.map(declarer => ({
      workload: declarer.workload.name,
      resource: declarer.resource,
    })),
    params: source?.params ?? {},
    ...(source?.kind === 'score' && { paramsOwner: source.workload.name }),
    ...(source?.kind === 'definition' && { paramsReferrer: source.referrer }),
    ...(addedBy && { addedBy }),
    // A node without a definition has a problem (see `GraphSurvey`).
    definition: explanation.winner ?? draft.definition?.name ?? '',
    explanation,
    phase,
    aliases,
    ...(collections && { collections }),
  };
}
