import { isValueObject, Problem, Value, ValueObject } from '../../model';
import { containsSecret, isKnown, mask } from '../values';
import { RenderInput } from './input';
import { shortHash, shortName } from './shortName';

const RESOURCE = /^\$\{resources\.([a-z0-9-]+)\}$/;

/** The same source is the same volume, for whichever containers mount it. */
function volumeName(source: string): string {
  const resource = RESOURCE.exec(source)?.[1];
  return shortName(`volume-${resource ?? shortHash(source)}`);
}

/**
 * Mounts the volumes of one container. `volumes` collects the pod's, by name. The source decides
 * the pod's shape, so it must be known at plan; a leaf of it (a claim's name) may come later.
 */
export function volumes(
  input: RenderInput,
  container: string,
  podVolumes: Map<string, ValueObject>,
): { mounts: ValueObject[]; problems: Problem[] } {
  const { workload } = input;
  const mounts: ValueObject[] = [];
  const problems: Problem[] = [];
  const declared = workload.containers[container].volumes;
  for (const target of Object.keys(declared).sort()) {
    const { source, path: subPath, readOnly } = declared[target];
    const name = volumeName(source);
    if (!podVolumes.has(name)) {
      const filled = input.fill(source);
      const problem = filled.ok ? shapeProblem(filled.value) : filled.problem;
      if (problem) {
        problems.push({
          file: workload.file,
          ...problem,
          path: `containers.${container}.volumes["${target}"].source`,
        });
        continue;
      }
      if (filled.ok && isValueObject(filled.value))
        podVolumes.set(name, { name, ...filled.value });
    }
    mounts.push({
      name,
      mountPath: target,
      ...(subPath !== undefined && { subPath }),
      ...(readOnly && { readOnly }),
    });
  }
  return { mounts, problems };
}

function shapeProblem(source: Value): Problem | undefined {
  const error = (code: string, message: string, hint?: string): Problem => ({
    severity: 'error',
    code,
    message,
    ...(hint && { hint }),
  });
  if (isValueObject(source)) {
    if (containsSecret(source))
      return error(
        'SecretNotAllowed',
        'A secret cannot stand in a volume source.',
      );
    const keys = Object.keys(source);
    if (keys.length === 1 && isValueObject(source[keys[0]])) return undefined;
    return error(
      'VolumeSource',
      `A volume source has exactly one key (emptyDir, persistentVolumeClaim …) with an object; this one is ${JSON.stringify(
        mask(source),
      )}.`,
    );
  }
  if (!isKnown(source))
    return error(
      'UnknownDecidesStructure',
      'The source of a volume must be known before anything is applied: it decides the shape of the pod.',
    );
  return error(
    'VolumeSource',
    `A volume needs a Kubernetes volume source, this is ${JSON.stringify(
      mask(source),
    )}.`,
    'Use ${resources.NAME} of a resource of type volume.',
  );
}
