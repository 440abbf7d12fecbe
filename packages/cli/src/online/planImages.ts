import { suggestion } from '@tutti/engine';
import type { PlanInput, WorkloadSummary } from '@tutti/plugin-tutti-common';
import { parseImages } from '../images';
import { UsageError } from '../Terminal';

type OpenWorkload = Pick<WorkloadSummary, 'name' | 'openImages'>;

/**
 * What `--image` means for workloads of a portal, as offline: the more exact name counts,
 * `workload/container`, then `container`, then `workload`.
 *
 * @throws UsageError for a name that fits no container that says `.`, or several meanings
 */
export function planImages(
  texts: string[],
  workloads: OpenWorkload[],
): NonNullable<PlanInput['images']> {
  const given = parseImages(texts);
  const open = workloads.flatMap(({ name, openImages }) =>
    openImages.map(container => ({ workload: name, container })),
  );
  if (given.kind === 'named') {
    given.images.forEach(({ name }) => checkName(name, workloads, open));
  } else if (given.kind === 'all' && open.length === 0) {
    throw new UsageError(
      `--image ${given.image}: no container takes one; each of them names its own`,
    );
  }
  const images: NonNullable<PlanInput['images']> = {};
  for (const { workload, container } of open) {
    const named = (name: string) =>
      given.kind === 'named'
        ? given.images.find(one => one.name === name)?.image
        : undefined;
    const image =
      given.kind === 'all'
        ? given.image
        : named(`${workload}/${container}`) ??
          named(container) ??
          named(workload);
    if (image !== undefined) {
      images[workload] = { ...images[workload], [container]: image };
    }
  }
  return images;
}

function checkName(
  name: string,
  workloads: OpenWorkload[],
  open: { workload: string; container: string }[],
): void {
  const isWorkload = workloads.some(workload => workload.name === name);
  const elsewhere = open.filter(
    place => place.container === name && place.workload !== name,
  );
  if (isWorkload && elsewhere.length > 0) {
    throw new UsageError(
      `--image ${name}=…: ${name} is a workload and a container of another one; write workload/container`,
    );
  }
  const fits = open.some(
    ({ workload, container }) =>
      name === `${workload}/${container}` ||
      name === container ||
      name === workload,
  );
  if (!fits) {
    const names = open.map(
      ({ workload, container }) => `${workload}/${container}`,
    );
    throw new UsageError(
      `--image ${name}=…: no container of that name takes an image. ${
        suggestion(name, [...names, ...workloads.map(each => each.name)]) ??
        `There is: ${names.join(', ') || 'none'}.`
      }`,
    );
  }
}
