import type { YAMLException } from 'js-yaml';
import type { Node } from 'yaml';
import { Problem } from '../../model';
import { parsePositions, PositionedDocument } from './positions';
import { Piece } from './split';

const HINTS: { in: RegExp; hint: string }[] = [
  { in: /tab/i, hint: 'YAML is indented with spaces, never with tabs' },
  {
    in: /nested mappings|compact mapping|bad indentation/i,
    hint: 'look at the indentation; a text with ": " inside needs quotes',
  },
  {
    in: /alias/i,
    hint: 'a text that begins with "*" needs quotes',
  },
];

/**
 * Every syntax error of a document that the fast reader has refused. It stops at the first
 * one; the slow one goes on and finds the others.
 */
export function syntaxProblems(
  piece: Piece,
  cause: YAMLException,
  file: string,
): Problem[] {
  const first: Problem = {
    severity: 'error',
    code: 'YamlSyntax',
    message: `This is no valid YAML: ${cause.reason}.`,
    ...hintFor(cause.reason),
    file,
    line: (cause.mark?.line ?? 0) + piece.line,
    column: (cause.mark?.column ?? 0) + 1,
  };
  if (/maxDepth|maxTotalMergeKeys/.test(cause.reason)) {
    return [
      {
        ...first,
        code: 'TooDeep',
        message: /maxDepth/.test(cause.reason)
          ? 'This document is nested more than 100 levels deep.'
          : 'This document merges more than 10,000 keys.',
      },
    ];
  }
  const parsed = parseOrNothing(piece.text);
  if (!parsed) {
    return [first];
  }
  const found = [
    ...parsed.document.errors.map(error => ({
      offset: error.pos[0],
      code: 'YamlSyntax',
      // An unexpected token is quoted after the colon: it may hold anything.
      message: error.message.replace(/: ".*$/s, ''),
    })),
    ...duplicateKeys(parsed),
  ].map((error): Problem => {
    const { line, col } = parsed.lines.linePos(error.offset);
    const duplicate = error.code === 'DuplicateKey';
    return {
      severity: 'error',
      code: error.code,
      message: duplicate
        ? error.message
        : `This is no valid YAML: ${error.message}.`,
      ...(!duplicate && hintFor(error.message)),
      file,
      line: line + piece.line - 1,
      column: col,
    };
  });
  return found.length > 0 ? found : [first];
}

function hintFor(reason: string): { hint?: string } {
  return { hint: HINTS.find(entry => entry.in.test(reason))?.hint };
}

function parseOrNothing(text: string): PositionedDocument | undefined {
  try {
    return parsePositions(text);
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

function duplicateKeys({ document, lines }: PositionedDocument) {
  const {
    isMap,
    isPair,
    isScalar,
    isSeq,
  }: typeof import('yaml') = require('yaml');
  const found: { offset: number; code: string; message: string }[] = [];
  const visit = (node: unknown) => {
    if (isSeq(node)) {
      node.items.forEach(visit);
    } else if (isPair(node)) {
      visit(node.key);
      visit(node.value);
    } else if (isMap(node)) {
      const first = new Map<string, Node>();
      for (const { key } of node.items) {
        if (!isScalar(key) || key.value === '<<') {
          continue;
        }
        const name = String(key.value);
        const earlier = first.get(name);
        if (earlier) {
          const { line } = lines.linePos(earlier.range?.[0] ?? 0);
          found.push({
            offset: key.range?.[0] ?? 0,
            code: 'DuplicateKey',
            message: `The key "${name}" stands here a second time; the first is in line ${line}.`,
          });
        } else {
          first.set(name, key);
        }
      }
      node.items.forEach(visit);
    }
  };
  visit(document.contents);
  return found;
}
