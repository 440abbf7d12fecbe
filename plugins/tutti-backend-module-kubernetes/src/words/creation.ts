import { Explained, Meaning, meaningOf } from './Meaning';

/** What the kubelet and the container runtime say when a container cannot be made. */
const MEANINGS: readonly Meaning[] = [
  {
    said: /couldn't find key (\S+) in (Secret|ConfigMap) \S*?\/?([\w.-]+)$/,
    means: ([, key, kind, name]) => `the ${kind} ${name} has no key ${key}`,
    hint: ([, key]) =>
      `Check how ${key} is spelt in the resource definition, and that its driver gives it.`,
  },
  {
    said: /(secret|configmap) "([^"]+)" not found/i,
    means: ([, kind, name]) =>
      `there is no ${
        kind.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap'
      } ${name}`,
    hint: ([, , name]) =>
      `Add a resource that makes ${name}, or correct its name in the definition.`,
  },
  {
    said: /runAsNonRoot and image (?:will run as root|has non-numeric user)/,
    means: 'the image runs as root, which its security context forbids',
    hint: 'Build the image with a numeric USER, or let the workload profile set runAsUser.',
  },
  {
    said: /subPath|subpath/,
    means: 'a file cannot be mounted at its path',
    hint: 'Check the paths of files and volumes in the Score file: no two may be at one path.',
  },
  {
    said: /exec: "?([^":]+)"?: (?:executable file not found|stat .*no such file)|([^\s:"]+): no such file or directory/,
    means: ([, command, file]) => `the image has no ${command ?? file}`,
    hint: 'Correct `command` in the Score file, or use an image that has it.',
  },
  {
    said: /permission denied/,
    means: 'its command may not be executed',
    hint: 'Make the file executable in the image, or correct `command` in the Score file.',
  },
  {
    said: /exec format error/,
    means: 'its program was built for another processor',
    hint: 'Build the image for the platform of the nodes.',
  },
  {
    said: /mkdir .*: (?:read-only file system|not a directory)|not a directory/,
    means: 'something else is where a file is to be mounted',
    hint: 'Check the paths of files and volumes in the Score file.',
  },
];

/** Why a container cannot be created or started. */
export function explainCreation(text: string): Explained {
  const meaning = meaningOf(MEANINGS, [text]);
  return meaning
    ? { means: meaning.means, hint: meaning.hint }
    : {
        means: text,
        hint: 'Change what the node objects to: the events of the pod tell more.',
      };
}
