import {
  isValueObject,
  Secret,
  Unknown,
  Value,
  ValueObject,
} from '@tutti/engine';
import { Sealer } from './Sealer';

/**
 * Values with their secrets, as text that is only ever sealed. A secret is `{"$secret": …}`;
 * an object that happens to have a key `$secret` or `$object` is wrapped in `{"$object": …}`.
 */
type Encoded =
  | null
  | string
  | number
  | boolean
  | Encoded[]
  | { [key: string]: Encoded };

export function sealValue(
  sealer: Sealer,
  value: ValueObject,
  place: string,
): string {
  return sealer.seal(JSON.stringify(encode(value)), place);
}

export function openValue(
  sealer: Sealer,
  sealed: string,
  place: string,
): ValueObject {
  const value = decode(JSON.parse(sealer.open(sealed, place)));
  if (!isValueObject(value)) {
    throw new Error(`What is stored at ${place} is not an object`);
  }
  return value;
}

function encode(value: Value): Encoded {
  if (value instanceof Secret) {
    return { $secret: value.reveal() };
  }
  if (value instanceof Unknown) {
    throw new Error(
      `A value that is not known cannot be stored: ${value.from}`,
    );
  }
  if (Array.isArray(value)) {
    return value.map(encode);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const object = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, encode(inner)]),
  );
  return '$secret' in object || '$object' in object
    ? { $object: object }
    : object;
}

function decode(encoded: Encoded): Value {
  if (Array.isArray(encoded)) {
    return encoded.map(decode);
  }
  if (encoded === null || typeof encoded !== 'object') {
    return encoded;
  }
  if ('$secret' in encoded) {
    return new Secret(encoded.$secret);
  }
  const object = '$object' in encoded ? encoded.$object : encoded;
  return Object.fromEntries(
    Object.entries(object ?? {}).map(([key, inner]) => [key, decode(inner)]),
  );
}
