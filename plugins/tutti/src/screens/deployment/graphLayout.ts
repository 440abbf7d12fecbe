import { graphlib, layout } from '@dagrejs/dagre';
import type { DeploymentStep } from '@tutti/plugin-tutti-common';

/** Pixels: of a node, and between nodes. */
export interface GraphSize {
  width: number;
  height: number;
  /** Between nodes above each other. */
  nodesep: number;
  /** Between columns. */
  ranksep: number;
}

/** Name, state and kind. */
export const FULL: GraphSize = {
  width: 180,
  height: 48,
  nodesep: 10,
  ranksep: 44,
};
/** One line: the shape of the state, and the name. */
export const COMPACT: GraphSize = {
  width: 172,
  height: 28,
  nodesep: 7,
  ranksep: 36,
};

export interface PlacedStep {
  address: string;
  /** Pixels, of the upper left corner. */
  x: number;
  y: number;
}

export interface GraphLayout {
  width: number;
  height: number;
  nodes: PlacedStep[];
  /** From what is needed to what needs it; points in pixels. */
  edges: { from: string; to: string; points: { x: number; y: number }[] }[];
}

type Needs = Pick<DeploymentStep, 'address' | 'needs'>;

/**
 * Without arrows that others imply: what needs a database that needs the namespace need not
 * say that it needs the namespace.
 */
export function impliedLeftOut(steps: Needs[]): Needs[] {
  const direct = new Map(
    steps.map(({ address, needs }) => [address, new Set(needs)]),
  );
  const all = new Map<string, Set<string>>();
  function behind(address: string): Set<string> {
    const known = all.get(address);
    if (known) return known;
    const found = new Set<string>();
    all.set(address, found);
    for (const need of direct.get(address) ?? []) {
      found.add(need);
      behind(need).forEach(further => found.add(further));
    }
    return found;
  }
  return steps.map(({ address, needs }) => ({
    address,
    needs: needs.filter(
      need =>
        direct.has(need) &&
        !needs.some(other => other !== need && behind(other).has(need)),
    ),
  }));
}

/** How much smaller a picture must be to fit its frame; 1 where it fits, or where the frame is not known. */
export function fitting(
  graph: Pick<GraphLayout, 'width' | 'height'>,
  frame: { width: number; height: number },
): number {
  return frame.width > 0 && graph.width > 0
    ? Math.min(1, frame.width / graph.width, frame.height / graph.height)
    : 1;
}

/** Left to right in the order of the run. The same steps give the same picture. */
export function layOut(steps: Needs[], size: GraphSize = FULL): GraphLayout {
  const graph = new graphlib.Graph();
  graph.setGraph({
    rankdir: 'LR',
    nodesep: size.nodesep,
    ranksep: size.ranksep,
    marginx: 8,
    marginy: 8,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const shown = impliedLeftOut(steps);
  for (const { address } of shown) {
    graph.setNode(address, { width: size.width, height: size.height });
  }
  for (const { address, needs } of shown) {
    for (const need of needs) graph.setEdge(need, address);
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    nodes: shown.map(({ address }) => {
      const { x, y } = graph.node(address);
      return { address, x: x - size.width / 2, y: y - size.height / 2 };
    }),
    edges: graph.edges().map(edge => {
      const from = graph.node(edge.v);
      const to = graph.node(edge.w);
      // Out of the middle of the right side, into the middle of the left; past nodes between.
      const between = graph.edge(edge).points.slice(1, -1);
      return {
        from: edge.v,
        to: edge.w,
        points: [
          { x: from.x + size.width / 2, y: from.y },
          ...(between.length > 1 ? between : []),
          { x: to.x - size.width / 2, y: to.y },
        ],
      };
    }),
  };
}

/** A smooth line through the points, as the `d` of an SVG path. */
export function smoothPath(points: { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x},${first.y}`;
  let before = first;
  for (const point of rest) {
    const middle = (before.x + point.x) / 2;
    path += `C${middle},${before.y} ${middle},${point.y} ${point.x},${point.y}`;
    before = point;
  }
  return path;
}
