import { JsonObject } from './json';

/**
 * How a value is shown whose content is not: as a leaf of plans, differences, the inventory and
 * API answers. In shown data every map with the key `masked` is one of these: an ordinary map that has
 * such a key is wrapped (`nothing`), so that no data can pass for a mask.
 */
export type Mask =
  | { masked: 'secret' }
  /** Known after apply; `from` says what will make it known, `secret` that it will not be shown. */
  | { masked: 'unknown'; type: ValueType; from: string; secret?: true }
  | { masked: 'nothing'; value: JsonObject };

/** As JSON Schema names them. */
export const SCHEMA_TYPES = [
  'string',
  'number',
  'integer',
  'boolean',
  'object',
  'array',
] as const;

/** What is known of a value before the value is. */
export type ValueType = (typeof SCHEMA_TYPES)[number] | 'any';
