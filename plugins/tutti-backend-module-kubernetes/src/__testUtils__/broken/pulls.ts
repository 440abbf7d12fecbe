import { HealthStatus } from '@tutti/engine';
import { Broken, IMAGE, told } from './Broken';

function pulling(
  what: string,
  reason: string,
  message: string,
  means: string,
  hint: string,
  status: HealthStatus = 'failed',
): Broken {
  return {
    what,
    objects: [
      told({
        status: {},
        containers: [{ state: { waiting: { reason, message } } }],
        events: [
          {
            reason: 'Failed',
            message: `Failed to pull image "${IMAGE}": ${message}`,
          },
        ],
      }),
    ],
    status,
    says: `image ${IMAGE} cannot be pulled: ${means}`,
    hint,
  };
}

export const PULLS: Broken[] = [
  pulling(
    'the tag is not there',
    'ErrImagePull',
    `failed to resolve reference: manifest unknown`,
    'not found',
    'the tag of the image',
  ),
  pulling(
    'the repository is not there',
    'ImagePullBackOff',
    'Back-off: name unknown: repository name not known to registry',
    'not found',
    'that the build pushed it',
  ),
  pulling(
    'the registry is private',
    'ErrImagePull',
    'pull access denied, repository does not exist or may require authorization',
    'access denied, or it does not exist',
    'imagePullSecrets',
  ),
  pulling(
    'the credentials are wrong',
    'ErrImagePull',
    'unexpected status from HEAD request: 401 Unauthorized',
    'access denied, or it does not exist',
    'imagePullSecrets',
  ),
  pulling(
    'the registry limits pulls',
    'ErrImagePull',
    'toomanyrequests: You have reached your pull rate limit',
    'the registry allows no more pulls for now',
    'mirror the image',
    'progressing',
  ),
  pulling(
    'the certificate of the registry is unknown',
    'ErrImagePull',
    'tls: failed to verify certificate: x509: certificate signed by unknown authority',
    "the registry's certificate is not trusted",
    'trust the certificate',
    'progressing',
  ),
  pulling(
    'the name of the registry is wrong',
    'ErrImagePull',
    'dial tcp: lookup registry.exampel.com: no such host',
    'the registry cannot be reached',
    'Check the name of the registry',
    'progressing',
  ),
  pulling(
    'the registry does not answer',
    'ErrImagePull',
    'dial tcp 10.0.0.1:443: i/o timeout',
    'the registry cannot be reached',
    'whoever runs the cluster',
    'progressing',
  ),
  pulling(
    'the image has no valid name',
    'InvalidImageName',
    "couldn't parse image reference: invalid reference format",
    'that is no valid image name',
    'registry/name:tag',
  ),
  pulling(
    'the image may not be pulled',
    'ErrImageNeverPull',
    'Container image is not present with pull policy of Never',
    'it is not on the node, and its pull policy is Never',
    'imagePullPolicy',
  ),
  pulling(
    'the image is for another processor',
    'ErrImagePull',
    'no match for platform in manifest: not found',
    'it was not built for the platform of this node',
    '--platform',
  ),
];
