import { JsonValue, Value } from '../../model';
import { Path } from '../../read/path';
import { mapValues } from '../../read/tree';

/**
 * A copy of `value` in which every text became what `fill` gives for it; keys stay.
 *
 * @param fill - its path is good for the time of the call only: the walk goes on with it
 */
export function mapTexts(
  value: JsonValue,
  fill: (text: string, path: Path) => Value,
): Value {
  const path: (string | number)[] = [];

  function below(item: JsonValue, key: string | number): Value {
    path.push(key);
    const mapped = map(item);
    path.pop();
    return mapped;
  }

  function map(item: JsonValue): Value {
    if (typeof item === 'string') return fill(item, path);
    if (typeof item !== 'object' || item === null) return item;
    return Array.isArray(item) ? item.map(below) : mapValues(item, below);
  }

  return map(value);
}
