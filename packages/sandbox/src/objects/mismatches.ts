import {
  Expected,
  inspectForm,
  itemsOf,
  Path,
  Shape,
  shapeOf,
} from '@tutti/kubernetes';
import { isObject, JsonObject, JsonValue } from '../json';
import { printElement } from '../ownership';

/** Where a value does not have the form its kind demands. */
export interface Mismatch {
  path: Path;
  expected: Expected;
  found: JsonValue;
}

/** All fields that the kind does not know, and all values of a wrong type. */
export function findMismatches(shape: Shape, object: JsonObject): Mismatch[] {
  return inspectForm(object, shape).flatMap(finding =>
    finding.reason === 'type'
      ? [
          {
            path: finding.path,
            // To clients all whole numbers are of one type.
            expected:
              finding.expected === 'int32' ? 'integer' : finding.expected,
            found: at(object, finding.path),
          },
        ]
      : [],
  );
}

/** `spec.containers[0].image`; with the keys of items where they have some: `[name="web"]`. */
export function printPath(
  shape: Shape,
  object: JsonValue,
  path: Path,
  byKey = false,
): string {
  let [text, inside, value]: [string, Shape, JsonValue] = ['', shape, object];
  for (const segment of path) {
    const next = at(value, [segment]);
    if (typeof segment !== 'number') text += text ? `.${segment}` : segment;
    else
      text +=
        byKey && inside.type === 'list'
          ? printElement(inside, next, segment)
          : `[${segment}]`;
    inside =
      typeof segment === 'number' ? itemsOf(inside) : shapeOf(inside, segment);
    value = next;
  }
  return text;
}

function at(value: JsonValue, path: Path): JsonValue {
  let current = value;
  for (const segment of path)
    if (Array.isArray(current)) current = current[Number(segment)] ?? null;
    else current = isObject(current) ? current[segment] ?? null : null;
  return current;
}
