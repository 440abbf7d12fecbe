import {
  isValueObject,
  Problem,
  Value,
  ValueObject,
  Workload,
} from '../../model';
import { containsSecret, isKnown, mask } from '../values';
import { RenderInput } from './input';
import { shortHash, shortName } from './shortName';

/** A DNS subdomain, as names of claims are. */
const CLAIM =
  /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const RESOURCE = /^\$\{resources\.([a-z0-9-]+)\}$/;

/** The same source is the same volume, for whichever containers mount it. */
function volumeName(source: string): string {
  const resource = RESOURCE.exec(source)?.[1];
  return shortName(`volume-${resource ?? shortHash(source)}`);
}

/** The resource of a Score file that is the source of a pod's volume of this name. */
export function sourceVolume(
  { containers }: Workload,
  name: string,
): string | undefined {
  for (const { volumes: mounted } of Object.values(containers)) {
    for (const { source } of Object.values(mounted)) {
      const [, resource] = RESOURCE.exec(source) ?? [];
      if (resource !== undefined && volumeName(source) === name) {
        return resource;
      }
    }
  }
  return undefined;
}

/**
 * Mounts the volumes of one container. `podVolumes` collects the pod's, by name. The source decides
 * the pod's shape, so it must be known at plan; a leaf of it (a claim's name) may come later. A text
 * is what Score calls an external reference: the name of a claim that somebody else made.
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
    const { source, path = '', readOnly } = declared[target];
    // Score's path counts from the top of the volume; Kubernetes wants it without the slash.
    const subPath = path.replace(/^\/+/, '');
    const name = volumeName(source);
    if (!podVolumes.has(name)) {
      const filled = input.fill(source);
      const found = filled.ok
        ? volumeSource(filled.value)
        : { problem: filled.problem };
      if (found.problem)
        problems.push({
          file: workload.file,
          ...found.problem,
          path: `containers.${container}.volumes["${target}"].source`,
        });
      if (!found.source) continue;
      podVolumes.set(name, { name, ...found.source });
    }
    mounts.push({
      name,
      mountPath: target,
      ...(subPath !== '' && { subPath }),
      ...(readOnly && { readOnly }),
    });
  }
  return { mounts, problems };
}

/** A Kubernetes volume source, perhaps with a warning; or an error. */
function volumeSource(source: Value): {
  source?: ValueObject;
  problem?: Problem;
} {
  const error = (code: string, message: string, hint?: string) => ({
    problem: {
      severity: 'error' as const,
      code,
      message,
      ...(hint && { hint }),
    },
  });
  if (isValueObject(source)) {
    if (containsSecret(source))
      return error(
        'SecretNotAllowed',
        'A secret cannot stand in a volume source.',
      );
    const keys = Object.keys(source);
    if (keys.length === 1 && isValueObject(source[keys[0]])) return { source };
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
  if (typeof source === 'string' && CLAIM.test(source))
    return {
      source: { persistentVolumeClaim: { claimName: source } },
      problem: {
        severity: 'warning',
        code: 'VolumeNotManaged',
        message: `The volume is the PersistentVolumeClaim ${source}, which must be in the namespace already: nothing here makes it or keeps it.`,
        hint: 'Use ${resources.NAME} of a resource of type volume to have one made.',
      },
    };
  return error(
    'VolumeSource',
    `A volume needs a Kubernetes volume source or the name of a claim, this is ${JSON.stringify(
      mask(source),
    )}.`,
    'Use ${resources.NAME} of a resource of type volume.',
  );
}
