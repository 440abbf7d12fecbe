import { own } from '@tutti/engine';
import { Images, ReleaseHead, WorkloadMark } from '../../store';

/** How many workloads would be another than in this release: changed, added or gone. */
export function changedWorkloads(
  now: WorkloadMark[],
  release: ReleaseHead,
  givenImages: Images,
): number {
  const changed = now.filter(
    ({ name, digest, defaultImages }) =>
      own(release.digests, name) !== digest ||
      Object.entries(own(release.images, name) ?? {}).some(
        ([container, image]) =>
          (own(own(givenImages, name) ?? {}, container) ??
            own(defaultImages, container) ??
            image) !== image,
      ),
  );
  const names = new Set(now.map(({ name }) => name));
  const gone = Object.keys(release.digests).filter(name => !names.has(name));
  return changed.length + gone.length;
}
