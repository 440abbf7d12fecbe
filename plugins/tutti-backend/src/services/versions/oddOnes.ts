/**
 * Which of these are not what most of them are. Of several that are equally frequent, what the newest
 * release has counts as what should be there.
 *
 * @returns one answer for each, in the same order
 */
export function oddOnes(
  versions: { version: string; release: number }[],
): boolean[] {
  const groups = new Map<string, { count: number; newest: number }>();
  for (const { version, release } of versions) {
    const { count, newest } = groups.get(version) ?? { count: 0, newest: 0 };
    groups.set(version, {
      count: count + 1,
      newest: Math.max(newest, release),
    });
  }
  const [usual] = [...groups].sort(
    ([, a], [, b]) => b.count - a.count || b.newest - a.newest,
  );
  return versions.map(({ version }) => version !== usual?.[0]);
}
