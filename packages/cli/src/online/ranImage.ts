import { RanImage, shortDigest } from '@tutti/plugin-tutti-common';

const UNKNOWN = {
  differs: 'more than one digest: the tag moved',
  unreported: 'no digest that a registry knows',
} as const satisfies Record<NonNullable<RanImage['unknown']>, string>;

/** `web/main: registry.example.com/web:1.4, sha256:4f1c2d3e5a6b` */
export function ranImageText({
  workload,
  container,
  image,
  digest,
  unknown = 'unreported',
}: RanImage): string {
  // What was pinned names its digest already.
  const [name] = image.split('@');
  return `${workload}/${container}: ${name}, ${
    digest === undefined ? UNKNOWN[unknown] : shortDigest(digest)
  }`;
}
