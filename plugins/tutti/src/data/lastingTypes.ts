import type { PlatformView } from '@tutti/plugin-tutti-common';

type Platform = NonNullable<PlatformView['platform']>;

/** Environment types that people make environments of, in rank order: previews come with pull requests. */
export function lastingTypes(
  platform: Pick<Platform, 'environmentTypes'> | undefined,
) {
  return Object.values(platform?.environmentTypes ?? {})
    .filter(({ lifetime }) => lifetime === undefined)
    .sort((a, b) => a.rank - b.rank);
}
