import { imagesOf, ReleaseWithImages } from '../views';

/** By `imagePlace`: what is written in place of the release's image. */
export type ShownImages = ReadonlyMap<string, string>;

/**
 * Two images of one tag are the same where both sides ran the same content, and not where they did not. Where
 * one side does not know what it ran, tags alone are compared.
 */
export function shownImages(
  ours: ReleaseWithImages,
  theirs: ReleaseWithImages,
): [ShownImages, ShownImages] {
  const left = imagesOf(ours);
  const right = imagesOf(theirs);
  const shown: [Map<string, string>, Map<string, string>] = [
    new Map(),
    new Map(),
  ];
  for (const [place, mine] of left) {
    const other = right.get(place);
    const areNamedAlike = mine.name === other?.name;
    if (!areNamedAlike || !mine.digest || !other.digest) continue;
    if (mine.digest === other.digest && !mine.isPinned && !other.isPinned) {
      continue;
    }
    shown[0].set(place, `${mine.name}@${mine.digest}`);
    shown[1].set(place, `${other.name}@${other.digest}`);
  }
  return shown;
}
