import { JsonPrimitive } from '../content';

/**
 * What is known about the form of a value: enough to tell unknown fields and wrong types, to
 * merge lists as Kubernetes does and to say who owns which field.
 */
export type Shape = LeafShape | MapShape | ListShape | StructShape;

export interface LeafShape {
  type:
    | 'string'
    /** 64 bits. */
    | 'integer'
    | 'int32'
    | 'number'
    | 'boolean'
    | 'quantity'
    /** Base64. */
    | 'bytes'
    | 'intOrString'
    /** Anything at all; lists in it are replaced whole, maps merge. */
    | 'any';
  /** All texts there can be. */
  enum?: readonly string[];
}

/** Free keys, such as labels. */
export interface MapShape {
  type: 'map';
  values: Shape;
  atomic: boolean;
}

export interface ListShape {
  type: 'list';
  items: Shape;
  /** Server-side apply: `atomic` lists have one owner, the others one per item. */
  ownership: 'atomic' | 'set' | 'map';
  /** Fields that name an item when `ownership` is `map`. */
  keys: string[];
  keyDefaults: Record<string, JsonPrimitive>;
  /** Strategic merge: undefined = replaced whole, '' = a merged list of scalars. */
  patchKey?: string;
}

export interface StructShape {
  type: 'struct';
  /** Kubernetes' own name of it, `core.v1.Container`; what custom kinds are made of has none. */
  name?: string;
  fields: ReadonlyMap<string, Field>;
  /** As its description says; of Kubernetes' own kinds not every one is asked for. */
  required: string[];
  atomic: boolean;
  /** Unknown fields are kept (`x-kubernetes-preserve-unknown-fields`). */
  open: boolean;
}

export interface Field {
  shape: Shape;
  /** There even when nobody wrote it: `strategy: {}`. */
  embedded: boolean;
  /** Written even when it is zero or empty. */
  zero: boolean;
  /** Strategic merge drops the siblings that a patch does not name. */
  retainKeys: boolean;
}

export const anything: LeafShape = { type: 'any' };

/** The shape one step further in, when there is one to be known. */
export function fieldOf(shape: Shape, key: string): Field | undefined {
  if (shape.type === 'struct') return shape.fields.get(key);
  if (shape.type === 'map')
    return {
      shape: shape.values,
      embedded: false,
      zero: false,
      retainKeys: false,
    };
  return undefined;
}

export function shapeOf(shape: Shape, key: string): Shape {
  return fieldOf(shape, key)?.shape ?? anything;
}

export function itemsOf(shape: Shape): Shape {
  return shape.type === 'list' ? shape.items : anything;
}
