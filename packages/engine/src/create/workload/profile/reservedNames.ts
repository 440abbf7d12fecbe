import {
  isObject,
  JsonValue,
  Problem,
  Value,
  Workload,
  WorkloadProfile,
} from '../../../model';
import { formatPath } from '../../../read/path';

/** A container that some profile adds. */
interface Reserved {
  profile: WorkloadProfile;
  patch: number;
}

/**
 * Containers of a Score file that have the name of a container which a profile of the platform adds:
 * this one or another, whatever its conditions. Whoever looks for that name (a policy, a log
 * collector, a person) means the platform's, also where the workload has chosen a profile without it.
 *
 * @param fill a text of a patch, for this workload
 */
export function reservedNameProblems(
  workload: Workload,
  profiles: Record<string, WorkloadProfile>,
  fill: (text: string) => Value,
): Problem[] {
  const reserved = reservedNames(profiles, fill);
  return Object.keys(workload.containers)
    .sort()
    .flatMap((container): Problem[] => {
      const by = reserved.get(container);
      if (!by) return [];
      const { name, source, patches } = by.profile;
      const line = source.patches?.[by.patch] ?? source.line;
      return [
        {
          severity: 'error',
          code: 'NameTaken',
          message: `Container ${container} of workload ${
            workload.name
          } has the name of a container that profile ${name} adds: patch ${
            patches[by.patch].name
          } (${source.file}:${line}).`,
          hint: 'Give the container of the workload another name: names of containers that profiles add are reserved in every workload.',
          file: workload.file,
          path: formatPath(['containers', container]),
        },
      ];
    });
}

function reservedNames(
  profiles: Record<string, WorkloadProfile>,
  fill: (text: string) => Value,
): Map<string, Reserved> {
  const reserved = new Map<string, Reserved>();
  for (const key of Object.keys(profiles).sort()) {
    const profile = profiles[key];
    profile.patches.forEach(({ merge, json6902 }, patch) => {
      const names = [
        ...(merge ? addedBy(merge) : []),
        ...(json6902 ?? []).flatMap(({ path, value }) =>
          typeof path === 'string' && value !== undefined
            ? addedBy(value, path.split('/').reverse())
            : [],
        ),
      ];
      for (const text of names) {
        const name = text.includes('${') ? fill(text) : text;
        if (typeof name === 'string' && !reserved.has(name))
          reserved.set(name, { profile, patch });
      }
    });
  }
  return reserved;
}

const LISTS = new Set(['containers', 'initContainers']);

/**
 * Names of containers with an image: what stands in a list of containers, wherever that is.
 *
 * @param under the keys above, the nearest first
 */
function addedBy(value: JsonValue, under: string[] = []): string[] {
  const [key = '', above = ''] = under;
  if (Array.isArray(value))
    return value.flatMap(item => addedBy(item, ['0', ...under]));
  if (!isObject(value)) return [];
  const isItem = /^(\d+|-)$/.test(key) && LISTS.has(above);
  return isItem && typeof value.name === 'string' && value.image !== undefined
    ? [value.name]
    : Object.entries(value).flatMap(([name, child]) =>
        addedBy(child, [name, ...under]),
      );
}
