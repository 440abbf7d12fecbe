import type { ErrorObject } from 'ajv/dist/2020';
import {
  JsonSchema,
  JsonValue,
  Secret,
  Unknown,
  Value,
  ValueType,
  isValueObject,
} from '../../model';
import { formatPath, pointerKey, pointerKeys } from '../../read/path';
import { contractFor } from '../../read/schema/contract';
import { lazily } from '../../read/schema/lazily';
import { violations as brokenRules } from '../../read/schema/violations';

export interface Violation {
  /** Relative to the value: `ports[0].name`; empty for the value itself. */
  path: string;
  /** A sentence; never anything of the value's content. */
  message: string;
  hint?: string;
}

/** Where an Unknown stands, as a JSON pointer. */
interface Open {
  pointer: string;
  type: ValueType;
}

/**
 * Where `value` does not fit `schema`. An Unknown fits everywhere, unless it has a type that is
 * wrong there: all else is known only after apply.
 */
export function violations(schema: JsonSchema, value: Value): Violation[] {
  const contract = contractFor(schema);
  let allErrors: readonly ErrorObject[];
  const unknowns: Open[] = [];
  const secrets: string[] = [];
  const plain = lazily(() => plainCopy(value, '', unknowns, secrets));
  try {
    allErrors = contract.errorsOf(value, plain);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ path: '', message: `The schema itself is wrong: ${reason}.` }];
  }
  if (allErrors.length === 0) return [];
  const errors = certain(allErrors, unknowns);
  const hidden = errors.filter(({ instancePath }) =>
    secrets.some(secret => within(instancePath, secret)),
  );
  const shown = errors.filter(error => !hidden.includes(error));
  const secretPaths = secrets.filter(secret =>
    hidden.some(({ instancePath }) => within(instancePath, secret)),
  );
  return [
    ...brokenRules(shown, plain()).map(
      ({ path, message, hint }): Violation => ({
        path: formatPath(path),
        message,
        ...(hint !== undefined && { hint }),
      }),
    ),
    ...secretPaths.map(pointer => ({
      path: formatPath(pointerKeys(pointer)),
      message: 'This secret does not fit the schema.',
    })),
  ];
}

/** The errors that hold whatever the Unknowns turn out to be. */
function certain(
  errors: readonly ErrorObject[],
  unknowns: Open[],
): ErrorObject[] {
  const open = errors.filter(error =>
    unknowns.some(unknown => concerns(error, unknown)),
  );
  const choices = open
    .filter(({ keyword }) => ['anyOf', 'oneOf', 'if'].includes(keyword))
    .map(({ instancePath }) => instancePath);
  return errors.filter(
    error =>
      !open.includes(error) &&
      !choices.some(choice => within(error.instancePath, choice)),
  );
}

/** Of the type that an Unknown will have, so that rules about types can be judged. */
function standIn(type: ValueType): JsonValue {
  switch (type) {
    case 'string':
      return '';
    case 'number':
    case 'integer':
      return 0;
    case 'boolean':
      return false;
    case 'object':
      return {};
    case 'array':
      return [];
    default:
      return null;
  }
}

/** Rules about which keys there are, and about being a map at all, look at no Unknown below. */
const ABOUT_KEYS = ['required', 'additionalProperties', 'type'];

function concerns(error: ErrorObject, { pointer, type }: Open): boolean {
  if (error.instancePath === pointer && error.keyword === 'type') {
    return type === 'any';
  }
  return (
    within(error.instancePath, pointer) ||
    (within(pointer, error.instancePath) && !ABOUT_KEYS.includes(error.keyword))
  );
}

/** `pointer` is `above` or lies below it. */
function within(pointer: string, above: string): boolean {
  return pointer === above || pointer.startsWith(`${above}/`);
}

function plainCopy(
  value: Value,
  pointer: string,
  unknowns: Open[],
  secrets: string[],
): JsonValue {
  if (value instanceof Unknown) {
    unknowns.push({ pointer, type: value.type });
    return standIn(value.type);
  }
  if (value instanceof Secret) {
    secrets.push(pointer);
    return value.reveal();
  }
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      plainCopy(item, `${pointer}/${index}`, unknowns, secrets),
    );
  }
  if (isValueObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        const place = `${pointer}/${pointerKey(key)}`;
        return [key, plainCopy(item, place, unknowns, secrets)];
      }),
    );
  }
  return value;
}
