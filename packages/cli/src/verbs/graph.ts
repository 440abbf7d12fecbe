import { buildGraph, Graph } from '@tutti/engine';
import { loadSet, WorkloadOptions } from '../inputs';
import { matchContextOf, PlaceOptions, placeOf } from '../place';
import { rendered, writeProblems } from '../render';
import { EXIT, Terminal, UsageError } from '../Terminal';

export interface GraphOptions extends PlaceOptions, WorkloadOptions {
  platform: string[];
  output: string;
}

/** The graph of what some workloads need. */
export function graph(
  paths: string[],
  options: GraphOptions,
  terminal: Terminal,
): number {
  const draw = drawing(options.output);
  const { platform, workloads } = loadSet(paths, options);
  writeProblems([...platform.problems, ...workloads.problems], terminal);
  if (!platform.ok || !workloads.ok) {
    return EXIT.problems;
  }
  const built = buildGraph({
    platform: platform.value,
    workloads: workloads.value,
    context: matchContextOf(placeOf(options, platform.value)),
  });
  writeProblems(built.problems, terminal);
  if (!built.ok) {
    return EXIT.problems;
  }
  terminal.out(draw(built.value));
  return EXIT.ok;
}

function drawing(output: string): (graph: Graph) => string {
  switch (output) {
    case 'text':
      return asText;
    case 'json':
    case 'yaml':
      return built => rendered(built, output);
    case 'mermaid':
      return asMermaid;
    case 'dot':
      return asDot;
    default:
      throw new UsageError(
        `--output of graph is text, json, yaml, mermaid or dot, not ${output}`,
      );
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
