import { createHash } from 'node:crypto';

/**
 * What a kubelet on containerd writes of an image that it has pulled: the full name of the repository, and the
 * digest of the content. Here every tag is a content of its own, the same for ever.
 *
 * @example imageId('nginx:1.27') // 'docker.io/library/nginx@sha256:…'
 */
export function imageId(image: string): string {
  const [tagged, digest] = image.split('@');
  const colon = tagged.lastIndexOf(':');
  const name =
    colon > tagged.lastIndexOf('/') ? tagged.slice(0, colon) : tagged;
  return `${fullName(name)}@${
    digest ?? `sha256:${createHash('sha256').update(image).digest('hex')}`
  }`;
}

/** A first part with a dot or a port, or `localhost`, is a registry. */
function fullName(name: string): string {
  const [first, ...rest] = name.split('/');
  if (rest.length === 0) return `docker.io/library/${name}`;
  return /[.:]/.test(first) || first === 'localhost'
    ? name
    : `docker.io/${name}`;
}
