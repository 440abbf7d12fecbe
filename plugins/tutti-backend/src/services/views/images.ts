import { own } from '@tutti/engine';
import { DeploymentRecord, ReleaseRecord } from '../../store';

/** A release, as far as its images matter. */
export interface ReleaseWithImages {
  release: Pick<ReleaseRecord, 'workloads' | 'images'>;
  /** Which contents it ran, or runs; absent: a release alone runs nothing. */
  deployment?: Pick<DeploymentRecord, 'images' | 'planned'>;
}

export interface NamedImage {
  /** With its tag, without a digest. */
  name: string;
  /** What was named, pinned or reported by pods; absent where nobody knows. */
  digest?: string;
  /** The release itself names the digest. */
  isPinned: boolean;
}

/** Names one container of one workload. */
export function imagePlace(workload: string, container: string): string {
  return JSON.stringify([workload, container]);
}

/** By `imagePlace`, of every container: which image, and which content of it if that is known. */
export function imagesOf({
  release,
  deployment,
}: ReleaseWithImages): Map<string, NamedImage> {
  const pins = deployment?.planned?.basis.images?.pins ?? [];
  const ran = deployment?.images?.items ?? [];
  return new Map(
    release.workloads.flatMap(workload =>
      Object.entries(workload.containers).map(
        ([container, { image }]): [string, NamedImage] => {
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
