const name =
  /^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(?::[0-9]+)?\/|\[[a-fA-F0-9:]+\](?::[0-9]+)?\/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const tag = /^[\w][\w.-]{0,127}$/;
const digest =
  /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/**
 * What no container runtime can pull: the grammar of image references
 * (`[host[:port]/]path[:tag][@digest]`, lower case). An API server takes any text. Undefined when
 * nothing is wrong.
 */
export function imageComplaint(reference: string): string | undefined {
  const [beforeDigest, ...digests] = reference.split('@');
  if (digests.length > 1 || digests.some(part => !digest.test(part)))
    return 'its digest is not of the form sha256:<64 hexadecimal digits>';
  const colon = beforeDigest.lastIndexOf(':');
  const hasTag = colon > beforeDigest.lastIndexOf('/');
  if (hasTag && !tag.test(beforeDigest.slice(colon + 1)))
    return 'its tag may have at most 128 letters, digits, dots, dashes and underscores';
  const repository = hasTag ? beforeDigest.slice(0, colon) : beforeDigest;
  if (name.test(repository)) return undefined;
  return /[A-Z]/.test(repository)
    ? 'a repository is written in lower case'
    : 'it is not of the form [registry/]repository[:tag][@digest]';
}
