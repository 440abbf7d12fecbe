import { JsonObject, Problem, Workload } from '../../model';
import { formatPath, Path } from '../../read/path';
import { keysOf, mapValues, textsOf } from '../../read/tree';

/**
 * Characters that YAML has no place for, bare: DEL, the C1 controls, U+FFFE, U+FFFF and half a
 * surrogate pair. JSON leaves them as they are, and a server-side apply (of kubectl as well) is
 * YAML: it is refused, or loses them (U+0085).
 */
const UNSENDABLE = /[\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/u;

/** Whether a text may stand in an object as it is. */
export function isSendable(text: string): boolean {
  return !UNSENDABLE.test(text);
}

/**
 * Texts of a Score file that neither Kubernetes nor a container can take. Contents of files are
 * bytes, and may hold what they like.
 */
export function characterProblems(workload: Workload): Problem[] {
  const problems: Problem[] = [];
  const look = (text: string, path: Path, characters: RegExp) => {
    const [found] = characters.exec(text) ?? [];
    if (found === undefined) return;
    const code = found.charCodeAt(0).toString(16).toUpperCase();
    problems.push({
      severity: 'error',
      code: 'ControlCharacter',
      message: `${formatPath(path)} of workload ${
        workload.name
      } holds the character U+${code.padStart(
        4,
        '0',
      )}, which Kubernetes does not take there.`,
      hint: 'Take it out. Quotes that an editor has decoded wrongly look like this.',
      file: workload.file,
      path: formatPath(path),
    });
  };

  const named: JsonObject = {
    metadata: { annotations: workload.annotations },
    containers: mapValues(
      workload.containers,
      ({ files, volumes, livenessProbe, readinessProbe, image }) => ({
        files: mapValues(files, () => ({})),
        volumes: mapValues(volumes, ({ source, path = '' }) => ({
          source,
          path,
        })),
        image,
        livenessProbe: JSON.parse(JSON.stringify(livenessProbe ?? {})),
        readinessProbe: JSON.parse(JSON.stringify(readinessProbe ?? {})),
      }),
    ),
  };
  for (const { text, path } of textsOf(named, [])) look(text, path, UNSENDABLE);
  for (const { key, path } of keysOf(named, [])) look(key, path, UNSENDABLE);

  // These become the words of a process, which end at the first zero.
  const words = mapValues(
    workload.containers,
    ({ command = [], args = [], variables }) => ({ command, args, variables }),
  );
  const inWords = new RegExp(`\\u0000|${UNSENDABLE.source}`, 'u');
  for (const { text, path } of textsOf(words, ['containers'])) {
    look(text, path, inWords);
  }
  return problems;
}
