import {
  fail,
  hasErrors,
  JsonValue,
  Problem,
  Result,
  succeed,
  Workload,
  isObject,
} from '../../model';
import { Finding, Problems, toProblem } from '../report';
import { ownContract } from '../schema/contract';
import { violations, withoutViolations } from '../schema/violations';
import { sortedKeys } from '../tree';
import { readYaml, YamlDocument } from '../yaml';
import { ScoreDocument } from './document';
import { scoreHint } from './hints';
import { Images } from './images';
import { layeredProblem, Layers, UpgradedDocument } from './layers';
import { loosePart } from './loosePart';
import { assign, mergeOverride, parseAssignment } from './override';
import { tooMany } from './limits';
import { keepNumerals, Layer } from './numerals';
import { placeholderFindings, unfilledFindings } from './references';
import { SCORE_SCHEMA } from './schema';
import { ReadSource } from './sourceFiles';
import { startOrderFindings } from './startOrder';
import { upgrade, upgradeAssignment } from './upgrade';
import { toWorkload } from './workload';

export interface ReadWorkloadOptions {
  /** Name of the file, for messages and for `Workload.file`. */
  file: string;
  /** Laid over the file in this order: maps merge, `null` deletes, everything else replaces. */
  overrides?: { file: string; text: string }[];
  /** `path=value` each, after the overrides; an empty value deletes. */
  set?: string[];
  /** One for every container that says `.`, or by container; without one it stays `.`. */
  images?: Images;
  /** Reads `files.*.source`; without it such a file is a problem. */
  readSource?: ReadSource;
}

const contract = ownContract(SCORE_SCHEMA, { useDefaults: false });

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
 * Reads one Score file (`score.dev/v1b1`): upgrade of old spellings, overrides, schema, what
 * the schema cannot say, images and file sources, in this order (docs/reference/semantics.md, Read). Never throws for
 * bad input; all problems are reported together, each at its place.
 */
export function readWorkload(
  text: string,
  options: ReadWorkloadOptions,
): Result<Workload> {
  const { readable, problems } = surveyWorkload(text, options);
  return readable && !hasErrors(problems)
    ? succeed(readable.workload, problems)
    : fail(problems);
}

/** A Score file that may have errors: what others can still judge in it. */
export interface WorkloadSurvey {
  /** In reading order. */
  problems: Problem[];
  /** Absent when what is not broken cannot stand alone. */
  readable?: {
    /** Less what is broken. */
    workload: Workload;
    /** A finding about the workload as a problem of the line that says it. */
    located(finding: Finding): Problem;
  };
}

/** As `readWorkload`, for those who look for more problems of a text before it is refused. */
export function surveyWorkload(
  text: string,
  options: ReadWorkloadOptions,
): WorkloadSurvey {
  const { file, overrides = [], set = [], images, readSource } = options;
  const problems = new Problems();
  const base = readMapping(text, file, SCORE_FILE, problems);
  const over = overrides.map(override =>
    readMapping(override.text, override.file, OVERRIDE, problems),
  );
  const files = [file, ...overrides.map(override => override.file)];
  if (!base || over.some(document => !document)) {
    return { problems: problems.inReadingOrder(files) };
  }
  const layers: Layers = {
    base: upgradedDocument(base, problems),
    overrides: over
      .filter(isDocument)
      .map(document => upgradedDocument(document, problems)),
    assigned: [],
  };
  const { value, params } = mergeLayers(layers, set, problems);
  const upgraded = upgrade(sortedKeys(value));
  const located = ({ path, ...finding }: Finding) =>
    layeredProblem({ ...finding, path: upgraded.original(path) }, layers);
  const report = (findings: Iterable<Finding>) =>
    problems.addFindings(findings, located);
  problems.addFindings(upgraded.findings, finding =>
    layeredProblem(finding, layers),
  );
  const excess = tooMany(upgraded.value);
  if (excess.length > 0) {
    report(excess);
    return { problems: problems.inReadingOrder(files) };
  }
  report(placeholderFindings(upgraded.value));
  report(unfilledFindings(upgraded.value));

  const valid = checkSchema(upgraded.value);
  report(valid.findings);
  let workload: Workload | undefined;
  if (valid.document) {
    const { document } = valid;
    const read = toWorkload({
      document,
      file,
      images,
      readSource,
      numerals: params,
    });
    report(startOrderFindings(document));
    report(read.findings);
    workload = read.workload;
  }
  return {
    problems: problems.inReadingOrder(files),
    ...(workload && { readable: { workload, located } }),
  };
}

/**
 * What breaks the schema; and the document, less what is broken in it, when the rest can stand
 * alone: then its other problems are found at once as well.
 */
function checkSchema(value: JsonValue): {
  document?: ScoreDocument;
  findings: Finding[];
} {
  const errors = contract.errorsOf(value);
  if (isScore(value, errors)) {
    return { document: value, findings: [] };
  }
  const broken = violations(errors, value);
  const rest = withoutViolations(value, broken, loosePart);
  return {
    ...(isScore(rest, contract.errorsOf(rest)) && { document: rest }),
    findings: broken.map(violation => ({
      ...violation,
      code: 'SchemaViolation',
      hint: scoreHint(violation, value),
    })),
  };
}

/** What the schema lets through is of this shape. */
function isScore(
  value: unknown,
  errors: readonly unknown[],
): value is ScoreDocument {
  return value !== undefined && errors.length === 0;
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

function upgradedDocument(
  document: YamlDocument,
  problems: Problems,
): UpgradedDocument {
  const upgraded = upgrade(document.value);
  problems.addFindings(upgraded.findings, finding =>
    toProblem(finding, document),
  );
  return { document, upgraded };
}

/** The file with everything laid over it; notes in `layers` what `path=value` has set. */
function mergeLayers(
  layers: Layers,
  set: string[],
  problems: Problems,
): ReturnType<typeof keepNumerals> {
  const { base, overrides } = layers;
  const written: Layer[] = [base, ...overrides].map(
    ({ document, upgraded }) => ({
      at: [],
      value: upgraded.value,
      numerals: document.numerals,
    }),
  );
  let value = overrides.reduce(
    (below, { upgraded }) => mergeOverride(below, upgraded.value),
    base.upgraded.value,
  );
  for (const text of set) {
    const parsed = parseAssignment(text);
    const assignment =
      parsed.ok && upgradeAssignment(parsed.assignment, base.upgraded);
    const done = assignment ? assign(value, assignment) : parsed;
    if (parsed.ok && assignment && done.ok && 'path' in done) {
      value = done.value;
      layers.assigned.push(done.path);
      written.push({
        at: done.path,
        value: assignment.value ?? null,
        numerals: parsed.numerals,
      });
    } else if (!done.ok) {
      const path = text.split('=', 1)[0].slice(0, 200);
      problems.add([
        {
          severity: 'error',
          code: 'InvalidOverride',
          message: `The override "${path}" cannot be applied. ${done.message}`,
          file: base.document.file,
        },
      ]);
    }
  }
  return keepNumerals(value, written);
}
