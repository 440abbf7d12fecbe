import {
  Criteria,
  CriteriaKey,
  Described,
  Platform,
  Problem,
  compareText,
} from '../model';
import { documentPlace, PlatformPlaces } from '../read';
import { LIST_KEYS, sameForm, specificityOf } from './criteria';

interface Entry {
  described: Described;
  /** `ResourceDefinition postgres-small` */
  title: string;
  criteria: Criteria;
}

/**
 * Pairs of definitions (and of targets) that could both match one request with equal
 * specificity: a platform with such a pair is not taken into use (docs/reference/semantics.md, Match). Criteria over
 * different labels are left to the plan, because only the entity at hand says whether both hold.
 */
export function ambiguities(
  platform: Platform,
  places: PlatformPlaces = documentPlace,
): Problem[] {
  const groups = new Map<string, Entry[]>();
  const add = (group: string, entry: Entry) => {
    const entries = groups.get(group);
    if (entries) entries.push(entry);
    else groups.set(group, [entry]);
  };
  for (const definition of Object.values(platform.definitions)) {
    const { type, criteria } = definition;
    // An exact class and `*` never tie, so each class is a group of its own.
    const specificity = specificityOf(criteria, false);
    add(JSON.stringify(['definition', type, definition.class, specificity]), {
      described: definition,
      title: `ResourceDefinition ${definition.name}`,
      criteria,
    });
  }
  for (const target of Object.values(platform.targets)) {
    add(JSON.stringify(['target', specificityOf(target.criteria, false)]), {
      described: target,
      title: `Target ${target.name}`,
      criteria: target.criteria,
    });
  }
  const problems: Problem[] = [];
  for (const key of [...groups.keys()].sort(compareText)) {
    const entries = (groups.get(key) ?? []).sort((a, b) =>
      compareText(a.title, b.title),
    );
    entries.forEach((first, index) => {
      for (const second of entries.slice(index + 1)) {
        const shared = overlap(first.criteria, second.criteria);
        if (shared) problems.push(ambiguous(first, second, shared, places));
      }
    });
  }
  return problems;
}

function ambiguous(
  first: Entry,
  second: Entry,
  shared: string[],
  places: PlatformPlaces,
): Problem {
  const where = shared.length === 0 ? 'everywhere' : `for ${shared.join(', ')}`;
  return {
    severity: 'error',
    code: 'AmbiguousMatch',
    message: `${second.title} and ${first.title} (${placeOf(
      first.described,
    )}) both match ${where}, and neither is more specific.`,
    hint: 'Give one of them a criterion that the other lacks, or make their lists disjoint.',
    ...places(second.described, ['spec', 'criteria']),
  };
}

function placeOf({ source }: Described): string {
  return `${source.file}:${source.line}`;
}

/**
 * Something that matches both, as `key value`; undefined when nothing can, or when it takes an
 * entity's labels to say. Both have equal specificity, so they give the same list keys.
 */
function overlap(a: Criteria, b: Criteria): string[] | undefined {
  // Nothing has both: `workload` only looks at resources without an explicit id.
  if (a.resourceId && a.workload) return undefined;
  const shared: string[] = [];
  for (const key of LIST_KEYS) {
    const common = commonEntry(key, a[key], b[key]);
    if (common === 'none') return undefined;
    if (common !== 'any') shared.push(`${key} ${common.entry}`);
  }
  const labels = new Set([
    ...Object.keys(a.labels ?? {}),
    ...Object.keys(b.labels ?? {}),
  ]);
  for (const label of [...labels].sort(compareText)) {
    const common = commonEntry('labels', a.labels?.[label], b.labels?.[label]);
    if (typeof common === 'string') return undefined;
    shared.push(`label ${label}=${common.entry}`);
  }
  return shared;
}

function commonEntry(
  key: CriteriaKey,
  a: string[] | undefined,
  b: string[] | undefined,
): 'any' | 'none' | { entry: string } {
  if (!a || !b) return 'any';
  const others = new Set(b.map(entry => sameForm(key, entry)));
  const entry = a.find(candidate => others.has(sameForm(key, candidate)));
  return entry === undefined ? 'none' : { entry };
}
