import { groupBy } from '@tutti/engine';

/** What one environment runs. */
export interface RunningVersion {
  /** By what it is named. */
  version: string;
  /** What ran under these names; absent where nobody knows. */
  contents?: string;
  release: number;
}

/**
 * Which of these are not what most of them are. Of several that are equally frequent, what the newest
 * release has counts as what should be there. Those of one version are told apart by what ran, where that is known
 * of all of them.
 *
 * @returns one answer for each, in the same order
 */
export function oddOnes(running: RunningVersion[]): boolean[] {
  const byVersion = groupBy(running, ({ version }) => version);
  const keys = running.map(({ version, contents }) =>
    byVersion.get(version)?.every(each => each.contents !== undefined)
      ? JSON.stringify([version, contents])
      : version,
  );
  const groups = new Map<string, { count: number; newest: number }>();
  running.forEach(({ release }, index) => {
    const { count, newest } = groups.get(keys[index]) ?? {
      count: 0,
      newest: 0,
    };
    groups.set(keys[index], {
      count: count + 1,
      newest: Math.max(newest, release),
    });
  });
  const [usual] = [...groups].sort(
    ([, a], [, b]) => b.count - a.count || b.newest - a.newest,
  );
  return keys.map(key => key !== usual?.[0]);
}
