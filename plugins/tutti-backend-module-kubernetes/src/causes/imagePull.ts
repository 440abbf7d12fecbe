/** The waiting reasons of a container whose image cannot be had. */
export const PULL_REASONS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'RegistryUnavailable',
  'ImageInspectError',
]);

/** What container runtimes and registries say, and what it means; the first match counts. */
const MEANINGS: { said: RegExp; means: string; final: boolean }[] = [
  {
    said: /unauthorized|authentication required|denied|forbidden|\b40[13]\b|no basic auth/i,
    means: 'access denied, or it does not exist',
    final: true,
  },
  {
    said: /manifest unknown|name unknown|not ?found|does not exist|\b404\b/i,
    means: 'not found',
    final: true,
  },
  {
    said: /invalid ?image ?name|invalid reference|couldn't parse image/i,
    means: 'that is no valid image name',
    final: true,
  },
  {
    said: /never ?pull|pull policy of never/i,
    means: 'it is not on the node, and its pull policy is Never',
    final: true,
  },
  {
    said: /no match for platform|no matching manifest/i,
    means: 'it was not built for the platform of this node',
    final: true,
  },
  {
    said: /too ?many ?requests|rate limit|\b429\b/i,
    means: 'the registry allows no more pulls for now',
    final: false,
  },
  {
    said: /x509|certificate/i,
    means: "the registry's certificate is not trusted",
    final: false,
  },
  {
    said: /no such host|timeout|timed out|connection refused|dial tcp|network is unreachable|EOF|unavailable/i,
    means: 'the registry cannot be reached',
    final: false,
  },
];

export interface PullProblem {
  message: string;
  final: boolean;
}

/**
 * @param texts - what the container's status and the events say, the most telling first
 * @param reason - the waiting reason: after a back-off it was tried more than once
 */
export function explainPull(
  image: string,
  reason: string,
  texts: string[],
): PullProblem {
  const meaning = [...texts, reason]
    // The image's own name must not be read as a cause: `acme/not-found:1`.
    .map(text => text.split(image).join(''))
    .flatMap(text => MEANINGS.find(({ said }) => said.test(text)) ?? [])[0];
  const backedOff = reason === 'ImagePullBackOff';
  return {
    message: meaning
      ? `image ${image} cannot be pulled: ${meaning.means}`
      : `image ${image} cannot be pulled${rest(texts)}`,
    final: backedOff || (meaning?.final ?? false),
  };
}

function rest(texts: string[]): string {
  const told = texts.find(text => text && !/^back-off pulling/i.test(text));
  return told ? `: ${told}` : '';
}
