import { isObject, JsonValue, NumeralPlace } from '../../model';
import { Path } from '../path';
import { valueAt, withValueAt } from '../tree';

/** One of the things a Score file is put together from: the file, an override, a `path=value`. */
export interface Layer {
  /** Where its value was laid. */
  at: Path;
  value: JsonValue;
  numerals: NumeralPlace[];
}

/**
 * Numbers that count in the end and would lose their digits in a text. `metadata` is read by
 * placeholders only, which make text of it: there the digits themselves stand from now on. Of
 * params a resource type says what may stand there.
 */
export function keepNumerals(
  merged: JsonValue,
  layers: Layer[],
): { value: JsonValue; params: Map<string, NumeralPlace[]> } {
  let value = merged;
  const params = new Map<string, NumeralPlace[]>();
  for (const { path, written } of effectiveNumerals(merged, layers)) {
    const [root, name, field, ...inside] = path;
    if (root === 'metadata' && name !== 'name' && name !== 'annotations') {
      value = withValueAt(value, path, written);
    } else if (
      root === 'resources' &&
      field === 'params' &&
      typeof name === 'string'
    ) {
      params.set(name, [
        ...(params.get(name) ?? []),
        { path: inside, written },
      ]);
    }
  }
  return { value, params };
}

function* effectiveNumerals(
  merged: JsonValue,
  layers: Layer[],
): Generator<NumeralPlace> {
  for (const [index, { at, numerals }] of layers.entries()) {
    for (const { path, written } of numerals) {
      const place = [...at, ...path];
      const isCovered = layers
        .slice(index + 1)
        .some(layer => covers(layer, place));
      if (!isCovered && typeof valueAt(merged, place) === 'number') {
        yield { path: place, written };
      }
    }
  }
}

/** A later layer says something else for that place, or for what is above it. */
function covers({ at, value }: Layer, place: Path): boolean {
  if (!at.every((segment, index) => place[index] === segment)) {
    return false;
  }
  let there: JsonValue | undefined = value;
  for (const segment of place.slice(at.length)) {
    if (!isObject(there)) {
      return there !== undefined;
    }
    there = there[segment];
  }
  return there !== undefined;
}
