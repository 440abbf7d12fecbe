import type { ValidateFunction } from 'ajv/dist/2020';
import {
  fail,
  JsonValue,
  Result,
  succeed,
  Workload,
  isObject,
} from '../../model';
import { Path } from '../path';
import { Finding, Problems } from '../report';
import { createAjv } from '../schema/ajv';
import { lazily } from '../schema/lazily';
import { violations, withoutViolations } from '../schema/violations';
import { sortedKeys } from '../tree';
import { readYaml, YamlDocument } from '../yaml';
import { ScoreDocument } from './document';
import { scoreHint } from './hints';
import { layeredProblem, Layers } from './layers';
import { loosePart } from './loosePart';
import { assign, mergeOverride, parseAssignment } from './override';
import { placeholderFindings } from './references';
import { SCORE_SCHEMA } from './schema';
import { ReadSource } from './sourceFiles';
import { startOrderFindings } from './startOrder';
import { upgrade } from './upgrade';
import { toWorkload } from './workload';

export interface ReadWorkloadOptions {
  /** Name of the file, for messages and for `Workload.file`. */
  file: string;
  /** Laid over the file in this order: maps merge, `null` deletes, everything else replaces. */
  overrides?: { file: string; text: string }[];
  /** `path=value` each, after the overrides; an empty value deletes. */
  set?: string[];
  /** One for every container that says `.`, or by container; without one it stays `.`. */
  images?: string | Record<string, string>;
  /** Reads `files.*.source`; without it such a file is a problem. */
  readSource?: ReadSource;
}

const validator = lazily(
  (): ValidateFunction<ScoreDocument> =>
    createAjv({ useDefaults: false }).compile<ScoreDocument>(SCORE_SCHEMA),
);

/** What to call a file, and what it must be. */
interface FileKind {
  title: string;
  mapping: string;
}

const SCORE_FILE: FileKind = {
  title: 'A Score file',
  mapping: 'a mapping that begins with "apiVersion: score.dev/v1b1"',
};

const OVERRIDE: FileKind = {
  title: 'A file of overrides',
  mapping: 'a mapping of what to change in the Score file',
};

/**
 * Reads one Score file (`score.dev/v1b1`): overrides, upgrade of old spellings, schema, what
 * the schema cannot say, images and file sources, in this order (semantics 1). Never throws for
 * bad input; all problems are reported together, each at its place.
 */
export function readWorkload(
  text: string,
  options: ReadWorkloadOptions,
): Result<Workload> {
  const { file, overrides = [], set = [], images, readSource } = options;
  const problems = new Problems();
  const base = readMapping(text, file, SCORE_FILE, problems);
  const over = overrides.map(override =>
    readMapping(override.text, override.file, OVERRIDE, problems),
  );
  const files = [file, ...overrides.map(override => override.file)];
  if (!base || over.some(document => !document)) {
    return fail(problems.inReadingOrder(files));
  }
  const layers: Layers = {
    base,
    overrides: over.filter(isDocument),
    assigned: [],
  };
  const merged = applySet(
    layers.overrides.reduce(
      (value, { value: override }) => mergeOverride(value, override),
      base.value,
    ),
    set,
    layers,
    problems,
  );
  const upgraded = upgrade(sortedKeys(merged));
  const report = (
    findings: Iterable<Finding>,
    original: (path: Path) => Path,
  ) =>
    problems.addFindings(findings, finding =>
      layeredProblem(finding, layers, original),
    );
  report(upgraded.findings, path => path);
  report(placeholderFindings(upgraded.value), upgraded.original);

  const valid = checkSchema(upgraded.value);
  report(valid.findings, upgraded.original);
  let workload: Workload | undefined;
  if (valid.document) {
    const { document } = valid;
    const read = toWorkload({ document, file, images, readSource });
    report(startOrderFindings(document), upgraded.original);
    report(read.findings, upgraded.original);
    workload = read.workload;
  }
  const ordered = problems.inReadingOrder(files);
  return workload && !problems.hasErrors
    ? succeed(workload, ordered)
    : fail(ordered);
}

/**
 * What breaks the schema; and the document, less what is broken in it, when the rest can stand
 * alone: then its other problems are found at once as well.
 */
function checkSchema(value: JsonValue): {
  document?: ScoreDocument;
  findings: Finding[];
} {
  const validate = validator();
  if (isValid(validate, value)) {
    return { document: value, findings: [] };
  }
  const broken = violations(validate.errors ?? [], value);
  const rest = withoutViolations(value, broken, loosePart);
  return {
    ...(isValid(validate, rest) && { document: rest }),
    findings: broken.map(violation => ({
      ...violation,
      code: 'SchemaViolation',
      hint: scoreHint(violation, value),
    })),
  };
}

/** Ajv's own guard narrows to never on a JsonValue: this one says only what is meant. */
function isValid(
  validate: ValidateFunction<ScoreDocument>,
  value: unknown,
): value is ScoreDocument {
  return validate(value);
}

function isDocument(
  document: YamlDocument | undefined,
): document is YamlDocument {
  return document !== undefined;
}

/** The one mapping that a Score file or an override holds. */
function readMapping(
  text: string,
  file: string,
  kind: FileKind,
  problems: Problems,
): YamlDocument | undefined {
  const read = readYaml(text, file);
  problems.add(read.problems);
  const [document, second] = read.documents;
  const add = (code: string, message: string, line: number) =>
    problems.add([{ severity: 'error', code, message, file, line, column: 1 }]);
  if (second) {
    add(
      'SeveralDocuments',
      `${kind.title} holds one YAML document; here begins another one.`,
      second.line,
    );
  }
  if (read.isBroken) {
    return undefined;
  }
  if (!document) {
    add('EmptyDocument', 'This file says nothing.', 1);
    return undefined;
  }
  if (!isObject(document.value)) {
    add('NotAMapping', `This file must be ${kind.mapping}.`, document.line);
    return undefined;
  }
  return document;
}

function applySet(
  value: JsonValue,
  set: string[],
  layers: Layers,
  problems: Problems,
): JsonValue {
  let current = value;
  for (const text of set) {
    const parsed = parseAssignment(text);
    const done = parsed.ok ? assign(current, parsed.assignment) : parsed;
    if (done.ok) {
      current = done.value;
      layers.assigned.push(done.path);
    } else {
      const path = text.split('=', 1)[0].slice(0, 200);
      problems.add([
        {
          severity: 'error',
          code: 'InvalidOverride',
          message: `The override "${path}" cannot be applied. ${done.message}`,
          file: layers.base.file,
        },
      ]);
    }
  }
  return current;
}
