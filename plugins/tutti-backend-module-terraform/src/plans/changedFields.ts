import { DriverField, JsonValue } from '@tutti/engine';

/** More fields of one thing, and longer texts, are not read by anybody. */
export const MOST_FIELDS = 200;
const LONGEST_TEXT = 2_000;

const SECRET = { masked: 'secret' } as const;

/** A change as `show -json` tells it: secrets stand in it in clear. */
export interface ChangeJson {
  before?: JsonValue;
  after?: JsonValue;
  after_unknown?: JsonValue;
  before_sensitive?: JsonValue;
  after_sensitive?: JsonValue;
}

/** Leaves that differ, each with what it was and will be. */
export function fieldsOf(change: ChangeJson): DriverField[] {
  const fields: DriverField[] = [];
  walk(
    [],
    {
      before: change.before,
      after: change.after,
      unknown: change.after_unknown,
      secretBefore: change.before_sensitive,
      secretAfter: change.after_sensitive,
    },
    fields,
  );
  return fields;
}

interface Sides {
  before?: JsonValue;
  after?: JsonValue;
  unknown?: JsonValue;
  secretBefore?: JsonValue;
  secretAfter?: JsonValue;
}

function walk(
  path: (string | number)[],
  sides: Sides,
  fields: DriverField[],
): void {
  const { before, after, unknown, secretBefore, secretAfter } = sides;
  const isSecret = secretBefore === true || secretAfter === true;
  const parts = [before, after, unknown].filter(isBranch);
  if (!isSecret && unknown !== true && parts.length > 0) {
    const keys = new Set(parts.flatMap(part => Object.keys(part)));
    for (const key of keys) {
      walk(
        [...path, parts.some(Array.isArray) ? Number(key) : key],
        {
          before: inside(before, key),
          after: inside(after, key),
          unknown: inside(unknown, key),
          secretBefore: inside(secretBefore, key),
          secretAfter: inside(secretAfter, key),
        },
        fields,
      );
    }
    return;
  }
  const was = before ?? undefined;
  const willBe = after ?? undefined;
  if (unknown !== true && JSON.stringify(was) === JSON.stringify(willBe)) {
    return;
  }
  fields.push({
    path: pathText(path),
    ...(was !== undefined && { before: isSecret ? SECRET : shown(was) }),
    ...(unknown === true
      ? { after: { masked: 'unknown', type: 'any', from: 'the tool' } }
      : willBe !== undefined && { after: isSecret ? SECRET : shown(willBe) }),
  });
}

function isBranch(
  value: JsonValue | undefined,
): value is JsonValue[] | { [key: string]: JsonValue } {
  return (
    typeof value === 'object' && value !== null && Object.keys(value).length > 0
  );
}

function inside(
  value: JsonValue | undefined,
  key: string,
): JsonValue | undefined {
  if (Array.isArray(value)) {
    return value[Number(key)];
  }
  return typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, key)
    ? value[key]
    : undefined;
}

function shown(value: JsonValue): JsonValue {
  return typeof value === 'string' && value.length > LONGEST_TEXT
    ? `${value.slice(0, LONGEST_TEXT)}…`
    : value;
}

/** `rule[0].port` */
export function pathText(path: (string | number)[]): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join('');
}
