import type { YAMLException } from 'js-yaml';
import { Problem } from '../../model';
import { Lines } from './positions';
import { Piece } from './split';

const HINTS: { in: RegExp; hint: string }[] = [
  { in: /tab/i, hint: 'Indent with spaces: YAML allows no tabs.' },
  {
    in: /nested mappings|compact mapping|bad indentation/i,
    hint: 'Look at the indentation, and put a text with ": " inside in quotes.',
  },
  {
    in: /alias/i,
    hint: 'Put a text that begins with "*" in quotes.',
  },
];

/** Characters up to which a broken document is read by the slow parser as well. */
const MAX_SECOND_LOOK = 64 * 1024;

/**
 * The syntax errors of a document that the fast parser has refused. It stops at the first one;
 * the slow one goes on and finds the others.
 */
export function syntaxProblems(
  piece: Piece,
  cause: YAMLException,
  file: string,
): Problem[] {
  const limit = limitReached(cause.reason);
  const first: Problem = {
    severity: 'error',
    ...(limit ?? wording(cause.reason)),
    file,
    line: (cause.mark?.line ?? 0) + piece.line,
    column: (cause.mark?.column ?? 0) + 1,
  };
  if (limit || piece.text.length > MAX_SECOND_LOOK) {
    return [first];
  }
  const all = allErrors(piece, file);
  return all.length > 0 ? all : [first];
}

function limitReached(
  reason: string,
): Pick<Problem, 'code' | 'message'> | undefined {
  if (reason.includes('maxDepth')) {
    return {
      code: 'TooDeep',
      message: 'This document is nested more than 100 levels deep.',
    };
  }
  if (reason.includes('maxTotalMergeKeys')) {
    return {
      code: 'TooManyAliases',
      message: 'This document merges more than 10,000 keys.',
    };
  }
  return undefined;
}

function wording(reason: string): Pick<Problem, 'code' | 'message' | 'hint'> {
  const known = HINTS.find(entry => entry.in.test(reason));
  return {
    code: 'YamlSyntax',
    message: `This is no valid YAML: ${reason}.`,
    ...(known && { hint: known.hint }),
  };
}

function allErrors(piece: Piece, file: string): Problem[] {
  // Loaded here: only who has broken YAML needs it.
  const { parseDocument }: typeof import('yaml') = require('yaml');
  try {
    const { errors } = parseDocument(piece.text, {
      logLevel: 'silent',
      merge: true,
      prettyErrors: false,
      // Its check compares every key with every other.
      uniqueKeys: false,
    });
    const lines = new Lines(piece);
    return errors.map(({ message, pos }) => ({
      severity: 'error',
      // An unexpected token is quoted after the colon: it may hold anything.
      ...wording(message.replace(/: ".*$/s, '')),
      file,
      ...lines.position(pos[0]),
    }));
  } catch (error) {
    if (error instanceof RangeError) {
      // Nested too deeply for its stack.
      return [];
    }
    throw error;
  }
}
