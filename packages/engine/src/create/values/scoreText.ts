import {
  JsonObject,
  JsonValue,
  Problem,
  Value,
  isValueObject,
} from '../../model';
import { formatPath } from '../../read/path';
import {
  among,
  Found,
  Placeholder,
  inside,
  invalid,
  lookUp,
  noRoot,
  notFilled,
  parseScoreText,
  unknownValue,
} from '../../placeholders';
import { Allowance, tooLarge } from './Allowance';
import { joinText } from './joinText';
import { mapTexts } from './mapTexts';

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
  /** Whether the outputs of a resource are what people set for the environment. */
  isEnvironment?(name: string): boolean;
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
    if (part.kind === 'text') {
      values.push(part.text);
      continue;
    }
    const found = valueOf(part, scope);
    if (!found.ok) return { ok: false, problem: notFilled(part, found) };
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

/** One output of a declared resource. What people set for the environment, they can set there. */
export function readOutput(
  resource: { name: string; value: Value; isEnvironment?: boolean },
  [output, ...keys]: string[],
): Found {
  const { name, value, isEnvironment } = resource;
  return isEnvironment && isValueObject(value) && !Object.hasOwn(value, output)
    ? unknownValue(output, Object.keys(value))
    : lookUp(value, [output, ...keys], `resources.${name}`);
}

/** A volume's source that names a resource which cannot be one. */
export function notMountable(text: string): Problem {
  return {
    severity: 'error',
    code: 'NotMountable',
    message: `${text}: the resource has no output source, so it cannot be mounted.`,
    hint: 'Only a resource such as volume, whose output source is a Kubernetes volume source, can be mounted.',
  };
}

function isWhole(path: string[]): boolean {
  return path[0] === 'resources' && path.length === 2;
}

const RESOURCE = {
  needed: 'the name of a resource',
  lacking: 'there is no resource',
};

function valueOf({ path }: Placeholder, scope: ScoreScope): Found {
  const [root, ...keys] = path;
  if (root === 'metadata') return inside(scope.metadata, keys, root);
  if (root !== 'resources') return noRoot(root, ['metadata', 'resources']);
  return among(scope.resources, keys, RESOURCE, (resource, outputs) => {
    const [name] = keys;
    if (outputs.length > 0) {
      return readOutput(
        { name, value: resource, isEnvironment: scope.isEnvironment?.(name) },
        outputs,
      );
    }
    return scope.whole
      ? { ok: true, value: scope.whole(name) }
      : invalid(
          'an output of the resource is needed',
          'Only the source of a volume names the resource alone.',
        );
  });
}
