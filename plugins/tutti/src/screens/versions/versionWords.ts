import {
  compareNames,
  ReleaseSummary,
  VersionImage,
  VersionsRow,
} from '@tutti/plugin-tutti-common';

/** What tells one version from another: the tag, else the digest, else the whole image. */
export function versionOf(image: string): string {
  const [name, digest] = image.split('@');
  const tag = /:([^/:]+)$/.exec(name)?.[1];
  return tag ?? digest?.slice(0, 19) ?? image;
}

/** `registry.example.com/shop/web:1.9.2@sha256:…`, as far as anybody knows what ran. */
export function wholeImage({
  image,
  digest,
}: Pick<VersionImage, 'image' | 'digest'>): string {
  return digest === undefined ? image : `${image.split('@')[0]}@${digest}`;
}

/** Which version of a workload a release has, by its first container. */
export function versionIn(
  release: ReleaseSummary | undefined,
  workload: string,
): string | undefined {
  const images = Object.entries(release?.images ?? {}).find(
    ([name]) => name === workload,
  )?.[1];
  const [image] = Object.values(images ?? {});
  return image === undefined ? undefined : versionOf(image);
}

/** Environments across, in rank order; those of one name stand in one column. */
export function columnsOf(rows: VersionsRow[]): string[] {
  const ranks = new Map<string, number>();
  for (const { environment, rank } of rows.flatMap(({ cells }) => cells)) {
    ranks.set(environment, Math.min(rank, ranks.get(environment) ?? rank));
  }
  return [...ranks]
    .sort(([a, rankA], [b, rankB]) => rankA - rankB || compareNames(a, b))
    .map(([name]) => name);
}
