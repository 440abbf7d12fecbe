import type { YAMLException } from 'js-yaml';
import { Problem } from '../../model';
import { formatPath } from '../path';
import { duplicateKeys } from './duplicates';
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
  const { document, lines } = parsed;
  const lineOf = (offset: number) =>
    lines.linePos(offset).line + piece.line - 1;
  const place = (offset: number) => ({
    file,
    line: lineOf(offset),
    column: lines.linePos(offset).col,
  });
  const found = [
    ...document.errors.map(({ message, pos }): Problem => {
      // An unexpected token is quoted after the colon: it may hold anything.
      const reason = message.replace(/: ".*$/s, '');
      return {
        severity: 'error',
        code: 'YamlSyntax',
        message: `This is no valid YAML: ${reason}.`,
        ...hintFor(reason),
        ...place(pos[0]),
      };
    }),
    ...duplicateKeys(parsed).map(
      ({ name, path, offset, first: earlier }): Problem => ({
        severity: 'error',
        code: 'DuplicateKey',
        message: `The key "${name}" stands here a second time; the first is in line ${lineOf(
          earlier,
        )}.`,
        ...place(offset),
        path: formatPath(path),
      }),
    ),
  ];
  return found.length > 0 ? found : [first];
}

function hintFor(reason: string): { hint?: string } {
  const known = HINTS.find(entry => entry.in.test(reason));
  return known ? { hint: known.hint } : {};
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
