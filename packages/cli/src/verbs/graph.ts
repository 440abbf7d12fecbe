import { buildGraph, Graph } from '@tutti/engine';
import { loadSet, WorkloadOptions } from '../inputs';
import { matchContextOf, PlaceOptions, placeOf, placeProblems } from '../place';
import { hasErrors, rendered, writeProblems } from '../render';
import { EXIT, Terminal } from '../Terminal';

export interface GraphOptions extends PlaceOptions, WorkloadOptions {
  platform: string[];
  output: GraphOutput;
}

export const GRAPH_OUTPUTS = [
  'text',
  'json',
  'yaml',
  'mermaid',
  'dot',
] as const;
export type GraphOutput = (typeof GRAPH_OUTPUTS)[number];

/** The graph of what some workloads need. */
export function graph(
  paths: string[],
  options: GraphOptions,
  terminal: Terminal,
): number {
  const { platform, workloads } = loadSet(paths, options, terminal.progress);
  writeProblems([...platform.problems, ...workloads.problems], terminal);
  if (!platform.ok || !workloads.ok) {
    return EXIT.problems;
  }
  const place = placeOf(options, platform.value);
  const misplaced = placeProblems(place, platform.value);
  writeProblems(misplaced, terminal);
  if (hasErrors(misplaced)) {
    return EXIT.problems;
  }
  terminal.progress('matching');
  const built = buildGraph({
    platform: platform.value,
    workloads: workloads.value,
    context: matchContextOf(place),
  });
  writeProblems(built.problems, terminal);
  if (!built.ok) {
    return EXIT.problems;
  }
  terminal.out(drawn(built.value, options.output));
  return EXIT.ok;
}

function drawn(built: Graph, output: GraphOutput): string {
  switch (output) {
    case 'text':
      return asText(built);
    case 'mermaid':
      return asMermaid(built);
    case 'dot':
      return asDot(built);
    default:
      return rendered(built, output);
  }
}

function asText({ nodes, edges, order }: Graph): string {
  return order
    .map(address => {
      const node = nodes[address];
      const needs = edges.filter(({ from }) => from === address);
      return [
        node.kind === 'resource' ? `${address} (${node.definition})` : address,
        ...needs.map(({ to, because }) => `  needs ${to}: ${because}`),
        '',
      ].join('\n');
    })
    .join('');
}

function asMermaid({ nodes, edges, order }: Graph): string {
  const names = new Map(order.map((address, index) => [address, `n${index}`]));
  const quoted = (text: string) =>
    `"${text.replace(/"/g, '#quot;').replace(/</g, '#lt;')}"`;
  return [
    'flowchart LR',
    ...order.map(address => {
      const label = quoted(address);
      return nodes[address].kind === 'workload'
        ? `  ${names.get(address)}[${label}]`
        : `  ${names.get(address)}(${label})`;
    }),
    ...edges.map(({ from, to }) => `  ${names.get(from)} --> ${names.get(to)}`),
    '',
  ].join('\n');
}

function asDot({ nodes, edges, order }: Graph): string {
  return [
    'digraph tutti {',
    '  rankdir=LR;',
    ...order.map(
      address =>
        `  ${JSON.stringify(address)} [shape=${
          nodes[address].kind === 'workload' ? 'box' : 'ellipse'
        }];`,
    ),
    ...edges.map(
      ({ from, to }) => `  ${JSON.stringify(from)} -> ${JSON.stringify(to)};`,
    ),
    '}',
    '',
  ].join('\n');
}
