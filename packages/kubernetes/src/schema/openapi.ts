import {
  ContentObject,
  isMap,
  JsonObject,
  JsonValue,
  mapsAt,
} from '../content';

/**
 * Types that OpenAPI describes by hand or not closely enough. JSON Schema inside of
 * CustomResourceDefinitions is read in its own terms.
 */
const leafTypes: Record<string, string> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'intOrString',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'any',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps':
    'any',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': 'any',
};

/** The schemas of an OpenAPI v3 document, by name; of several documents put together. */
export type Schemas = Record<string, unknown>;

/** Which schema describes which kind. */
export function kindsOf(
  schemas: Schemas,
): { apiVersion: string; kind: string; name: string }[] {
  return Object.entries(schemas).flatMap(([name, schema]) => {
    const kinds = isMap(schema)
      ? schema['x-kubernetes-group-version-kind']
      : undefined;
    return mapsAt(kinds ?? null).map(({ item }) => {
      const { group, version, kind } = item;
      return {
        apiVersion: group ? `${group}/${version}` : String(version),
        kind: String(kind),
        name,
      };
    });
  });
}

class Compactor {
  constructor(private readonly define: (name: string) => void) {}

  definition(schema: unknown): JsonValue {
    return this.compact(schema, true);
  }

  private compact(schema: unknown, isNamed = false): JsonValue {
    if (!isMap(schema)) return 'any';
    const target = refName(schema);
    if (target !== undefined) return this.reference(target, schema);
    if (schema.type === 'array') return this.list(schema);
    const { properties, additionalProperties, type } = schema;
    if (
      isMap(properties) ||
      (type === 'object' && isNamed && !isMap(additionalProperties))
    )
      return this.struct(schema);
    if (type === 'object')
      return {
        type: 'map',
        values: isMap(additionalProperties)
          ? this.compact(additionalProperties)
          : 'any',
        ...atomic(schema),
      };
    return leaf(schema);
  }

  private reference(target: string, schema: ContentObject): JsonValue {
    if (Object.hasOwn(leafTypes, target)) return leafTypes[target];
    this.define(target);
    return {
      type: 'ref',
      ref: target,
      ...atomic(schema),
      // A struct by value in Go: it is there, empty, even when nobody wrote it.
      ...(isMap(schema.default) &&
        Object.keys(schema.default).length === 0 && { embedded: true }),
    };
  }

  private list(schema: ContentObject): JsonValue {
    const list: JsonObject = {
      type: 'list',
      items: this.compact(schema.items),
    };
    const listType = schema['x-kubernetes-list-type'];
    if (listType === 'set') list.set = true;
    const keys = schema['x-kubernetes-list-map-keys'];
    if (listType === 'map' && Array.isArray(keys)) list.keys = keys.map(String);
    if (strategy(schema).includes('merge'))
      list.patchKey = String(schema['x-kubernetes-patch-merge-key'] ?? '');
    return list;
  }

  private struct(schema: ContentObject): JsonValue {
    const fields: JsonObject = {};
    for (const [name, field] of Object.entries(
      isMap(schema.properties) ? schema.properties : {},
    )) {
      const compacted = this.compact(field);
      if (!isMap(field) || !isMap(compacted) || isLeaf(compacted))
        fields[name] = withDefault(compacted, field);
      else
        fields[name] = strategy(field).includes('retainKeys')
          ? { ...asObject(compacted), retainKeys: true }
          : compacted;
    }
    return {
      type: 'struct',
      fields,
      ...(Array.isArray(schema.required) && {
        required: schema.required.map(String),
      }),
      ...atomic(schema),
    };
  }
}

function leaf(schema: ContentObject): JsonValue {
  switch (schema.type) {
    case 'integer':
      return schema.format === 'int32' ? 'int32' : 'integer';
    case 'number':
    case 'boolean':
      return schema.type;
    case 'string': {
      if (schema.format === 'byte') return 'bytes';
      return Array.isArray(schema.enum)
        ? { type: 'string', enum: schema.enum.map(String) }
        : 'string';
    }
    default:
      return 'any';
  }
}

function isLeaf(compacted: JsonValue): boolean {
  return typeof compacted === 'string' || asObject(compacted).type === 'string';
}

/** A field whose default is its zero is written even when it is zero. */
function withDefault(compacted: JsonValue, field: unknown): JsonValue {
  const value = isMap(field) ? field.default : undefined;
  if (
    typeof value !== 'string' &&
    typeof value !== 'number' &&
    typeof value !== 'boolean'
  )
    return compacted;
  return {
    ...(typeof compacted === 'string'
      ? { type: compacted }
      : asObject(compacted)),
    ...(value === '' || value === 0 || value === false
      ? { zero: true }
      : { default: value }),
  };
}

function asObject(value: JsonValue): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : {};
}

function refName(schema: ContentObject): string | undefined {
  const [first] = Array.isArray(schema.allOf) ? schema.allOf : [];
  const ref = schema.$ref ?? (isMap(first) ? first.$ref : undefined);
  return typeof ref === 'string' ? ref.split('/').pop() : undefined;
}

function strategy(schema: ContentObject): string {
  const value = schema['x-kubernetes-patch-strategy'];
  return typeof value === 'string' ? value : '';
}

function atomic(schema: ContentObject): { atomic?: true } {
  return schema['x-kubernetes-map-type'] === 'atomic' ? { atomic: true } : {};
}

/**
 * The definitions behind these names in the compact form that `Definitions` reads: field names,
 * types, list keys. Descriptions stay behind. `known` is what was described before.
 */
export function compactDefinitions(
  schemas: Schemas,
  names: Iterable<string>,
  known: JsonObject = {},
): JsonObject {
  const definitions = known;
  const define = (name: string) => {
    if (Object.hasOwn(definitions, name)) return;
    definitions[name] = null;
    definitions[name] = new Compactor(define).definition(schemas[name]);
  };
  for (const name of names) define(name);
  return definitions;
}
