import { isObject, JsonObject } from '../json';

/**
 * A set of fields as a tree, in the very form of `fieldsV1`: keys are path elements
 * (`f:spec`, `k:{"name":"web"}`, `v:"x"`), a member is a leaf or carries `.`.
 * The operations follow structured-merge-diff's fieldpath.Set. Never changed once built.
 */
export class FieldSet {
  private constructor(
    readonly members: ReadonlySet<string>,
    readonly children: ReadonlyMap<string, FieldSet>,
  ) {}

  static readonly empty = new FieldSet(new Set(), new Map());

  static of(
    members: Iterable<string>,
    children: Iterable<[string, FieldSet]>,
  ): FieldSet {
    return new FieldSet(
      new Set(members),
      new Map([...children].filter(([, child]) => !child.isEmpty)),
    );
  }

  static fromJson(json: JsonObject): FieldSet {
    const members = new Set<string>();
    const children = new Map<string, FieldSet>();
    for (const [element, value] of Object.entries(json)) {
      if (element === '.' || !isObject(value)) continue;
      const isLeaf = Object.keys(value).length === 0;
      if (isLeaf || Object.hasOwn(value, '.')) members.add(element);
      const child = FieldSet.fromJson(value);
      if (!child.isEmpty) children.set(element, child);
    }
    return new FieldSet(members, children);
  }

  toJson(): JsonObject {
    const elements = new Set([...this.members, ...this.children.keys()]);
    const json: JsonObject = {};
    for (const element of [...elements].sort()) {
      const child = this.children.get(element)?.toJson() ?? {};
      const isMemberWithChildren =
        this.members.has(element) && this.children.has(element);
      json[element] = isMemberWithChildren ? { '.': {}, ...child } : child;
    }
    return json;
  }

  get isEmpty(): boolean {
    return this.members.size === 0 && this.children.size === 0;
  }

  child(element: string): FieldSet {
    return this.children.get(element) ?? FieldSet.empty;
  }

  union(other: FieldSet): FieldSet {
    if (this.isEmpty) return other;
    if (other.isEmpty) return this;
    const children = new Map(this.children);
    for (const [element, child] of other.children)
      children.set(element, this.child(element).union(child));
    return FieldSet.of([...this.members, ...other.members], children);
  }

  difference(other: FieldSet): FieldSet {
    return this.combine(
      other,
      element => !other.members.has(element),
      (child, theirs) => child.difference(theirs),
    );
  }

  intersection(other: FieldSet): FieldSet {
    return this.combine(
      other,
      element => other.members.has(element),
      (child, theirs) => child.intersection(theirs),
    );
  }

  /** Without these fields and everything below them. */
  differenceBelow(other: FieldSet): FieldSet {
    return FieldSet.of(
      [...this.members].filter(element => !other.members.has(element)),
      [...this.children]
        .filter(([element]) => !other.members.has(element))
        .map(([element, child]) => [
          element,
          child.differenceBelow(other.child(element)),
        ]),
    );
  }

  equals(other: FieldSet): boolean {
    return this.difference(other).isEmpty && other.difference(this).isEmpty;
  }

  /** Every member as a path, depth first, sorted. */
  paths(): string[][] {
    const found: string[][] = [];
    const elements = new Set([...this.members, ...this.children.keys()]);
    for (const element of [...elements].sort()) {
      if (this.members.has(element)) found.push([element]);
      for (const path of this.child(element).paths())
        found.push([element, ...path]);
    }
    return found;
  }

  private combine(
    other: FieldSet,
    keeps: (element: string) => boolean,
    combineChildren: (child: FieldSet, theirs: FieldSet) => FieldSet,
  ): FieldSet {
    return FieldSet.of(
      [...this.members].filter(keeps),
      [...this.children].map(([element, child]) => [
        element,
        combineChildren(child, other.child(element)),
      ]),
    );
  }
}

/** `.spec.containers[name="web"].image`, as conflicts name fields. */
export function printPath(path: string[]): string {
  return path
    .map(element => {
      const rest = element.slice(2);
      if (element.startsWith('f:')) return `.${rest}`;
      if (element.startsWith('v:')) return `[=${rest}]`;
      if (element.startsWith('i:')) return `[${rest}]`;
      const key: unknown = JSON.parse(rest);
      const parts = isObject(key)
        ? Object.entries(key).map(
            ([name, value]) => `${name}=${JSON.stringify(value)}`,
          )
        : [rest];
      return `[${parts.join(',')}]`;
    })
    .join('');
}
