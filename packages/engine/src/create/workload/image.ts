import { RenderInput } from './input';

/** The image of a container; `.` is what the deployment supplies, if it does. */
export function imageOf(
  input: Pick<RenderInput, 'workload' | 'images'>,
  container: string,
): string | undefined {
  const { image } = input.workload.containers[container];
  if (image !== '.') return image;
  const supplied = Object.hasOwn(input.images, container)
    ? input.images[container]
    : undefined;
  return supplied === '' || supplied === '.' ? undefined : supplied;
}
