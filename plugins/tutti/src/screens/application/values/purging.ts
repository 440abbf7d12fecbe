import { compareNames, ValueVersion } from '@tutti/plugin-tutti-common';

/** A secret's version that still has a content here. */
export function isPurgeable({
  secret,
  removed,
  purged,
}: Pick<ValueVersion, 'secret' | 'removed' | 'purged'>): boolean {
  return secret && !removed && purged === undefined;
}

/** Where one of these versions runs, by environment, with what reads it there. */
export function usesByEnvironment(
  versions: Pick<ValueVersion, 'usedBy'>[],
): { environment: string; readers: string[] }[] {
  const uses = new Map<string, Set<string>>();
  for (const { environment, workloads, resources } of versions.flatMap(
    ({ usedBy }) => usedBy,
  )) {
    const readers = uses.get(environment) ?? new Set<string>();
    [...workloads, ...resources].forEach(reader => readers.add(reader));
    uses.set(environment, readers);
  }
  return [...uses]
    .map(([environment, readers]) => ({
      environment,
      readers: [...readers].sort(compareNames),
    }))
    .sort((a, b) => compareNames(a.environment, b.environment));
}

/** The scopes of which several versions can be purged at once. */
export function purgeableScopes(
  versions: ValueVersion[],
): { scope: ValueVersion['scope']; versions: ValueVersion[] }[] {
  return (['environment', 'application'] as const).flatMap(scope => {
    const found = versions.filter(
      version => version.scope === scope && isPurgeable(version),
    );
    return found.length > 1 ? [{ scope, versions: found }] : [];
  });
}
