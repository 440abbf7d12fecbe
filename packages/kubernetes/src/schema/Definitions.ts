import { isMap, JsonPrimitive } from '../content';
import { anything, Field, LeafShape, ListShape, Shape } from './shape';

const leafTypes = [
  'string',
  'integer',
  'int32',
  'number',
  'boolean',
  'quantity',
  'bytes',
  'intOrString',
  'any',
] as const;

const leaves: Record<string, LeafShape> = Object.fromEntries(
  leafTypes.map(type => [type, { type }]),
);

/** Shapes from the compact description that `compactDefinitions` writes, each made when first asked for. */
export class Definitions {
  private readonly read = new Map<string, Shape>();

  constructor(private readonly source: Record<string, unknown>) {}

  named(name: string, atomic = false): Shape {
    const key = atomic ? `${name} atomic` : name;
    const known = this.read.get(key);
    if (known) return known;
    const shape = this.shape(this.source[name], shortName(name));
    const result =
      atomic && (shape.type === 'struct' || shape.type === 'map')
        ? { ...shape, atomic: true }
        : shape;
    this.read.set(key, result);
    return result;
  }

  private shape(source: unknown, name?: string): Shape {
    if (typeof source === 'string') return leaves[source] ?? anything;
    if (!isMap(source)) return anything;
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
        if (isMap(source.fields))
          for (const [key, field] of Object.entries(source.fields))
            fields.set(key, {
              shape: this.shape(field),
              embedded: isMap(field) && field.embedded === true,
              zero: isMap(field) && field.zero === true,
              retainKeys: isMap(field) && field.retainKeys === true,
            });
        return {
          type: 'struct',
          ...(name !== undefined && { name }),
          fields,
          required: texts(source.required),
          atomic: source.atomic === true,
          open: false,
        };
      }
      default: {
        const leaf = leaves[String(source.type)] ?? anything;
        return source.enum === undefined
          ? leaf
          : { ...leaf, enum: texts(source.enum) };
      }
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
    if (!isMap(items)) return defaults;
    const item = this.source[String(items.ref)];
    if (!isMap(item) || !isMap(item.fields)) return defaults;
    for (const key of keys) {
      const field = item.fields[key];
      if (!isMap(field)) continue;
      if (typeof field.default === 'string') defaults[key] = field.default;
      else if (field.zero === true && field.type === 'string')
        defaults[key] = '';
    }
    return defaults;
  }
}

/** `io.k8s.api.core.v1.Container` -> `core.v1.Container`. */
function shortName(name: string): string {
  return name.replace(/^io\.k8s\.(?:[\w-]+\.pkg\.apis\.|api\.)/, '');
}

export function texts(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}
