import type { Node } from 'yaml';
import { Path } from '../path';
import { PositionedDocument } from './positions';

export interface DuplicateKey {
  path: Path;
  name: string;
  /** Where it stands again, and where it stood first: offsets in the text. */
  offset: number;
  first: number;
}

/** Deeper than the fast reader goes; the slow one goes on until its stack ends. */
const MAX_DEPTH = 200;

/** Keys that stand twice in one mapping. The parser's own check compares every key with every other. */
export function duplicateKeys({
  document,
}: PositionedDocument): DuplicateKey[] {
  const { isMap, isScalar, isSeq }: typeof import('yaml') = require('yaml');
  const found: DuplicateKey[] = [];
  const visit = (node: unknown, path: Path) => {
    if (path.length > MAX_DEPTH) {
      return;
    }
    if (isSeq(node)) {
      node.items.forEach((item, index) => visit(item, [...path, index]));
    } else if (isMap(node)) {
      const firsts = new Map<string, Node>();
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : '';
        const first = firsts.get(name);
        if (isScalar(key) && name !== '<<') {
          if (first) {
            found.push({
              path: [...path, name],
              name,
              offset: key.range?.[0] ?? 0,
              first: first.range?.[0] ?? 0,
            });
          } else {
            firsts.set(name, key);
          }
        }
        visit(value, [...path, name]);
      }
    }
  };
  visit(document.contents, []);
  return found;
}
