import {
  fail,
  Images,
  Problem,
  Result,
  succeed,
  suggestion,
  withImages,
  Workload,
} from '@tutti/engine';
import { UsageError } from './Terminal';

/** One `--image` that says for which container it is. */
interface NamedImage {
  /** As it was written, in front of `=`. */
  name: string;
  image: string;
}

/** What `--image` says: one image for all that ask for one, or each for its container. */
export type GivenImages =
  | { kind: 'none' }
  | { kind: 'all'; image: string }
  | { kind: 'named'; images: NamedImage[] };

const USAGE =
  'one image is for every container that says "."; several are given as --image container=image, workload=image or workload/container=image';

/**
 * Reads the values of `--image`. No image reference has a `=`, so what stands before one is a name.
 *
 * @throws UsageError when one image for all is given beside others, or a container gets two
 */
export function parseImages(texts: string[]): GivenImages {
  const named = texts.flatMap((text): NamedImage[] => {
    const end = text.indexOf('=');
    return end < 0
      ? []
      : [{ name: text.slice(0, end), image: text.slice(end + 1) }];
  });
  if (named.length === 0 && texts.length <= 1) {
    return texts.length === 0
      ? { kind: 'none' }
      : { kind: 'all', image: texts[0] };
  }
  if (named.length < texts.length) {
    throw new UsageError(USAGE);
  }
  for (const [index, { name, image }] of named.entries()) {
    if (!/^[^/]+(\/[^/]+)?$/.test(name) || image.trim() === '') {
      throw new UsageError(
        `--image "${name}=${image}" is incomplete: ${USAGE}`,
      );
    }
    const other = named.slice(0, index).find(one => one.name === name);
    if (other && other.image !== image) {
      throw new UsageError(
        `--image gives ${name} two images: ${other.image} and ${image}`,
      );
    }
  }
  return { kind: 'named', images: named };
}

/**
 * Workloads with the images that were given, over those that Application files declare. The more
 * exact name counts: `workload/container`, then `container`, then `workload`. A name that is both a
 * workload's and another one's container is refused, and one that fits nothing.
 *
 * @param declared - by Score file
 */
export function giveImages(
  workloads: Workload[],
  given: GivenImages,
  declaredOf: (workload: Workload) => Record<string, string> | undefined,
): Result<Workload[]> {
  const problems: Problem[] =
    given.kind === 'named' ? misnamed(workloads, given.images) : [];
  const filled = workloads.map(workload => {
    const images = imagesFor(workload, given, declaredOf(workload));
    const made = withImages(workload, images);
    problems.push(
      ...made.findings.map(({ path, ...finding }) => ({
        ...finding,
        file: workload.file,
        path: path.join('.'),
      })),
    );
    return made.workload;
  });
  if (
    given.kind === 'all' &&
    !workloads.some(workload => openContainers(workload).length > 0)
  ) {
    problems.push({
      severity: 'warning',
      code: 'ImageUnused',
      message: `The image ${given.image} fits no container: each of them names its own.`,
      hint: 'Write "image: ." where it is to be used.',
    });
  }
  return problems.some(({ severity }) => severity === 'error')
    ? fail(problems)
    : succeed(filled, problems);
}

function imagesFor(
  workload: Workload,
  given: GivenImages,
  declared: Record<string, string> | undefined,
): Images | undefined {
  if (given.kind !== 'named') {
    return given.kind === 'all' ? given.image : declared;
  }
  const names = Object.keys(workload.containers);
  const imageOf = (name: string) =>
    given.images.find(one => one.name === name)?.image;
  const forAll = imageOf(workload.name);
  const images: Record<string, string> = { ...declared };
  for (const container of names) {
    const named =
      imageOf(`${workload.name}/${container}`) ?? imageOf(container);
    const image =
      named ??
      (workload.containers[container].image === '.' ? forAll : undefined);
    if (image !== undefined) {
      images[container] = image;
    }
  }
  return images;
}

function openContainers({ containers }: Workload): string[] {
  return Object.keys(containers).filter(name => containers[name].image === '.');
}

function misnamed(workloads: Workload[], images: NamedImage[]): Problem[] {
  const full = workloads.flatMap(({ name, containers }) =>
    Object.keys(containers).map(container => `${name}/${container}`),
  );
  const workloadNames = new Set(workloads.map(({ name }) => name));
  return images.flatMap(({ name }): Problem[] => {
    const places = full.filter(place => place.endsWith(`/${name}`));
    const elsewhere = places.filter(place => place !== `${name}/${name}`);
    if (workloadNames.has(name) && elsewhere.length > 0) {
      return [
        {
          severity: 'error',
          code: 'ImageAmbiguous',
          message: `An image is given for "${name}", which is a workload and a container of another one.`,
          hint: `Write workload/container: ${elsewhere.join(' or ')}.`,
        },
      ];
    }
    return full.includes(name) || workloadNames.has(name) || places.length > 0
      ? []
      : [
          {
            severity: 'error',
            code: 'ImageInvalid',
            message: `An image is given for "${name}"; there is no such container or workload.`,
            hint:
              suggestion(name, [...full, ...workloadNames]) ??
              `There is: ${full.join(', ')}.`,
          },
        ];
  });
}
