import {
  Content,
  ContentObject,
  isAbsent,
  isMap,
  isOpaque,
  Path,
} from './content';
import { Expected, Finding } from './finding';
import { fits } from './schema/conform';
import { ListShape, Shape, shapeOf, StructShape } from './schema/shape';

/** Looks at one struct; what it finds it says by paths below that. */
export type Rule = (value: ContentObject, say: Inspection) => void;

/** The rules of structs, by their name: `core.v1.Container`. */
export type Rules = ReadonlyMap<string, readonly Rule[]>;

/**
 * One look at one object: its form by its shape, and the rules of every struct in it on the way.
 * Paths are only put together when something is found.
 */
export class Inspection {
  readonly findings: Finding[] = [];
  private readonly place: (string | number)[] = [];

  constructor(private readonly rules: Rules) {}

  walk(shape: Shape, value: Content): void {
    if (isAbsent(value)) return;
    switch (shape.type) {
      case 'struct':
        if (isMap(value)) this.struct(shape, value);
        else this.mismatch('object', value);
        return;
      case 'map':
        if (isMap(value)) {
          if (shape.values.type === 'any') return;
          for (const key of Object.keys(value)) {
            this.place.push(key);
            this.walk(shape.values, value[key]);
            this.place.pop();
          }
        } else this.mismatch('object', value);
        return;
      case 'list':
        if (Array.isArray(value)) this.list(shape, value);
        else this.mismatch('array', value);
        return;
      default:
        if (!fits(shape, value)) this.mismatch(shape.type, value);
        else if (shape.enum && typeof value === 'string')
          if (value !== '' && !shape.enum.includes(value))
            this.unsupported([], value, shape.enum);
    }
  }

  /** Runs with paths counted from further in. */
  inside(key: string | number, look: () => void): void {
    this.place.push(key);
    look();
    this.place.pop();
  }

  required(path: Path, detail?: string): void {
    this.add({ reason: 'required', path, ...(detail && { detail }) });
  }

  invalid(path: Path, value: Content, detail: string): void {
    this.add({ reason: 'invalid', path, value, detail });
  }

  forbidden(path: Path, detail: string): void {
    this.add({ reason: 'forbidden', path, detail });
  }

  unsupported(path: Path, value: Content, supported: readonly string[]): void {
    this.add({ reason: 'unsupported', path, value, supported });
  }

  duplicate(path: Path, value: Content): void {
    this.add({ reason: 'duplicate', path, value });
  }

  notFound(path: Path, value: Content): void {
    this.add({ reason: 'notFound', path, value });
  }

  tooLong(path: Path, atMost: number): void {
    this.add({ reason: 'tooLong', path, atMost });
  }

  private add(finding: Finding): void {
    this.findings.push({ ...finding, path: [...this.place, ...finding.path] });
  }

  private struct(shape: StructShape, value: ContentObject): void {
    for (const key of Object.keys(value)) {
      const field = shape.fields.get(key);
      this.place.push(key);
      if (field) this.walk(field.shape, value[key]);
      else if (!shape.open) this.mismatch('nothing', value[key]);
      this.place.pop();
    }
    for (const key of embeddedIn(shape))
      if (isAbsent(value[key])) {
        this.place.push(key);
        this.walk(shapeOf(shape, key), {});
        this.place.pop();
      }
    if (shape.name === undefined) {
      // Of Kubernetes' own kinds, rules say what may not be left out.
      for (const key of shape.required)
        if (isAbsent(value[key])) this.required([key]);
      return;
    }
    const rules = this.rules.get(shape.name);
    if (rules) for (const rule of rules) rule(value, this);
  }

  private list(shape: ListShape, items: Content[]): void {
    for (let index = 0; index < items.length; index += 1) {
      this.place.push(index);
      if (items[index] !== null) this.walk(shape.items, items[index]);
      else if (shape.ownership !== 'atomic') this.mismatch('object', null);
      // Go reads an empty struct.
      else if (shape.items.type === 'struct') this.walk(shape.items, {});
      this.place.pop();
    }
    if (shape.ownership !== 'atomic') this.names(shape, items);
  }

  /** Server-side apply tells the items of such a list apart by some of their fields. */
  private names(shape: ListShape, items: Content[]): void {
    const seen = new Set<string>();
    items.forEach((item, index) => {
      const name =
        shape.ownership === 'set' ? item : this.keysOf(shape, item, index);
      if (name === undefined || isOpaque(name)) return;
      const text = JSON.stringify(name);
      if (seen.has(text))
        this.add({
          reason: 'repeated',
          path: [index],
          keys: shape.keys,
          value: name,
        });
      seen.add(text);
    });
  }

  /** Undefined where an item's name is not known, or wrong in a way that is said elsewhere. */
  private keysOf(
    shape: ListShape,
    item: Content,
    index: number,
  ): Content | undefined {
    if (!isMap(item)) return undefined;
    const name: Content[] = [];
    for (const key of shape.keys) {
      const value = Object.hasOwn(item, key) ? item[key] : undefined;
      const part = isAbsent(value) ? shape.keyDefaults[key] : value;
      if (part === undefined) {
        // Every key may be left out but not all of them.
        name.push(null);
      } else if (typeof part === 'object') return undefined;
      else name.push(part);
    }
    if (name.every(part => part === null)) {
      this.add({ reason: 'unnamed', path: [index], key: shape.keys[0] });
      return undefined;
    }
    return name;
  }

  private mismatch(expected: Expected, value: Content): void {
    if (isOpaque(value) && !value.reveal && couldBe(expected, value.type))
      return;
    this.add({ reason: 'type', path: [], expected, value });
  }
}

const embedded = new WeakMap<StructShape, string[]>();

/** Structs by value are there, empty, even when nobody wrote them: what they need is missing then. */
function embeddedIn(shape: StructShape): string[] {
  const known = embedded.get(shape);
  if (known) return known;
  const found = [...shape.fields]
    .filter(
      ([key, field]) =>
        field.embedded &&
        field.shape.type === 'struct' &&
        key !== 'metadata' &&
        key !== 'status',
    )
    .map(([key]) => key);
  embedded.set(shape, found);
  return found;
}

function couldBe(expected: Expected, declared: string | undefined): boolean {
  if (declared === undefined || declared === 'any')
    return expected !== 'nothing';
  return declared === expected;
}
