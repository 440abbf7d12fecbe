import { Images, ReleaseHead, WorkloadMark } from '../../store';

/** How many workloads would be another than in this release: changed, added or gone. */
export function changedWorkloads(
  now: WorkloadMark[],
  release: ReleaseHead,
  givenImages: Images,
): number {
  const changed = now.filter(
    ({ name, digest, defaultImages }) =>
      release.digests[name] !== digest ||
      Object.entries(release.images[name] ?? {}).some(
        ([container, image]) =>
          (givenImages[name]?.[container] ??
            defaultImages[container] ??
            image) !== image,
      ),
  );
  const names = new Set(now.map(({ name }) => name));
  const gone = Object.keys(release.digests).filter(name => !names.has(name));
  return changed.length + gone.length;
}
