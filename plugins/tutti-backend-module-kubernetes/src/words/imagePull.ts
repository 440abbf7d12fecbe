import { Meaning, meaningOf } from './Meaning';

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
const MEANINGS: readonly (Meaning & { final: boolean })[] = [
  {
    said: /unauthorized|authentication required|denied|forbidden|\b40[13]\b|no basic auth/i,
    means: 'access denied, or it does not exist',
    hint: 'Check the name of the image and that its tag was pushed; a private registry needs pull credentials in the namespace (imagePullSecrets in the workload profile).',
    final: true,
  },
  {
    said: /no match for platform|no matching manifest/i,
    means: 'it was not built for the platform of this node',
    hint: 'Build the image for the platform of the nodes too (docker buildx --platform).',
    final: true,
  },
  {
    said: /manifest unknown|name unknown|not ?found|does not exist|\b404\b/i,
    means: 'not found',
    hint: 'Check the name and the tag of the image, and that the build pushed it.',
    final: true,
  },
  {
    said: /invalid ?image ?name|invalid reference|couldn't parse image/i,
    means: 'that is no valid image name',
    hint: 'Correct the image: registry/name:tag, in small letters and without spaces.',
    final: true,
  },
  {
    said: /never ?pull|pull policy of never/i,
    means: 'it is not on the node, and its pull policy is Never',
    hint: 'Let the workload profile pull it (imagePullPolicy: IfNotPresent), or load it onto the node.',
    final: true,
  },
  {
    said: /too ?many ?requests|rate limit|\b429\b/i,
    means: 'the registry allows no more pulls for now',
    hint: 'Wait, pull with credentials, or mirror the image to a registry of your own.',
    final: false,
  },
  {
    said: /x509|certificate/i,
    means: "the registry's certificate is not trusted",
    hint: 'Have the nodes trust the certificate of the registry.',
    final: false,
  },
  {
    said: /no such host|timeout|timed out|connection refused|dial tcp|network is unreachable|EOF|unavailable/i,
    means: 'the registry cannot be reached',
    hint: 'Check the name of the registry; if it is right, have whoever runs the cluster look at its way there.',
    final: false,
  },
];

export interface PullProblem {
  message: string;
  hint: string;
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
  // The image's own name must not be read as a cause: `acme/not-found:1`.
  const meaning = meaningOf(
    MEANINGS,
    [...texts, reason].map(text => text.split(image).join('')),
  );
  const backedOff = reason === 'ImagePullBackOff';
  return {
    message: meaning
      ? `image ${image} cannot be pulled: ${meaning.means}`
      : `image ${image} cannot be pulled${rest(texts)}`,
    hint:
      meaning?.hint ??
      'Check the name and the tag of the image; the events of the pod tell more.',
    final: backedOff || (meaning?.row.final ?? false),
  };
}

function rest(texts: string[]): string {
  const told = texts.find(text => text && !/^back-off pulling/i.test(text));
  return told ? `: ${told}` : '';
}
