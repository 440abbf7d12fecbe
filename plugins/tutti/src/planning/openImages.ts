import type {
  PlanInput,
  ReleaseSummary,
  WorkloadSummary,
} from '@tutti/plugin-tutti-common';

/** A container whose image comes from the deployment. */
export interface OpenImage {
  workload: string;
  container: string;
  /** What it has now; empty where none was given yet. */
  image: string;
}

/** By workload, then container: with the image of `release`, else the newest one. */
export function openImagesOf(
  workloads: WorkloadSummary[],
  release: ReleaseSummary | undefined,
): OpenImage[] {
  return workloads.flatMap(({ name, openImages, images }) =>
    openImages.map(container => {
      const image =
        release?.images[name]?.[container] ?? images[container] ?? '';
      return { workload: name, container, image: image === '.' ? '' : image };
    }),
  );
}

/** Only what differs, as `PlanInput.images` wants it. */
export function changedImages(
  before: OpenImage[],
  after: OpenImage[],
): Record<string, Record<string, string>> {
  const changed: Record<string, Record<string, string>> = {};
  after.forEach(({ workload, container, image }, index) => {
    const wanted = image.trim();
    if (wanted && wanted !== before[index]?.image) {
      changed[workload] = { ...changed[workload], [container]: wanted };
    }
  });
  return changed;
}

/** Both together; where both name a container, `chosen` wins. */
export function mergeImages(
  base: PlanInput['images'],
  chosen: NonNullable<PlanInput['images']>,
): NonNullable<PlanInput['images']> {
  const merged = { ...base };
  for (const [workload, containers] of Object.entries(chosen)) {
    merged[workload] = { ...merged[workload], ...containers };
  }
  return merged;
}
