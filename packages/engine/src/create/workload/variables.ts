import { Problem, Unknown, Value } from '../../model';
import { formatPath } from '../../read/path';
import { asText, base64, Contents, contentKey } from './contents';
import { RenderInput } from './input';
import { ObjectNames } from './names';
import { escapeReferences } from './references';

const PLACEHOLDER = /\$\{/;
/** Kubernetes takes every printable ASCII character but `=` (1.36). */
const LEGAL_NAME = /^[ -<>-~]+$/;

/**
 * The `env` of one container, by name; secrets go into `contents` and are referenced. With
 * `byReference` everything that has a placeholder does, so that the pod template never changes
 * with a value: a Job's template is immutable.
 */
export function variables(
  input: RenderInput,
  container: string,
  names: ObjectNames,
  contents: Contents,
  byReference: boolean,
): { env: Value[]; problems: Problem[] } {
  const { workload } = input;
  const env: Value[] = [];
  const problems: Problem[] = [];
  const declared = workload.containers[container].variables;
  for (const name of Object.keys(declared).sort()) {
    const path = formatPath(['containers', container, 'variables', name]);
    if (!LEGAL_NAME.test(name)) {
      problems.push({
        severity: 'error',
        code: 'IllegalVariableName',
        message: `Kubernetes does not allow the variable name "${name}" in container ${container} of workload ${workload.name}.`,
        hint: 'Use printable ASCII characters without "=".',
        file: workload.file,
        path,
      });
      continue;
    }
    const filled = input.fill(declared[name]);
    if (!filled.ok) {
      problems.push({ file: workload.file, ...filled.problem, path });
      continue;
    }
    const text = asText(filled.value);
    const key = variableKey(container, name);
    if (typeof text === 'string' || (text instanceof Unknown && !text.secret)) {
      if (byReference && PLACEHOLDER.test(declared[name])) {
        contents.config[key] = text;
        env.push({
          name,
          valueFrom: { configMapKeyRef: { name: names.config, key } },
        });
      } else {
        env.push({
          name,
          value: typeof text === 'string' ? escapeReferences(text) : text,
        });
      }
    } else {
      contents.secret[key] = base64(text);
      env.push({
        name,
        valueFrom: { secretKeyRef: { name: names.secret, key } },
      });
    }
  }
  return { env, problems };
}

/** Ordinary names stay readable; a dot keeps the others apart from them. */
function variableKey(container: string, name: string): string {
  const ordinary = /^[A-Za-z0-9_-]{1,128}$/.test(name);
  return ordinary
    ? `${container}.variables.${name}`
    : contentKey(`${container}.variables..`, name);
}
