import { load, State, YAMLException } from 'js-yaml';
import { JsonValue, NumeralPlace, Problem } from '../../model';
import { Problems, toProblem } from '../report';
import { duplicateKeys } from './duplicates';
import { toJson } from './json';
import { Numeral } from './numeral';
import { createLocate, Locate } from './positions';
import { TUTTI_YAML } from './schema';
import { firstContentLine, Piece, splitDocuments } from './split';
import { syntaxProblems } from './syntax';

/** Bytes a file may have. */
const MAX_BYTES = 1024 * 1024;
/** Documents a file may hold. */
const MAX_DOCUMENTS = 1000;

export interface YamlDocument {
  file: string;
  /** The first line that says something (1-based). */
  line: number;
  value: JsonValue;
  /** Numbers in it that are printed otherwise than they were written. */
  numerals: NumeralPlace[];
  locate: Locate;
}

export interface YamlStream {
  documents: YamlDocument[];
  problems: Problem[];
  /** Some document could not be read at all. */
  isBroken: boolean;
}

/**
 * Reads a stream of YAML documents. Empty ones are left out; a broken one gives problems and
 * leaves the others alone. Bounded for any input: 1 MiB, 1,000 documents, 100 levels, 100
 * expanded aliases, 100,000 values.
 */
export function readYaml(text: string, file: string): YamlStream {
  if (text.length > MAX_BYTES || Buffer.byteLength(text) > MAX_BYTES) {
    return refused('A file may have at most 1 MiB.', file);
  }
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const pieces = splitDocuments(content);
  if (pieces.length > MAX_DOCUMENTS) {
    return refused('A file may have at most 1,000 documents.', file);
  }
  const documents: YamlDocument[] = [];
  const problems = new Problems();
  let isBroken = false;
  for (const piece of pieces) {
    const read = readPiece(piece, file, problems);
    isBroken ||= read === 'broken';
    if (typeof read === 'object') {
      documents.push(read);
    }
  }
  return { documents, problems: problems.inReadingOrder([file]), isBroken };
}

function refused(message: string, file: string): YamlStream {
  return {
    documents: [],
    problems: [{ severity: 'error', code: 'TooLarge', message, file }],
    isBroken: true,
  };
}

function readPiece(
  piece: Piece,
  file: string,
  problems: Problems,
): YamlDocument | 'broken' | 'empty' {
  let parsed = parse(piece.text, false);
  if (!parsed.ok) {
    parsed = parse(piece.text, true);
    // What is only said twice can still be read on; the last one counts.
    problems.add(
      parsed.ok
        ? duplicateKeys(piece, file)
        : syntaxProblems(piece, parsed.cause, file),
    );
    if (!parsed.ok) {
      return 'broken';
    }
  }
  if (parsed.value === undefined || parsed.value === null) {
    return 'empty';
  }
  const tree = toJson(parsed.value, parsed.scalarAliases);
  const line = firstContentLine(piece);
  if (!tree.ok) {
    problems.add([{ severity: 'error', ...tree.limit, file, line, column: 1 }]);
    return 'broken';
  }
  const document = {
    file,
    line,
    value: tree.value,
    numerals: tree.numerals,
    locate: createLocate(piece),
  };
  problems.addFindings(tree.findings, finding => toProblem(finding, document));
  return tree.findings.length > 0 ? 'broken' : document;
}

type Parsed =
  | { ok: true; value: unknown; scalarAliases: number }
  | { ok: false; cause: YAMLException };

function parse(text: string, allowDuplicates: boolean): Parsed {
  let scalarAliases = 0;
  const countAlias = (event: string, state: State) => {
    // Of all nodes only an alias has a result and no kind of its own.
    if (event === 'close' && state.kind === null && state.result !== null) {
      scalarAliases += isScalar(state.result) ? 1 : 0;
    }
  };
  try {
    const value = load(text, {
      schema: TUTTI_YAML,
      json: allowDuplicates,
      ...(text.includes('&') && text.includes('*') && { listener: countAlias }),
    });
    return { ok: true, value, scalarAliases };
  } catch (error) {
    if (error instanceof YAMLException) {
      return { ok: false, cause: error };
    }
    throw error;
  }
}

function isScalar(result: unknown): boolean {
  return typeof result !== 'object' || result instanceof Numeral;
}
