import { load, State, YAMLException } from 'js-yaml';
import { JsonValue, Problem } from '../../model';
import { formatPath } from '../path';
import { toJson } from './json';
import { createLocate, Locate } from './positions';
import { TUTTI_YAML } from './schema';
import { firstContentLine, Piece, splitDocuments } from './split';
import { syntaxProblems } from './syntax';

/** Bytes a file may have. */
const MAX_BYTES = 1024 * 1024;

export interface YamlDocument {
  file: string;
  /** The first line that says something (1-based). */
  line: number;
  value: JsonValue;
  locate: Locate;
}

/**
 * Reads a stream of YAML documents. Empty ones are left out; a broken one gives problems and
 * leaves the others alone. Bounded for any input: 1 MiB, 100 levels, 100 expanded aliases.
 */
export function readYaml(
  text: string,
  file: string,
): { documents: YamlDocument[]; problems: Problem[] } {
  const documents: YamlDocument[] = [];
  const problems: Problem[] = [];
  if (text.length > MAX_BYTES || Buffer.byteLength(text) > MAX_BYTES) {
    problems.push({
      severity: 'error',
      code: 'TooLarge',
      message: 'A file may have at most 1 MiB.',
      file,
    });
    return { documents, problems };
  }
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  for (const piece of splitDocuments(content)) {
    const read = readPiece(piece, file);
    problems.push(...read.problems);
    if (read.document) {
      documents.push(read.document);
    }
  }
  return { documents, problems };
}

function readPiece(
  piece: Piece,
  file: string,
): { document?: YamlDocument; problems: Problem[] } {
  const problems: Problem[] = [];
  let parsed = parse(piece.text, false);
  if (!parsed.ok) {
    problems.push(...syntaxProblems(piece, parsed.cause, file));
    // What is only said twice can still be read on, the last one counts.
    if (problems.every(problem => problem.code === 'DuplicateKey')) {
      parsed = parse(piece.text, true);
    }
    if (!parsed.ok) {
      return { problems };
    }
  }
  if (parsed.value === undefined || parsed.value === null) {
    return { problems };
  }
  const locate = createLocate(piece);
  const tree = toJson(parsed.value, parsed.scalarAliases);
  for (const { path, ...problem } of tree.problems) {
    problems.push({
      severity: 'error',
      ...problem,
      file,
      ...locate(path),
      ...(path.length > 0 && { path: formatPath(path) }),
    });
  }
  if (tree.problems.length > 0) {
    return { problems };
  }
  return {
    document: {
      file,
      line: firstContentLine(piece),
      value: tree.value,
      locate,
    },
    problems,
  };
}

type Parsed =
  | { ok: true; value: unknown; scalarAliases: number }
  | { ok: false; cause: YAMLException };

function parse(text: string, allowDuplicates: boolean): Parsed {
  let scalarAliases = 0;
  const countAlias = (event: string, state: State) => {
    // Of all nodes only an alias has a result and no kind of its own.
    if (event === 'close' && state.kind === null && state.result !== null) {
      scalarAliases += typeof state.result === 'object' ? 0 : 1;
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
