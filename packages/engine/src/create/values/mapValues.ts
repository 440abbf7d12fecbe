import { Value } from '../../model';

/**
 * A copy of a map with every value changed. What goes through here are whole manifests, and a
 * loop takes half the time of `Object.fromEntries`; `__proto__` stays a key like any other.
 */
export function mapValues<From extends Value, To extends Value>(
  map: { [key: string]: From },
  change: (value: From, key: string) => To,
): { [key: string]: To } {
  const copy: { [key: string]: To } = {};
  for (const key of Object.keys(map)) {
    const value = change(map[key], key);
    if (key === '__proto__') {
      Object.defineProperty(copy, key, {
        value,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    } else {
      copy[key] = value;
    }
  }
  return copy;
}
