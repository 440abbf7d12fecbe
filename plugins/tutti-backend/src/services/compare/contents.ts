import { own } from '@tutti/engine';
import { DeploymentRecord, ReleaseRecord } from '../../store';

/** One side, as far as its images matter. */
export interface ImageSide {
  release: ReleaseRecord;
  /** Which contents it ran, or runs; absent: a release alone runs nothing. */
  deployment?: Pick<DeploymentRecord, 'images' | 'planned'>;
}

/** By `imagePlace`: what is written in place of the release's image. */
export type ShownImages = ReadonlyMap<string, string>;

/** Names one container of one workload. */
export function imagePlace(workload: string, container: string): string {
  return JSON.stringify([workload, container]);
}

/**
 * Two images of one tag are the same where both sides ran the same content, and not where they did not. Where
 * one side does not know what it ran, tags alone are compared.
 */
export function shownImages(
  ours: ImageSide,
  theirs: ImageSide,
): [ShownImages, ShownImages] {
  const left = imagesIn(ours);
  const right = imagesIn(theirs);
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

interface Image {
  /** With its tag, without a digest. */
  name: string;
  digest?: string;
  /** The release itself names the digest. */
  isPinned: boolean;
}

function imagesIn({ release, deployment }: ImageSide): Map<string, Image> {
  const pins = deployment?.planned?.basis.images?.pins ?? [];
  const ran = deployment?.images?.items ?? [];
  return new Map(
    release.workloads.flatMap(workload =>
      Object.entries(workload.containers).map(
        ([container, { image }]): [string, Image] => {
          const given = own(
            own(release.images, workload.name) ?? {},
            container,
          );
          const [name, named] = (given ?? image).split('@');
          const known = [...pins, ...ran].find(
            each =>
              each.workload === workload.name &&
              each.container === container &&
              each.image.split('@')[0] === name,
          );
          const digest = named ?? known?.digest;
          return [
            imagePlace(workload.name, container),
            {
              name,
              ...(digest !== undefined && { digest }),
              isPinned: named !== undefined,
            },
          ];
        },
      ),
    ),
  );
}
