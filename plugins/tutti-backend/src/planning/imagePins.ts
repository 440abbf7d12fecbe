import { own, Workload } from '@tutti/engine';
import {
  compareNames,
  ImagePin,
  ImagePins,
  RanImages,
  UnpinnedImage,
} from '@tutti/plugin-tutti-common';
import { Images } from '../store';

/** What a release deploys: its Score files, and the images of containers that say `.`. */
interface Released {
  workloads: Workload[];
  images: Images;
}

/** A success of the release whose images are pinned. */
export interface RanIn {
  environment: string;
  number: number;
  /** Absent: it was deployed before they were kept. */
  images?: RanImages;
  /** What it named by its content itself: that is what ran, whoever looked. */
  pins?: ImagePin[];
}

const NOT_KEPT =
  'Which contents ran was not written down when it succeeded there.';
const NO_POD = 'No pod of it was ready when it succeeded there.';
const REASONS = {
  differs: 'Its pods ran more than one content under this tag.',
  unreported: 'Its nodes named no digest that a registry knows.',
};

/**
 * The contents that a release ran, for those of its images that are only a tag. An image with a digest stays as
 * it is. Of a container of which the newest success knows nothing (it was paused, say) an older one of the same
 * release is asked; where pods differed nobody guesses.
 *
 * @param runs - successes of the release, the newest first; at least one
 */
export function pinImages(release: Released, runs: RanIn[]): ImagePins {
  const pins: ImagePin[] = [];
  const unpinned: UnpinnedImage[] = [];
  for (const each of imagesOf(release)) {
    if (each.image.includes('@')) continue;
    const found = ranOf(each, runs);
    if ('digest' in found) {
      pins.push({ ...each, ...found });
    } else {
      unpinned.push({ ...each, ...found });
    }
  }
  return { pins, unpinned };
}

/**
 * Those that still hold for what is deployed next: whoever restarts, scales or changes a value does not go back
 * to a tag that may have moved. One ends where another image is chosen or declared, or the same is named anew.
 *
 * @param named - images of the request
 */
export function keptPins(
  before: ImagePins | undefined,
  release: Released,
  named: Images = {},
): ImagePin[] {
  const images = imagesOf(release);
  return (before?.pins ?? []).filter(
    ({ workload, container, image }) =>
      own(own(named, workload) ?? {}, container) === undefined &&
      images.some(
        each =>
          each.workload === workload &&
          each.container === container &&
          each.image === image,
      ),
  );
}

/** The release as it is deployed: each pinned image is `name:tag@sha256:…`. */
export function withPins<Release extends Released>(
  release: Release,
  pins: ImagePin[] = [],
): Release {
  if (pins.length === 0) {
    return release;
  }
  const byPlace = new Map(
    pins.map(pin => [placeOf(pin.workload, pin.container), pin]),
  );
  const pinned = (workload: string, container: string, image: string) => {
    const pin = byPlace.get(placeOf(workload, container));
    return pin?.image === image ? `${image}@${pin.digest}` : image;
  };
  return {
    ...release,
    workloads: release.workloads.map(workload => ({
      ...workload,
      containers: Object.fromEntries(
        Object.entries(workload.containers).map(([name, container]) => [
          name,
          { ...container, image: pinned(workload.name, name, container.image) },
        ]),
      ),
    })),
    images: Object.fromEntries(
      Object.entries(release.images).map(([workload, containers]) => [
        workload,
        Object.fromEntries(
          Object.entries(containers).map(([container, image]) => [
            container,
            pinned(workload, container, image),
          ]),
        ),
      ]),
    ),
  };
}

type Placed = Pick<ImagePin, 'workload' | 'container' | 'image'>;

function imagesOf({ workloads, images }: Released): Placed[] {
  return workloads
    .flatMap(workload =>
      Object.entries(workload.containers).map(([container, { image }]) => ({
        workload: workload.name,
        container,
        image:
          image === '.'
            ? own(own(images, workload.name) ?? {}, container) ?? image
            : image,
      })),
    )
    .filter(({ image }) => image !== '.')
    .sort(
      (a, b) =>
        compareNames(a.workload, b.workload) ||
        compareNames(a.container, b.container),
    );
}

function ranOf(
  { workload, container, image }: Placed,
  runs: RanIn[],
):
  | Pick<ImagePin, 'digest' | 'ranIn'>
  | Pick<UnpinnedImage, 'reason' | 'ranIn'> {
  for (const { environment, number, images, pins = [] } of runs) {
    const pin = pins.find(
      each =>
        each.workload === workload &&
        each.container === container &&
        each.image === image,
    );
    if (pin) {
      return { ranIn: { environment, number }, digest: pin.digest };
    }
    const ran = images?.items.find(
      each => each.workload === workload && each.container === container,
    );
    const ranIn = { environment, number };
    if (!ran && images && images.message === undefined) {
      // It was scaled to zero, or its Job is gone: what ran just before was the same release.
      continue;
    }
    if (!ran) {
      return { ranIn, reason: images?.message ?? NOT_KEPT };
    }
    const [name] = ran.image.split('@');
    if (name !== image) {
      return {
        ranIn,
        reason: `The cluster ran it under another name, ${name}.`,
      };
    }
    return ran.digest === undefined
      ? { ranIn, reason: REASONS[ran.unknown ?? 'unreported'] }
      : { ranIn, digest: ran.digest };
  }
  const [{ environment, number }] = runs;
  return { ranIn: { environment, number }, reason: NO_POD };
}

function placeOf(workload: string, container: string): string {
  return JSON.stringify([workload, container]);
}
