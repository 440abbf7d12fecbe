import {
  Candidate,
  Criteria,
  CriteriaKey,
  MatchContext,
  MatchRequest,
  compareText,
} from '../model';

export type Failure = Candidate['failed'][number];

/** Criteria that are plain lists, in the order of their weight (docs/reference/semantics.md, Match). */
export const LIST_KEYS = [
  'resourceId',
  'workload',
  'environment',
  'application',
  'owner',
  'environmentType',
] as const;

type ListKey = (typeof LIST_KEYS)[number];

/** Entity refs are compared without regard to case, as the catalog does. */
export function sameForm(key: CriteriaKey, text: string): string {
  return key === 'owner' ? text.toLowerCase() : text;
}

function actual(
  key: ListKey,
  request: MatchRequest,
  context: MatchContext,
): { value?: string; shown: string } {
  switch (key) {
    case 'resourceId':
      return { value: request.id, shown: request.id ?? 'no explicit id' };
    case 'workload':
      // Whoever shares a resource must get the same answer, so who asks cannot decide it.
      if (request.id !== undefined) {
        return { shown: `shared by its id ${request.id}` };
      }
      return { value: request.workload, shown: request.workload ?? 'none' };
    case 'environment':
    case 'application':
    case 'environmentType':
      return { value: context[key], shown: context[key] };
    case 'owner':
      return { value: context.owner, shown: context.owner ?? 'none' };
    default: {
      const never: never = key;
      throw new Error(`Unknown criterion ${never}`);
    }
  }
}

function anyOf(wanted: string[]): string {
  return wanted.length === 0 ? 'nothing' : wanted.join(' or ');
}

/** Every key of `criteria` that does not match, labels sorted by name; empty = all match. */
export function failedCriteria(
  criteria: Criteria,
  request: MatchRequest,
  context: MatchContext,
): Failure[] {
  const failed: Failure[] = [];
  for (const key of LIST_KEYS) {
    const wanted = criteria[key];
    if (wanted === undefined) continue;
    const { value, shown } = actual(key, request, context);
    const matches =
      value !== undefined &&
      wanted.some(entry => sameForm(key, entry) === sameForm(key, value));
    if (!matches) failed.push({ key, wanted: anyOf(wanted), got: shown });
  }
  const labels = Object.entries(criteria.labels ?? {}).sort(([a], [b]) =>
    compareText(a, b),
  );
  for (const [label, wanted] of labels) {
    const value = Object.hasOwn(context.labels, label)
      ? context.labels[label]
      : undefined;
    if (value === undefined || !wanted.includes(value)) {
      failed.push({
        key: 'labels',
        wanted: `${label}=${anyOf(wanted)}`,
        got: value === undefined ? `no label ${label}` : `${label}=${value}`,
      });
    }
  }
  return failed;
}

/** What `Candidate.specificity` counts, left to right; the leftmost difference decides. */
export const SPECIFICITY_KEYS = [
  'class',
  'resourceId',
  'workload',
  'environment',
  'application',
  'labels',
  'owner',
  'environmentType',
] as const;

/** 1 for a key that is given, 0 for one that is not; labels count each. */
export function specificityOf(
  criteria: Criteria,
  exactClass: boolean,
): number[] {
  return SPECIFICITY_KEYS.map(key => {
    if (key === 'class') return exactClass ? 1 : 0;
    if (key === 'labels') return Object.keys(criteria.labels ?? {}).length;
    return criteria[key] === undefined ? 0 : 1;
  });
}

/** Negative when `a` is the more specific one. */
export function compareSpecificity(a: number[], b: number[]): number {
  const index = firstDifference(a, b);
  return index < 0 ? 0 : b[index] - a[index];
}

/** Index into `SPECIFICITY_KEYS`, or -1. */
export function firstDifference(a: number[], b: number[]): number {
  return a.findIndex((count, index) => count !== b[index]);
}
