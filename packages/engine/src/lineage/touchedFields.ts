import { isObject, JsonObject, JsonValue, WorkloadProfile } from '../model';
import { mergeKeys } from '../create/objects/project';
import { nameOf } from '../create/objects/difference';
import { canonical } from '../create/values';

/** What of a profile stands in an object, and where. */
export interface TouchedFields {
  /** Name of the patch; absent: the profile's defaults. */
  patch?: string;
  /** Its condition, where it has one: it held, or its fields would not be there. */
  when?: string;
  /** Of the profile's file. */
  line: number;
  /** `spec.template.spec.containers[vault].image`, sorted. */
  fields: string[];
}

/**
 * Which fields of an object of a workload come from its profile: those that a patch names and that hold what
 * it says. What a later patch has changed again is the later one's.
 */
export function touchedFields(
  profile: Pick<WorkloadProfile, 'kind' | 'defaults' | 'patches' | 'source'>,
  object: JsonObject,
): TouchedFields[] {
  const { line, patches: lines = [] } = profile.source;
  const found: TouchedFields[] = [
    {
      line,
      fields:
        object.kind === profile.kind ? mergedIn(profile.defaults, object) : [],
    },
    ...profile.patches.map(
      ({ name, when, target, merge, json6902 }, index) => ({
        patch: name,
        ...(when !== undefined && { when }),
        line: lines[index] ?? line,
        fields:
          object.kind !== (target?.kind ?? profile.kind)
            ? []
            : [
                ...(merge ? mergedIn(merge, object) : []),
                ...(json6902 ?? []).flatMap(operation =>
                  operatedOn(operation, object),
                ),
              ].sort(),
      }),
    ),
  ];
  const later = new Set<string>();
  return found
    .reverse()
    .map(touched => {
      const fields = touched.fields.filter(field => !later.has(field));
      fields.forEach(field => later.add(field));
      return { ...touched, fields };
    })
    .reverse()
    .filter(({ fields }) => fields.length > 0);
}

/** Leaves of a merge that the object holds; what it fills with placeholders counts where something stands. */
function mergedIn(merge: JsonValue, object: JsonValue, path = ''): string[] {
  if (isObject(merge)) {
    if (!isObject(object)) return [];
    return Object.entries(merge).flatMap(([key, value]) => {
      // Directives of the merge are no fields.
      if (key.startsWith('$') || value === null) return [];
      const there = object[key];
      return there === undefined
        ? []
        : mergedIn(value, there, path ? `${path}.${key}` : key);
    });
  }
  if (Array.isArray(merge) && Array.isArray(object)) {
    return inList(merge, object, path);
  }
  return holds(object, merge) ? [path] : [];
}

function inList(merge: JsonValue[], list: JsonValue[], path: string): string[] {
  const keys = mergeKeys(list);
  if (!keys) {
    return canonical(merge) === canonical(list) ? [path] : [];
  }
  return merge.flatMap(item => {
    if (!isObject(item)) return [];
    const isEvery = item.name === '*';
    const { name: _name, ...rest } = item;
    return list.flatMap(each =>
      isEvery || nameOf(each, keys) === nameOf(item, keys)
        ? mergedIn(
            isEvery ? rest : item,
            each,
            `${path}[${nameOf(each, keys)}]`,
          )
        : [],
    );
  });
}

function holds(there: JsonValue, said: JsonValue): boolean {
  return (
    (typeof said === 'string' && said.includes('${')) ||
    canonical(there) === canonical(said)
  );
}

/** One operation of RFC 6902, where what it wrote stands. */
function operatedOn(operation: JsonObject, object: JsonObject): string[] {
  const { op, path: pointer, value } = operation;
  if (typeof pointer !== 'string' || (op !== 'add' && op !== 'replace')) {
    return [];
  }
  let there: JsonValue = object;
  let path = '';
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replace(/~1/g, '/').replace(/~0/g, '~');
    if (Array.isArray(there)) {
      const list: JsonValue[] = there;
      const keys = mergeKeys(list);
      const index = step === '-' ? list.length - 1 : Number(step);
      const item: JsonValue | undefined = list[index];
      if (item === undefined) return [];
      path += `[${keys ? nameOf(item, keys) : index}]`;
      there = item;
    } else if (isObject(there) && there[step] !== undefined) {
      path = path ? `${path}.${step}` : step;
      there = there[step];
    } else {
      return [];
    }
  }
  return value !== undefined && holds(there, value) ? [path] : [];
}
