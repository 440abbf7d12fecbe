import { isValueObject, Secret, Unknown, Value, own } from '../../model';
import { canonical } from '../values';
import { mergeKeys } from './project';

/** One place where two values are not the same. Absent on the side where nothing stands. */
export interface Difference {
  /** `spec.template.spec.containers[web].image`; the whole value: an empty text. */
  path: string;
  before?: Value;
  after?: Value;
}

/**
 * Every leaf that differs, in the order of `after`. `null` is the same as absent, as in a
 * Kubernetes object. List items that Kubernetes tells apart by a key are named by it; where they
 * stand in another order (init containers start in theirs), the list itself is a difference.
 */
export function differences(
  before: Value | undefined,
  after: Value | undefined,
  path = '',
): Difference[] {
  if (isAbsent(before) && isAbsent(after)) {
    return [];
  }
  if (isValueObject(before) && isValueObject(after)) {
    const keys = new Set([...Object.keys(after), ...Object.keys(before)]);
    return [...keys].flatMap(key =>
      differences(
        own(before, key),
        own(after, key),
        path ? `${path}.${key}` : key,
      ),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return listDifferences(before, after, path);
  }
  return same(before, after)
    ? []
    : [
        {
          path,
          ...(!isAbsent(before) && { before }),
          ...(!isAbsent(after) && { after }),
        },
      ];
}

/** For sure the same, leaf by leaf; what is secret or not known yet is never sure. */
export function isSame(before: Value, after: Value): boolean {
  if (before === after) {
    return !(before instanceof Unknown || before instanceof Secret);
  }
  if (Array.isArray(before)) {
    return (
      Array.isArray(after) &&
      before.length === after.length &&
      before.every((item, index) => isSame(item, after[index]))
    );
  }
  if (!isValueObject(before) || !isValueObject(after)) {
    return false;
  }
  const keys = Object.keys(before);
  return (
    keys.length === Object.keys(after).length &&
    keys.every(
      key => Object.hasOwn(after, key) && isSame(before[key], after[key]),
    )
  );
}

/** The same, where what is not known yet counts as equal if it comes from the same place. */
export function movedLeaves(
  before: Value | undefined,
  after: Value | undefined,
): Difference[] {
  return differences(before, after).filter(
    difference =>
      canonical(difference.before ?? null) !==
      canonical(difference.after ?? null),
  );
}

function listDifferences(
  before: Value[],
  after: Value[],
  path: string,
): Difference[] {
  const named = byName(before, after);
  if (named) {
    return [
      ...otherOrder(named, before, after, path),
      ...[...named.items].flatMap(([name, [from, to]]) =>
        differences(from, to, `${path}[${name}]`),
      ),
    ];
  }
  return Array.from({ length: Math.max(before.length, after.length) }).flatMap(
    (_, index) => differences(before[index], after[index], `${path}[${index}]`),
  );
}

interface Paired {
  /** By name: the item before and the item after. */
  items: Map<string, [Value | undefined, Value | undefined]>;
  keys: readonly string[];
}

/** One difference if what stands in both lists stands there in another order: the names in theirs. */
function otherOrder(
  { items, keys }: Paired,
  before: Value[],
  after: Value[],
  path: string,
): Difference[] {
  const common = (list: Value[]) =>
    list
      .map(item => nameOf(item, keys))
      .filter(name => items.get(name)?.every(item => item !== undefined));
  const [was, is] = [common(before), common(after)];
  return same(was, is) ? [] : [{ path, before: was, after: is }];
}

/** Pairs of items, where both lists can be told apart by the same key. */
function byName(before: Value[], after: Value[]): Paired | undefined {
  const keys = mergeKeys(after);
  if (!keys || keys !== mergeKeys(before)) {
    return undefined;
  }
  const pairs = new Map<string, [Value | undefined, Value | undefined]>();
  for (const item of after) {
    pairs.set(nameOf(item, keys), [undefined, item]);
  }
  for (const item of before) {
    const name = nameOf(item, keys);
    pairs.set(name, [item, pairs.get(name)?.[1]]);
  }
  return { items: pairs, keys };
}

export function nameOf(item: Value, keys: readonly string[]): string {
  return isValueObject(item)
    ? keys
        .map(key => item[key])
        .filter(part => part !== undefined)
        .join('/')
    : '';
}

/** What is not known yet is never the same as something else. */
function same(before: Value | undefined, after: Value | undefined): boolean {
  if (before instanceof Unknown || after instanceof Unknown) {
    return false;
  }
  if (before === after) {
    return true;
  }
  if (before instanceof Secret !== after instanceof Secret) {
    return false;
  }
  return canonical(before ?? null) === canonical(after ?? null);
}

function isAbsent(value: Value | undefined): boolean {
  return value === undefined || value === null;
}
