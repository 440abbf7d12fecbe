import { Broken, IS_FINAL, told } from './Broken';

function creating(
  what: string,
  reason: string,
  message: string,
  means: string,
  hint: string,
): Broken {
  return {
    what,
    objects: [
      told({
        status: {},
        containers: [{ state: { waiting: { reason, message } } }],
      }),
    ],
    ...IS_FINAL,
    says: `container main cannot be created: ${means}`,
    hint,
  };
}

export const CREATIONS: Broken[] = [
  creating(
    'a Secret is not there',
    'CreateContainerConfigError',
    'secret "db" not found',
    'there is no Secret db',
    'Add a resource that makes db',
  ),
  creating(
    'a ConfigMap is not there',
    'CreateContainerConfigError',
    'configmap "settings" not found',
    'there is no ConfigMap settings',
    'settings',
  ),
  creating(
    'a key of a Secret is not there',
    'CreateContainerConfigError',
    "couldn't find key password in Secret shop/db",
    'the Secret db has no key password',
    'how password is spelt',
  ),
  creating(
    'a key of a ConfigMap is not there',
    'CreateContainerConfigError',
    "couldn't find key LEVEL in ConfigMap shop/settings",
    'the ConfigMap settings has no key LEVEL',
    'how LEVEL is spelt',
  ),
  creating(
    'the image runs as root',
    'CreateContainerConfigError',
    'container has runAsNonRoot and image will run as root (pod: "web", container: main)',
    'the image runs as root, which its security context forbids',
    'runAsUser',
  ),
  creating(
    'the user of the image has no number',
    'CreateContainerConfigError',
    'container has runAsNonRoot and image has non-numeric user (app), cannot verify user is non-root',
    'the image runs as root, which its security context forbids',
    'numeric USER',
  ),
  creating(
    'a file is mounted over another',
    'CreateContainerError',
    'failed to create subPath directory for volumeMount "data" of container "main"',
    'a file cannot be mounted at its path',
    'no two may be at one path',
  ),
  creating(
    'a file is mounted where a folder is',
    'CreateContainerError',
    'error mounting "/x" to rootfs at "/etc/app": not a directory',
    'something else is where a file is to be mounted',
    'paths of files',
  ),
  creating(
    'the command is not in the image',
    'RunContainerError',
    'failed to start container: exec: "serve": executable file not found in $PATH',
    'the image has no serve',
    'Correct `command`',
  ),
];
