import { equal, isObject, JsonObject, JsonValue } from '../json';
import { zeroOf } from '@tutti/kubernetes';
import { Shape, shapeOf } from '@tutti/kubernetes';
import {
  fieldElement,
  isGranularList,
  isGranularObject,
  itemElement,
} from './elements';
import { FieldSet } from './fieldSet';

/** The fields of which a value speaks: what an applier owns. */
export function fieldsOf(shape: Shape, value: JsonValue): FieldSet {
  const members: string[] = [];
  const children: [string, FieldSet][] = [];
  if (isGranularObject(shape, value)) {
    for (const [name, child] of Object.entries(value)) {
      const element = fieldElement(name);
      const childShape = shapeOf(shape, name);
      const isNamed = shape.type === 'struct' && shape.fields.has(name);
      const isEmpty =
        child === null || (isObject(child) && Object.keys(child).length === 0);
      if (isEmpty || isLeaf(childShape, child) || !isNamed)
        members.push(element);
      children.push([element, fieldsOf(childShape, child)]);
    }
  } else if (Array.isArray(value) && isGranularList(shape)) {
    for (const item of value) {
      const element = itemElement(shape, item);
      members.push(element);
      children.push([element, fieldsOf(shape.items, item)]);
    }
  }
  return FieldSet.of(members, children);
}

function isLeaf(shape: Shape, value: JsonValue): boolean {
  if (isGranularObject(shape, value)) return false;
  return !(Array.isArray(value) && isGranularList(shape));
}

export interface Comparison {
  added: FieldSet;
  modified: FieldSet;
  removed: FieldSet;
}

type Verdict = keyof Comparison | 'same';

/** Which fields differ between two versions of an object. */
export function compare(
  shape: Shape,
  before: JsonObject,
  after: JsonObject,
): Comparison {
  return compareChildren(shape, before, after);
}

const noDifference: Comparison = {
  added: FieldSet.empty,
  modified: FieldSet.empty,
  removed: FieldSet.empty,
};

function compareChildren(
  shape: Shape,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): Comparison {
  const pairs = pairChildren(shape, before, after);
  const members: Record<keyof Comparison, string[]> = {
    added: [],
    modified: [],
    removed: [],
  };
  const children: Record<keyof Comparison, [string, FieldSet][]> = {
    added: [],
    modified: [],
    removed: [],
  };
  for (const pair of pairs) {
    const verdict = judge(pair);
    if (verdict !== 'same') members[verdict].push(pair.element);
    if (!descends(pair)) continue;
    const below = compareChildren(pair.shape, pair.before, pair.after);
    children.added.push([pair.element, below.added]);
    children.modified.push([pair.element, below.modified]);
    children.removed.push([pair.element, below.removed]);
  }
  if (pairs.length === 0) return noDifference;
  return {
    added: FieldSet.of(members.added, children.added),
    modified: FieldSet.of(members.modified, children.modified),
    removed: FieldSet.of(members.removed, children.removed),
  };
}

interface Pair {
  element: string;
  shape: Shape;
  before: JsonValue | undefined;
  after: JsonValue | undefined;
}

function judge({ shape, before, after }: Pair): Verdict {
  if (before === undefined) return after === undefined ? 'same' : 'added';
  if (after === undefined) return 'removed';
  if (descends({ element: '', shape, before, after })) return 'same';
  return equal(before, after) ? 'same' : 'modified';
}

/** Are there fields below which are owned one by one? Two empty values are compared whole. */
function descends({ shape, before, after }: Pair): boolean {
  if (isHollow(before) && isHollow(after)) return false;
  const fits = (value: JsonValue | undefined) =>
    value === undefined || value === null || !isLeaf(shape, value);
  return fits(before) && fits(after);
}

function isHollow(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

function pairChildren(
  shape: Shape,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): Pair[] {
  if (isGranularList(shape)) {
    const old = byElement(before, item => itemElement(shape, item));
    const young = byElement(after, item => itemElement(shape, item));
    return [...new Set([...old.keys(), ...young.keys()])].map(element => ({
      element,
      shape: shape.items,
      before: old.get(element),
      after: young.get(element),
    }));
  }
  const old = isObject(before) ? before : {};
  const young = isObject(after) ? after : {};
  return [...new Set([...Object.keys(old), ...Object.keys(young)])].map(
    name => {
      const absent = unwritten(shape, name);
      const read = (parent: JsonValue | undefined, own: JsonObject) => {
        if (Object.hasOwn(own, name)) return own[name];
        return isObject(parent) ? absent : undefined;
      };
      return {
        element: fieldElement(name),
        shape: shapeOf(shape, name),
        before: read(before, old),
        after: read(after, young),
      };
    },
  );
}

/**
 * What stands for a field that nobody wrote in a struct that is there: a struct by value is
 * there, empty; a plain value is there, zero; a required list or map is there, null. Writing into them adds no such field.
 */
function unwritten(shape: Shape, name: string): JsonValue | undefined {
  if (shape.type !== 'struct') return undefined;
  const field = shape.fields.get(name);
  if (field?.embedded) return {};
  if (field?.zero) return zeroOf(field.shape);
  const isCollection =
    field?.shape.type === 'list' || field?.shape.type === 'map';
  return isCollection && shape.required.includes(name) ? null : undefined;
}

function byElement(
  list: JsonValue | undefined,
  element: (item: JsonValue) => string,
): Map<string, JsonValue> {
  const items = Array.isArray(list) ? list : [];
  return new Map(items.map(item => [element(item), item]));
}
