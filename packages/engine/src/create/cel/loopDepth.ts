import type { parse } from '@bufbuild/cel';

type Expression = ReturnType<typeof parse>['expr'];

/** How many macros (`all`, `exists`, `map` …) stand in one another at most. */
export function loopDepth(node: Expression | undefined): number {
  if (!node) return 0;
  const { exprKind: kind } = node;
  switch (kind.case) {
    case 'selectExpr':
      return loopDepth(kind.value.operand);
    case 'callExpr':
      return deepest([kind.value.target, ...kind.value.args]);
    case 'listExpr':
      return deepest(kind.value.elements);
    case 'structExpr':
      return deepest(
        kind.value.entries.flatMap(({ keyKind, value }) => [
          keyKind.case === 'mapKey' ? keyKind.value : undefined,
          value,
        ]),
      );
    case 'comprehensionExpr': {
      const { iterRange, accuInit, loopCondition, loopStep, result } =
        kind.value;
      return Math.max(
        deepest([iterRange, accuInit, result]),
        1 + deepest([loopCondition, loopStep]),
      );
    }
    default:
      return 0;
  }
}

function deepest(nodes: (Expression | undefined)[]): number {
  return nodes.reduce((depth, node) => Math.max(depth, loopDepth(node)), 0);
}
