import { Problem, suggestion, Workload } from '../../model';
import { mapValues } from '../tree';

/** One for all containers that say `.`, or by container. */
export type Images = string | Record<string, string>;

type ImageFinding = Pick<Problem, 'severity' | 'code' | 'message' | 'hint'> & {
  path: string[];
};

/** Fills in images where a container says `.` (docs/reference/score-files.md), and only there. */
export function withImages(
  workload: Workload,
  images: Images | undefined,
): { workload: Workload; findings: ImageFinding[] } {
  return images === undefined
    ? { workload, findings: [] }
    : {
        workload: {
          ...workload,
          containers: mapValues(workload.containers, (container, name) => ({
            ...container,
            image: imageOf(container.image, name, images),
          })),
        },
        findings: imageFindings(workload, images),
      };
}

function imageOf(image: string, container: string, images: Images): string {
  if (image !== '.') {
    return image;
  }
  if (typeof images === 'string') {
    return images;
  }
  return Object.hasOwn(images, container) ? images[container] : image;
}

function imageFindings(
  { containers }: Workload,
  images: Images,
): ImageFinding[] {
  const names = Object.keys(containers);
  const given = typeof images === 'string' ? { '': images } : images;
  return Object.entries(given).flatMap(([name, image]): ImageFinding[] => {
    const path = name ? ['containers', name] : ['containers'];
    if (image.trim() === '') {
      return [
        {
          severity: 'error',
          path,
          code: 'ImageInvalid',
          message: `The image given${
            name && ` for the container "${name}"`
          } is empty.`,
        },
      ];
    }
    if (name && !names.includes(name)) {
      return [
        {
          severity: 'error',
          path: ['containers'],
          code: 'ImageInvalid',
          message: `An image is given for the container "${name}", which does not exist.`,
          hint: suggestion(name, names),
        },
      ];
    }
    if (name && containers[name].image !== '.') {
      return [
        {
          severity: 'warning',
          path: [...path, 'image'],
          code: 'ImageUnused',
          message: `The container "${name}" names its own image; the one given is not used.`,
          hint: 'Write "image: ." to have it supplied by the deployment.',
        },
      ];
    }
    return [];
  });
}
