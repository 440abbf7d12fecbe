import type { ErrorObject } from 'ajv/dist/2020';
import { didYouMean, JsonValue, nearest, suggestion } from '../../model';
import { Path, pointerKeys } from '../path';
import { without } from '../tree';

/** One broken rule of a schema, at a place, ready to become a problem. */
export interface Violation {
  path: Path;
  /** The rule is about the key, not about what it holds. */
  key: boolean;
  /** JSON Schema's keyword. */
  keyword: string;
  /** Of the keyword `type`: the types that may stand here. */
  types?: string[];
  message: string;
  hint?: string;
}

/** They only say that something inside them is broken. */
const SUMMARIES = ['propertyNames', 'if'];

/** Enough to fill any report; the rest of a hopeless document is not looked at. */
const MAX_ERRORS = 2000;

/** Values are never quoted in messages, keys are: a value may be a password. */
export function violations(
  allErrors: readonly ErrorObject[],
  root: JsonValue,
): Violation[] {
  const errors = allErrors.slice(0, MAX_ERRORS);
  const choices = new Map<string, string[]>();
  // What is of the wrong type is none of the allowed values either.
  const ofWrongType = new Set<string>();
  for (const error of errors) {
    const { keyword, instancePath, schemaPath } = error;
    if (keyword === 'type') {
      ofWrongType.add(placeOf(error));
    }
    if (keyword === 'oneOf' || keyword === 'anyOf') {
      const there = choices.get(instancePath) ?? [];
      choices.set(instancePath, [...there, `${schemaPath}/`]);
    }
  }
  const found = new Map<string, Violation>();
  for (const error of errors) {
    const isSaid =
      SUMMARIES.includes(error.keyword) ||
      (error.keyword === 'enum' && ofWrongType.has(placeOf(error))) ||
      isBranch(error, choices);
    if (!isSaid) {
      const broken = violation(error, root);
      // Length and pattern of a name are one rule with one message.
      const same = JSON.stringify([broken.path, broken.message]);
      if (!found.has(same)) {
        found.set(same, broken);
      }
    }
  }
  return [...found.values()];
}

/** A schema and what it was applied to. */
function placeOf({ instancePath, schemaPath }: ErrorObject): string {
  return `${instancePath} ${schemaPath.slice(0, schemaPath.lastIndexOf('/'))}`;
}

/** The branches of a choice say less than the choice itself. */
function isBranch(
  { instancePath, schemaPath }: ErrorObject,
  choices: Map<string, string[]>,
): boolean {
  let at = instancePath;
  for (;;) {
    if (choices.get(at)?.some(under => schemaPath.startsWith(under))) {
      return true;
    }
    if (at === '') {
      return false;
    }
    at = at.slice(0, at.lastIndexOf('/'));
  }
}

function violation(error: ErrorObject, root: JsonValue): Violation {
  const path = pathOf(error.instancePath, root);
  const { keyword, params, parentSchema } = error;
  const own: unknown = parentSchema?.errorMessage;
  if (error.propertyName !== undefined) {
    return {
      path: [...path, error.propertyName],
      key: true,
      keyword,
      message: `The name "${error.propertyName}" is not allowed: ${
        typeof own === 'string' ? own : error.message
      }.`,
    };
  }
  switch (keyword) {
    case 'additionalProperties':
      return {
        path: [...path, String(params.additionalProperty)],
        key: true,
        keyword,
        message: `"${params.additionalProperty}" is not a key that can stand here.`,
        hint: suggestion(
          String(params.additionalProperty),
          Object.keys(parentSchema?.properties ?? {}),
        ),
      };
    case 'required':
      return {
        path,
        key: true,
        keyword,
        message: `"${params.missingProperty}" is missing.`,
      };
    case 'type':
      return {
        path,
        key: false,
        keyword,
        types: [params.type].flat(),
        message: `This must be ${article([params.type].flat().join(' or '))}${
          error.data === null ? ', and there is nothing' : ''
        }.`,
      };
    case 'enum':
      return {
        path,
        key: false,
        keyword,
        message: `This must be one of ${params.allowedValues
          .map(shown)
          .join(', ')}.`,
        hint:
          typeof error.data === 'string'
            ? nearHint(error.data, params.allowedValues)
            : undefined,
      };
    case 'const':
      return {
        path,
        key: false,
        keyword,
        message: `This must be ${shown(params.allowedValue)}.`,
      };
    default:
      return {
        path,
        key: false,
        keyword,
        message: `This must be ${
          typeof own === 'string' ? own : plain(error.message)
        }.`,
      };
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function nearHint(text: string, allowed: unknown[]): string | undefined {
  const names = allowed.filter(
    (value): value is string => typeof value === 'string',
  );
  const near = nearest(text, names);
  return near === undefined ? undefined : didYouMean(near);
}

const EMPTY: Readonly<Record<string, string>> = {
  characters: 'a text with at least one character',
  items: 'a list with at least one entry',
  properties: 'a mapping with at least one key',
};

function plain(message = 'as its schema says'): string {
  return message
    .replace(/^must (be )?/, '')
    .replace(
      /^NOT have fewer than 1 (\w+)$/,
      (_, things: string) => EMPTY[things] ?? 'something that is not empty',
    )
    .replace(/^NOT have/, 'such that it does not have')
    .replace(/^match/, 'a text that matches');
}

function article(type: string): string {
  const names: Record<string, string> = {
    array: 'a list',
    boolean: 'true or false',
    integer: 'a whole number',
    null: 'nothing',
    number: 'a number',
    object: 'a mapping',
    string: 'a text',
  };
  return type
    .split(' or ')
    .map(name => names[name] ?? name)
    .join(' or ');
}

/** Ajv writes JSON Pointers; list indexes become numbers again. */
function pathOf(pointer: string, root: JsonValue): Path {
  const path: (string | number)[] = [];
  let value: JsonValue | undefined = root;
  for (const segment of pointerKeys(pointer)) {
    if (Array.isArray(value)) {
      path.push(Number(segment));
      value = value[Number(segment)];
    } else {
      path.push(segment);
      value = value && typeof value === 'object' ? value[segment] : undefined;
    }
  }
  return path;
}

/** Rules about one value that no other place depends on. */
const ABOUT_VALUES = [
  'const',
  'enum',
  'maxLength',
  'maximum',
  'minLength',
  'minimum',
  'pattern',
];

/**
 * The document without its unknown keys and wrong values, so that what else is wrong with it can
 * be found at once as well. Nothing when more than such is broken: what is missing or of another
 * shape would only be reported again by whoever looks for it.
 *
 * @param loosePart what more can be left out for a violation, by the format's own rules
 */
export function withoutViolations(
  root: JsonValue,
  broken: readonly Violation[],
  loosePart: (violation: Violation) => Path | undefined = () => undefined,
): JsonValue | undefined {
  const paths: Path[] = [];
  for (const rule of broken) {
    const { key, keyword, path } = rule;
    const isSeparable =
      keyword === 'additionalProperties' ||
      (!key && ABOUT_VALUES.includes(keyword));
    const part = loosePart(rule) ?? (isSeparable ? path : undefined);
    if (!part) {
      return undefined;
    }
    paths.push(part);
  }
  return without(root, paths);
}
