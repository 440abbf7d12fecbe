import type { parse } from '@bufbuild/cel';
import { celLibrary } from './library';

type Expression = ReturnType<typeof parse>['expr'];

/** The types and namespaces of the language: identifiers that nobody declares. */
const BUILT_IN = new Set([
  'bool',
  'bytes',
  'double',
  'google',
  'int',
  'list',
  'map',
  'null_type',
  'string',
  'type',
  'uint',
]);

/** Names an expression reads that it does not bind itself, as a macro's variable; sorted. */
export function freeVariables(expression: string): string[] {
  const free = new Set<string>();

  function visit(node: Expression | undefined, bound: ReadonlySet<string>) {
    if (!node) return;
    const { exprKind: kind } = node;
    switch (kind.case) {
      case 'identExpr': {
        const name = kind.value.name.replace(/^\./, '');
        if (!bound.has(name) && !BUILT_IN.has(name)) free.add(name);
        break;
      }
      case 'selectExpr':
        visit(kind.value.operand, bound);
        break;
      case 'callExpr':
        visit(kind.value.target, bound);
        kind.value.args.forEach(item => visit(item, bound));
        break;
      case 'listExpr':
        kind.value.elements.forEach(item => visit(item, bound));
        break;
      case 'structExpr':
        for (const { keyKind, value } of kind.value.entries) {
          if (keyKind.case === 'mapKey') visit(keyKind.value, bound);
          visit(value, bound);
        }
        break;
      case 'comprehensionExpr': {
        const loop = kind.value;
        const inside = new Set([
          ...bound,
          loop.accuVar,
          loop.iterVar,
          loop.iterVar2,
        ]);
        visit(loop.iterRange, bound);
        visit(loop.accuInit, bound);
        visit(loop.loopCondition, inside);
        visit(loop.loopStep, inside);
        visit(loop.result, inside);
        break;
      }
      default:
        break;
    }
  }

  visit(celLibrary().parse(expression).expr, new Set());
  return [...free].sort();
}
