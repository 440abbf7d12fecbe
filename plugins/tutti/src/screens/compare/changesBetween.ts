import type { ReleaseSummary } from '@tutti/plugin-tutti-common';

/** How many workloads the right side would get, lose or change if it took the left side's release. */
export function changesBetween(
  left: ReleaseSummary | undefined,
  right: ReleaseSummary | undefined,
): number {
  if (!left || left.id === right?.id) return 0;
  const names = new Set([
    ...Object.keys(left.digests),
    ...Object.keys(right?.digests ?? {}),
  ]);
  return [...names].filter(
    name => versionIn(left, name) !== versionIn(right, name),
  ).length;
}

function versionIn(release: ReleaseSummary | undefined, name: string): string {
  const images = Object.entries(release?.images[name] ?? {}).sort();
  return JSON.stringify([release?.digests[name] ?? null, images]);
}
