import { JsonValue, Value } from '../../model';
import { Path } from '../../read/path';

/** A copy of `value` in which every text became what `fill` gives for it; keys stay. */
export function mapTexts(
  value: JsonValue,
  fill: (text: string, path: Path) => Value,
  path: Path = [],
): Value {
  if (typeof value === 'string') return fill(value, path);
  if (Array.isArray(value)) {
    return value.map((item, index) => mapTexts(item, fill, [...path, index]));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        mapTexts(item, fill, [...path, key]),
      ]),
    );
  }
  return value;
}
