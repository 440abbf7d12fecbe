import Ajv2020, { ErrorObject, ValidateFunction } from 'ajv/dist/2020';
import {
  JsonSchema,
  JsonValue,
  Secret,
  Unknown,
  Value,
  isValueObject,
} from '../../model';
import { formatPath } from '../../read/path';

export interface Violation {
  /** Relative to the value: `ports[0].name`; empty for the value itself. */
  path: string;
  /** `must be integer`; never anything of the value's content. */
  message: string;
}

const compiled = new WeakMap<JsonSchema, ValidateFunction>();

function validatorFor(schema: JsonSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  // One instance per schema: two of them may carry the same `$id`.
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    validateFormats: false,
    logger: false,
  });
  const validator = ajv.compile(schema);
  compiled.set(schema, validator);
  return validator;
}

/** Where `value` does not fit `schema`. An Unknown fits everywhere: its time comes after apply. */
export function violations(schema: JsonSchema, value: Value): Violation[] {
  const unknowns: string[] = [];
  const secrets: string[] = [];
  const plain = plainCopy(value, '', unknowns, secrets);
  const validate = validatorFor(schema);
  if (validate(plain)) return [];
  const seen = new Set<string>();
  return (validate.errors ?? []).flatMap(error => {
    const pointer = error.instancePath;
    if (unknowns.some(unknown => concerns(error, unknown))) return [];
    const hidden = secrets.some(secret => within(pointer, secret));
    const violation = {
      path: formatPath(segmentsOf(pointer, plain)),
      message: hidden
        ? 'is secret and does not fit the schema'
        : messageOf(error),
    };
    const key = JSON.stringify(violation);
    if (seen.has(key)) return [];
    seen.add(key);
    return [violation];
  });
}

/**
 * An error at or below an Unknown is about its stand-in. One above may come from a branch
 * (`anyOf`) that looked at it, unless it is about which keys there are.
 */
function concerns(error: ErrorObject, unknown: string): boolean {
  const pointer = error.instancePath;
  if (within(pointer, unknown)) return true;
  const aboutKeys = ['required', 'additionalProperties', 'type'];
  return within(unknown, pointer) && !aboutKeys.includes(error.keyword);
}

/** `pointer` is `above` or lies below it. */
function within(pointer: string, above: string): boolean {
  return pointer === above || pointer.startsWith(`${above}/`);
}

function messageOf(error: ErrorObject): string {
  const message = error.message ?? `breaks ${error.keyword}`;
  switch (error.keyword) {
    case 'additionalProperties':
      return `must not have ${error.params.additionalProperty}`;
    case 'required':
      return `must have ${error.params.missingProperty}`;
    case 'enum':
      return `must be one of ${error.params.allowedValues
        .map((allowed: JsonValue) => JSON.stringify(allowed))
        .join(', ')}`;
    default:
      return message;
  }
}

function plainCopy(
  value: Value,
  pointer: string,
  unknowns: string[],
  secrets: string[],
): JsonValue {
  if (value instanceof Unknown) {
    unknowns.push(pointer);
    return null;
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
        const segment = key.replaceAll('~', '~0').replaceAll('/', '~1');
        return [
          key,
          plainCopy(item, `${pointer}/${segment}`, unknowns, secrets),
        ];
      }),
    );
  }
  return value;
}

/** A JSON pointer as path segments; numbers only where the value is a list. */
function segmentsOf(pointer: string, value: JsonValue): (string | number)[] {
  let place: JsonValue | undefined = value;
  return pointer
    .split('/')
    .slice(1)
    .map(segment => {
      const key = segment.replaceAll('~1', '/').replaceAll('~0', '~');
      if (Array.isArray(place)) {
        place = place[Number(key)];
        return Number(key);
      }
      place =
        typeof place === 'object' && place !== null ? place[key] : undefined;
      return key;
    });
}
