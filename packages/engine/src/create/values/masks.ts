import {
  isObject,
  isValueObject,
  JsonObject,
  JsonValue,
  Mask,
  Secret,
  Unknown,
  Value,
  ValueObject,
} from '../../model';
import { mapValues } from '../../read/tree';

/** For people and stores: secrets and what is not known yet as a `Mask`, everything else as it is. */
export function mask(value: Value): JsonValue {
  // Most values are shown as they are; those are not copied.
  return isShownAsItIs(value) ? value : masked(value);
}

export function maskedMap(value: ValueObject): JsonObject {
  const shown = mask(value);
  return isObject(shown) ? shown : {};
}

/** Stands for every secret that was shown: what is shown of two is the same. */
export const HIDDEN = new Secret(null);

/**
 * A shown value as a value again, for comparing with another: what was not known is a hole with the
 * same origin, a secret is one whose content nobody has.
 */
export function unmask(shown: JsonValue): Value {
  return isShownAsItIs(shown) ? shown : unmasked(shown);
}

function masked(value: Value): JsonValue {
  if (value instanceof Secret || value instanceof Unknown) {
    return { ...value.toJSON() };
  }
  if (Array.isArray(value)) return value.map(masked);
  if (!isValueObject(value)) return value;
  const shown = mapValues(value, masked);
  return Object.hasOwn(value, 'masked')
    ? { masked: 'nothing', value: shown }
    : shown;
}

function unmasked(shown: JsonValue): Value {
  if (Array.isArray(shown)) return shown.map(unmasked);
  if (!isObject(shown)) return shown;
  if (!isMask(shown)) return mapValues(shown, unmasked);
  switch (shown.masked) {
    case 'secret':
      return HIDDEN;
    case 'unknown':
      return new Unknown(shown.type, shown.secret === true, shown.from);
    default:
      return mapValues(shown.value, unmasked);
  }
}

/** Data of older versions was not wrapped: a map that is no mask is an ordinary one. */
function isMask(shown: object): shown is Mask {
  if (!('masked' in shown)) return false;
  switch (shown.masked) {
    case 'secret':
      return true;
    case 'unknown':
      return 'from' in shown && 'type' in shown;
    case 'nothing':
      return 'value' in shown;
    default:
      return false;
  }
}

function isShownAsItIs(value: Value): value is JsonValue {
  if (typeof value !== 'object' || value === null) return true;
  if (value instanceof Secret || value instanceof Unknown) return false;
  if (Array.isArray(value)) return value.every(isShownAsItIs);
  for (const key of Object.keys(value)) {
    if (key === 'masked' || !isShownAsItIs(value[key])) return false;
  }
  return true;
}
