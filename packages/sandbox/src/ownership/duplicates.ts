import { isObject, JsonValue } from '../json';
import { ListShape, Shape, shapeOf } from '@tutti/kubernetes';
import { isGranularList, itemElement } from './elements';
import { printPath } from './fieldSet';

/** `[name="web"]` for items that have a key, else their place. */
export function printElement(
  shape: ListShape,
  item: JsonValue,
  index: number,
): string {
  return isGranularList(shape)
    ? printPath([itemElement(shape, item)])
    : `[${index}]`;
}

/** Items that have the same key as one before them: nobody could say whose they are. */
export function findDuplicates(
  shape: Shape,
  value: JsonValue,
  path = '',
): { path: string; element: string }[] {
  if (isObject(value))
    return Object.entries(value).flatMap(([name, child]) =>
      findDuplicates(shapeOf(shape, name), child, `${path}.${name}`),
    );
  if (!Array.isArray(value) || shape.type !== 'list') return [];
  const names = value.map((item, index) => printElement(shape, item, index));
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...[...new Set(repeated)].map(element => ({ path, element })),
    ...value.flatMap((item, index) =>
      findDuplicates(shape.items, item, path + names[index]),
    ),
  ];
}
