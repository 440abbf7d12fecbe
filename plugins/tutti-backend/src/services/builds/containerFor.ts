import { ConflictError, InputError } from '@backstage/errors';
import { Workload } from '@tutti/engine';
import { openContainers } from '../../planning';
import { BuildInput } from '../types';

/**
 * Which container of the workload takes the image of a build.
 *
 * @throws InputError where it is not clear, or there is none
 */
export function containerFor(
  workload: Workload | undefined,
  { workload: name, container }: Pick<BuildInput, 'workload' | 'container'>,
): string {
  if (!workload) {
    throw new ConflictError(
      `${name} has no Score text without errors yet: correct it first`,
    );
  }
  const open = openContainers(workload);
  const found = container ?? (open.length === 1 ? open[0] : undefined);
  if (found === undefined || !open.includes(found)) {
    throw new InputError(
      open.length === 0
        ? `container: no container of ${name} takes an image: write \`image: .\` where it comes from builds`
        : `container: ${
            container === undefined
              ? `${name} has several that take an image`
              : `no container '${container}' of ${name} takes an image`
          }; say which: ${open.join(', ')}`,
    );
  }
  return found;
}
