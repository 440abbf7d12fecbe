import { createHash } from 'crypto';
import { JsonValue, isObject } from '../../model';

/** JSON with sorted keys: equal for equal data. */
export function stableJson(value: JsonValue): string {
  if (Array.isArray(value)) {
    return `[${value.map(stableJson).join(',')}]`;
  }
  if (isObject(value)) {
    const entries = Object.keys(value)
      .sort()
      .map(key => `${JSON.stringify(key)}:${stableJson(value[key])}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 (hex) over documents given as stable JSON, in any order. */
export function revisionOf(documents: string[]): string {
  const hash = createHash('sha256');
  for (const document of [...documents].sort()) {
    hash.update(document).update('\n');
  }
  return hash.digest('hex');
}
