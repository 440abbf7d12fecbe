import { isObject, JsonPrimitive } from '../json';
import kubernetes from './kubernetes.json';
import { anything, Field, LeafShape, ListShape, Shape } from './shape';

/** A kind that Kubernetes itself brings, as its discovery describes it. */
export interface BuiltinKind {
  apiVersion: string;
  kind: string;
  plural: string;
  singular: string;
  namespaced: boolean;
  shortNames: string[];
  categories: string[];
  subresources: string[];
  shape: Shape;
}

const leaves: Record<string, LeafShape> = Object.fromEntries(
  (
    [
      'string',
      'integer',
      'number',
      'boolean',
      'quantity',
      'bytes',
      'intOrString',
      'any',
    ] as const
  ).map(type => [type, { type }]),
);

/** Reads the compact description that scripts/schema.mjs wrote. */
class Definitions {
  private readonly read = new Map<string, Shape>();

  constructor(private readonly source: Record<string, unknown>) {}

  named(name: string, atomic = false): Shape {
    const key = atomic ? `${name} atomic` : name;
    const known = this.read.get(key);
    if (known) return known;
    const shape = this.shape(this.source[name]);
    const result =
      atomic && (shape.type === 'struct' || shape.type === 'map')
        ? { ...shape, atomic: true }
        : shape;
    this.read.set(key, result);
    return result;
  }

  private shape(source: unknown): Shape {
    if (typeof source === 'string') return leaves[source] ?? anything;
    if (!isObject(source)) return anything;
    switch (source.type) {
      case 'ref':
        return this.named(String(source.ref), source.atomic === true);
      case 'map':
        return {
          type: 'map',
          values: this.shape(source.values),
          atomic: source.atomic === true,
        };
      case 'list':
        return this.list(source);
      case 'struct': {
        const fields = new Map<string, Field>();
        if (isObject(source.fields))
          for (const [name, field] of Object.entries(source.fields))
            fields.set(name, {
              shape: this.shape(field),
              embedded: isObject(field) && field.embedded === true,
              zero: isObject(field) && field.zero === true,
              retainKeys: isObject(field) && field.retainKeys === true,
            });
        return {
          type: 'struct',
          fields,
          required: texts(source.required),
          atomic: source.atomic === true,
          open: false,
        };
      }
      default:
        return leaves[String(source.type)] ?? anything;
    }
  }

  private list(source: Record<string, unknown>): ListShape {
    const keys = texts(source.keys);
    const whole = source.set === true ? 'set' : 'atomic';
    const ownership = keys.length > 0 ? 'map' : whole;
    return {
      type: 'list',
      items: this.shape(source.items),
      ownership,
      keys,
      keyDefaults: this.keyDefaults(source.items, keys),
      ...(typeof source.patchKey === 'string' && {
        patchKey: source.patchKey,
      }),
    };
  }

  /** `protocol: TCP` is part of a port's name even when nobody wrote it. */
  private keyDefaults(
    items: unknown,
    keys: string[],
  ): Record<string, JsonPrimitive> {
    const defaults: Record<string, JsonPrimitive> = {};
    if (!isObject(items)) return defaults;
    const item = this.source[String(items.ref)];
    if (!isObject(item) || !isObject(item.fields)) return defaults;
    for (const key of keys) {
      const field = item.fields[key];
      if (isObject(field) && typeof field.default === 'string')
        defaults[key] = field.default;
    }
    return defaults;
  }
}

function texts(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}

const definitions = new Definitions(kubernetes.definitions);

/** `v1.36.3`: the release whose shapes these are. */
export const kubernetesVersion: string = kubernetes.version;

export const builtinKinds: BuiltinKind[] = kubernetes.kinds.map(kind => ({
  apiVersion: kind.apiVersion,
  kind: kind.kind,
  plural: kind.plural,
  singular: kind.singular,
  namespaced: kind.namespaced,
  shortNames: texts(kind.shortNames),
  categories: texts(kind.categories),
  subresources: texts(kind.subresources),
  shape: definitions.named(kind.definition),
}));

/** Every object has this, whatever its kind. */
export const objectMetaShape: Shape = definitions.named(
  'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
);
