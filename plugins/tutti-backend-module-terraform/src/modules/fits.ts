import {
  isValueObject,
  Secret,
  suggestion,
  Unknown,
  Value,
} from '@tutti/engine';
import { TypeConstraint } from './typeConstraint';

/** Where a value does not fit its type; never what the value is. */
export interface Misfit {
  path: (string | number)[];
  /** The key is too much, not its value. */
  key?: boolean;
  message: string;
  hint?: string;
}

/**
 * By Terraform's own conversions: a number or a bool may be given as text and the other way round.
 *
 * @param isOpen - whether what a text says is known only later
 */
export function misfits(
  value: Value,
  type: TypeConstraint,
  isOpen: (text: string) => boolean = () => false,
  path: (string | number)[] = [],
): Misfit[] {
  const plain = value instanceof Secret ? value.reveal() : value;
  if (
    plain === null ||
    plain instanceof Unknown ||
    type.kind === 'any' ||
    (typeof plain === 'string' && isOpen(plain))
  ) {
    return [];
  }
  const wrong = (what: string): Misfit[] => [
    { path, message: `The module wants ${what} here.` },
  ];
  switch (type.kind) {
    case 'string':
      return typeof plain === 'object' ? wrong('a text') : [];
    case 'number':
      return typeof plain === 'number' ||
        (typeof plain === 'string' &&
          plain.trim() !== '' &&
          Number.isFinite(Number(plain)))
        ? []
        : wrong('a number');
    case 'bool':
      return typeof plain === 'boolean' || plain === 'true' || plain === 'false'
        ? []
        : wrong('true or false');
    case 'list':
    case 'set':
      return Array.isArray(plain)
        ? plain.flatMap((item, index) =>
            misfits(item, type.of, isOpen, [...path, index]),
          )
        : wrong('a list');
    case 'tuple':
      return Array.isArray(plain) && plain.length === type.items.length
        ? plain.flatMap((item, index) =>
            misfits(item, type.items[index], isOpen, [...path, index]),
          )
        : wrong(`a list of ${type.items.length}`);
    case 'map':
      return isValueObject(plain)
        ? Object.entries(plain).flatMap(([key, item]) =>
            misfits(item, type.of, isOpen, [...path, key]),
          )
        : wrong('a map');
    case 'object':
      return isValueObject(plain)
        ? objectMisfits(plain, type.fields, isOpen, path)
        : wrong('a map');
    default:
      throw new Error(`no such type: ${type satisfies never}`);
  }
}

function objectMisfits(
  value: { [key: string]: Value },
  fields: Extract<TypeConstraint, { kind: 'object' }>['fields'],
  isOpen: (text: string) => boolean,
  path: (string | number)[],
): Misfit[] {
  const missing = Object.entries(fields)
    .filter(([key, { optional }]) => !optional && !Object.hasOwn(value, key))
    .map(([key]) => ({ path, message: `"${key}" is missing here.` }));
  const found = Object.entries(value).flatMap(([key, item]): Misfit[] => {
    if (Object.hasOwn(fields, key)) {
      return misfits(item, fields[key].type, isOpen, [...path, key]);
    }
    const hint = suggestion(key, Object.keys(fields));
    return [
      {
        path: [...path, key],
        key: true,
        message: `The module knows no "${key}" here.`,
        ...(hint !== undefined && { hint }),
      },
    ];
  });
  return [...missing, ...found];
}
