import { JsonObject, JsonValue, Problem, Value, own } from '../../model';
import { formatPath } from '../../read/path';
import {
  TextPart,
  parseScoreText,
  showPlaceholder,
} from '../../read/placeholders';
import { Allowance, tooLarge } from './Allowance';
import { joinText } from './joinText';
import { mapTexts } from './mapTexts';
import { Found, listed, lookUp, missing, shownKey } from './lookUp';

export type Filled =
  | { ok: true; value: Value }
  | { ok: false; problem: Problem };

/** What the placeholders of one workload's Score file can see. */
export interface ScoreScope {
  /** The whole `metadata` of the workload. */
  metadata: JsonObject;
  /** Outputs of each declared resource; Unknown where they are known after apply. */
  resources: Readonly<Record<string, Value>>;
  /**
   * What `${resources.name}` without an output stands for. Only a volume's source may say
   * that: everywhere else leave it out, and it is a problem.
   */
  whole?(name: string): Value;
  /** Shared by the texts of one thing; without one, each text has its own. */
  allowance?: Allowance;
}

/**
 * Fills one text of a Score file. The answer is text (Secret or Unknown if any part is), except
 * for a text that is exactly `${resources.name}` where the scope allows it.
 */
export function fillScoreText(text: string, scope: ScoreScope): Filled {
  if (!text.includes('$')) return { ok: true, value: text };
  const { parts } = parseScoreText(text);
  const { allowance = new Allowance() } = scope;
  const values: Value[] = [];
  for (const part of parts) {
    const found = valueOf(part, scope);
    if (!found.ok) return { ok: false, problem: scoreProblem(part, found) };
    if (!allowance.takes(found.value))
      return { ok: false, problem: tooLarge() };
    values.push(found.value);
  }
  const [only] = parts;
  if (parts.length === 1 && only.kind === 'placeholder' && isWhole(only.path)) {
    return { ok: true, value: values[0] };
  }
  return { ok: true, value: joinText(values) };
}

/** Fills params: all strings in maps and lists, never keys. Paths are relative to `value`. */
export function fillScoreValue(
  value: JsonValue,
  scope: ScoreScope,
): { value: Value; problems: Problem[] } {
  const problems: Problem[] = [];
  const within = { ...scope, allowance: scope.allowance ?? new Allowance() };
  const filled = mapTexts(value, (text, path) => {
    const result = fillScoreText(text, within);
    if (result.ok) return result.value;
    problems.push({ ...result.problem, path: formatPath(path) });
    return text;
  });
  return { value: filled, problems };
}

function isWhole(path: string[]): boolean {
  return path[0] === 'resources' && path.length === 2;
}

function valueOf(part: TextPart, scope: ScoreScope): Found {
  if (part.kind === 'text') return { ok: true, value: part.text };
  const [root, ...keys] = part.path;
  if (root === 'metadata') {
    return keys.length === 0
      ? missing('a key of metadata is needed')
      : lookUp(scope.metadata, keys, 'metadata');
  }
  if (root !== 'resources') {
    return missing(
      `only metadata and resources can be used here, not "${shownKey(root)}"`,
    );
  }
  const [name, ...outputs] = keys;
  if (name === undefined) {
    return missing(
      `the name of a resource is needed; ${listed(
        Object.keys(scope.resources),
      )}`,
    );
  }
  const resource = own(scope.resources, name);
  if (resource === undefined) {
    return missing(
      `there is no resource ${shownKey(name)}; ${listed(
        Object.keys(scope.resources),
      )}`,
    );
  }
  if (outputs.length > 0) return lookUp(resource, outputs, `resources.${name}`);
  return scope.whole
    ? { ok: true, value: scope.whole(name) }
    : missing(
        'an output of the resource is needed; only the source of a volume names the resource alone',
      );
}

function scoreProblem(
  part: TextPart,
  found: Extract<Found, { ok: false }>,
): Problem {
  const shown =
    part.kind === 'placeholder' ? showPlaceholder(part.source) : part.text;
  return {
    severity: 'error',
    code: 'UnknownPlaceholder',
    message: `${shown}: ${found.message}.`,
    hint: 'To have the text as it is, write $${…} instead of ${…}.',
  };
}
