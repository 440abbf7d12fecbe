import type { Platform } from './availability';

export type StoredCriteria = Platform['definitions'][string]['criteria'];

/** Each key with the values of which one must fit; a label is a key of its own. */
export function criteriaLines({
  labels = {},
  ...keys
}: StoredCriteria): { key: string; values: string[] }[] {
  return [
    ...Object.entries(keys).map(([key, values]) => ({ key, values })),
    ...Object.entries(labels).map(([label, values]) => ({
      key: `labels.${label}`,
      values,
    })),
  ];
}
