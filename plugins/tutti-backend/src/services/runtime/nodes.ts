import { RuntimeObject } from '@tutti/engine';
import {
  RUNTIME_STATUSES,
  RuntimeNode,
  RuntimeStatus,
} from '@tutti/plugin-tutti-common';

/** A row of the tree, and where it stands in it. */
export interface PlacedNode {
  node: RuntimeNode;
  /** Compares as the tree is ordered: a parent before what is below it. */
  key: string;
}

/** Whose an object of the inventory is. */
export type Owner = Pick<RuntimeNode, 'workload' | 'resource'>;

/** Less than any character of a name, so that `web` and all below it come before `web-2`. */
const BETWEEN = '\u0001';

/** Workloads first, then resources, then what the environment itself has. */
function rankOf({ workload, resource }: Owner): string {
  if (workload !== undefined) return `1${workload}`;
  return resource === undefined ? '3' : `2${resource}`;
}

/** @param tree - parents before children */
export function placeNodes(
  tree: RuntimeObject[],
  ownerOf: (object: RuntimeObject) => Owner,
): PlacedNode[] {
  const placed = new Map<string, PlacedNode>();
  for (const object of tree) {
    const { parent, ref, ...rest } = object;
    const above = parent === undefined ? undefined : placed.get(parent);
    const owner = above
      ? { workload: above.node.workload, resource: above.node.resource }
      : ownerOf(object);
    const own = [ref.kind, ref.namespace ?? '', ref.name].join('/');
    placed.set(object.uid, {
      key: `${above?.key ?? rankOf(owner)}${BETWEEN}${own}`,
      node: {
        ...rest,
        ...ref,
        ...(owner.workload !== undefined && { workload: owner.workload }),
        ...(owner.resource !== undefined && { resource: owner.resource }),
        ...(parent !== undefined && { parent }),
        depth: above ? above.node.depth + 1 : 0,
      },
    });
  }
  return [...placed.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

export interface NodeFilter {
  search?: string;
  status?: RuntimeStatus[];
  workload?: string;
}

/** What is found, each with all that is above it. */
export function filterNodes(
  nodes: PlacedNode[],
  filter: NodeFilter,
): PlacedNode[] {
  const byUid = new Map(nodes.map(placed => [placed.node.uid, placed.node]));
  const shown = new Set<string>();
  for (const { node } of nodes) {
    if (!matches(node, filter)) continue;
    let next: RuntimeNode | undefined = node;
    while (next && !shown.has(next.uid)) {
      shown.add(next.uid);
      next = next.parent === undefined ? undefined : byUid.get(next.parent);
    }
  }
  return nodes.filter(({ node }) => shown.has(node.uid));
}

function matches(node: RuntimeNode, filter: NodeFilter): boolean {
  const { status, workload } = filter;
  const search = filter.search?.toLowerCase();
  return (
    (!status || status.includes(node.status)) &&
    (workload === undefined || node.workload === workload) &&
    (!search || textsOf(node).some(text => text.toLowerCase().includes(search)))
  );
}

function textsOf(node: RuntimeNode): string[] {
  const { kind, name, namespace = '', cause, containers = [] } = node;
  return [
    kind,
    name,
    namespace,
    ...(cause ? [cause.reason, cause.message] : []),
    ...containers.map(({ image }) => image),
  ];
}

export function countNodes(nodes: PlacedNode[]): Record<RuntimeStatus, number> {
  const count = (status: RuntimeStatus) =>
    nodes.filter(({ node }) => node.status === status).length;
  const [failed, progressing, healthy] = RUNTIME_STATUSES.map(count);
  return { failed, progressing, healthy };
}

/** An object and everything that it made. */
export function nodesBelow(nodes: PlacedNode[], uid: string): PlacedNode[] {
  const top = nodes.find(({ node }) => node.uid === uid);
  return top
    ? nodes.filter(
        ({ key }) => key === top.key || key.startsWith(top.key + BETWEEN),
      )
    : [];
}
