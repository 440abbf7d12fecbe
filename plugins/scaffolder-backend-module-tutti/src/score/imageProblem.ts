/**
 * Why this image is not one to write into a Score file; undefined where it is. An image without tag
 * is another one tomorrow, so that a release would not say what runs.
 * @param image - As an OCI reference; `.` for one that the deployment brings.
 */
export function imageProblem(image: string): string | undefined {
  if (image === '.') return undefined;
  if (!/^[a-zA-Z0-9][\w./:@-]*$/.test(image)) {
    return `The image '${image}' is no reference to an image. Write it like registry.example.com/team/name:1.4.2.`;
  }
  const last = image.slice(image.lastIndexOf('/') + 1);
  return /@sha256:[0-9a-f]{64}$/.test(last) || /^[^:@]+:[\w][\w.-]*$/.test(last)
    ? undefined
    : `The image '${image}' has no tag. Write one, like ${
        image.split('@')[0]
      }:1.4.2, or a digest: without it nobody can say what runs.`;
}
