import {
  JsonSchema,
  JsonValue,
  SCHEMA_TYPES,
  ValueType,
  own,
} from '../../model';
import { pointerKeys } from '../../read/path';
import { compilePattern, Pattern } from '../../read/schema/pattern';

/** A place in a JSON Schema, with everything that applies there: references and branches resolved. */
export interface SchemaView {
  /** Any schema that applies here says `x-secret: true`. */
  secret: boolean;
  type: ValueType;
  /** For people, from the first schema that has one. */
  description?: string;
  /** Names under `properties`, sorted by first mention. */
  properties: string[];
  property(name: string): SchemaView;
  items(): SchemaView;
  /** Secret here or anywhere below. */
  holdsSecret(): boolean;
}

/** A platform has tens of schemas, an environment thousands of outputs that are looked up in them. */
const views = new WeakMap<JsonSchema, SchemaView>();

export function viewSchema(root: JsonSchema): SchemaView {
  const known = views.get(root);
  if (known) return known;
  const made = view([root], root);
  views.set(root, made);
  return made;
}

function view(start: JsonSchema[], root: JsonSchema): SchemaView {
  const schemas = applicable(start, root);
  const types = new Set(schemas.flatMap(schema => typeOf(schema)));
  const [type] = types;
  const description = schemas
    .map(schema => schema.description)
    .find(text => typeof text === 'string');
  const declared = new Map<string, SchemaView | undefined>();
  for (const schema of schemas) {
    for (const name of Object.keys(mapIn(schema, 'properties'))) {
      declared.set(name, undefined);
    }
  }
  const viewProperty = (name: string) =>
    view(
      schemas.flatMap(schema => schemasOfProperty(schema, name)),
      root,
    );
  return {
    secret: schemas.some(schema => schema['x-secret'] === true),
    type: types.size === 1 ? type : 'any',
    ...(description !== undefined && { description }),
    properties: [...declared.keys()],
    property: name => {
      // Only those that the schema names are kept: what a driver may call others has no end.
      if (!declared.has(name)) return viewProperty(name);
      const property = declared.get(name) ?? viewProperty(name);
      declared.set(name, property);
      return property;
    },
    items: () =>
      view(
        schemas.flatMap(schema => [
          ...listIn(schema, 'prefixItems'),
          ...schemaIn(schema, 'items'),
        ]),
        root,
      ),
    holdsSecret: () => anySecret(schemas, root, new Set()),
  };
}

/**
 * The schemas themselves and what they refer to within the document; with `branches`, also those
 * that hold for some values only.
 */
export function applicable(
  start: JsonSchema[],
  root: JsonSchema,
  branches: boolean = true,
): JsonSchema[] {
  const found = new Set<JsonSchema>();
  const add = (schema: JsonSchema) => {
    if (found.has(schema)) return;
    found.add(schema);
    const { $ref } = schema;
    if (typeof $ref === 'string') resolve($ref, root).forEach(add);
    listIn(schema, 'allOf').forEach(add);
    if (!branches) return;
    for (const key of ['anyOf', 'oneOf']) listIn(schema, key).forEach(add);
    for (const key of ['if', 'then', 'else'])
      schemaIn(schema, key).forEach(add);
  };
  start.forEach(add);
  return [...found];
}

export function schemasOfProperty(
  schema: JsonSchema,
  name: string,
): JsonSchema[] {
  const named = own(mapIn(schema, 'properties'), name);
  const byPattern = Object.entries(mapIn(schema, 'patternProperties'))
    .filter(([pattern]) => patternOf(pattern).test(name))
    .flatMap(([, value]) => asSchema(value));
  const explicit = [
    ...(named === undefined ? [] : asSchema(named)),
    ...byPattern,
  ];
  return explicit.length > 0
    ? explicit
    : schemaIn(schema, 'additionalProperties');
}

const patterns = new Map<string, Pattern>();
const MAX_PATTERNS = 1000;

function patternOf(text: string): Pattern {
  const known = patterns.get(text);
  if (known) return known;
  const pattern = compilePattern(text);
  if (patterns.size >= MAX_PATTERNS) patterns.clear();
  patterns.set(text, pattern);
  return pattern;
}

function anySecret(
  schemas: JsonSchema[],
  root: JsonSchema,
  seen: Set<JsonSchema>,
): boolean {
  return applicable(schemas, root).some(schema => {
    if (seen.has(schema)) return false;
    seen.add(schema);
    if (schema['x-secret'] === true) return true;
    const below = [
      ...Object.values(mapIn(schema, 'properties')).flatMap(asSchema),
      ...Object.values(mapIn(schema, 'patternProperties')).flatMap(asSchema),
      ...schemaIn(schema, 'additionalProperties'),
      ...schemaIn(schema, 'items'),
      ...listIn(schema, 'prefixItems'),
    ];
    return anySecret(below, root, seen);
  });
}

/** `#`, `#/$defs/name` and the like; anything else is not ours to follow. */
function resolve(ref: string, root: JsonSchema): JsonSchema[] {
  if (!ref.startsWith('#')) return [];
  let place: JsonValue | undefined = root;
  for (const key of pointerKeys(ref.slice(1))) {
    const [map]: JsonSchema[] = asSchema(place);
    place = map && own(map, key);
    if (place === undefined) return [];
  }
  return asSchema(place);
}

function typeOf(schema: JsonSchema): ValueType[] {
  return SCHEMA_TYPES.filter(type => type === schema.type);
}

function asSchema(value: JsonValue): JsonSchema[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? [value]
    : [];
}

export function mapIn(schema: JsonSchema, key: string): JsonSchema {
  return asSchema(own(schema, key) ?? null)[0] ?? {};
}

export function schemaIn(schema: JsonSchema, key: string): JsonSchema[] {
  return asSchema(own(schema, key) ?? null);
}

function listIn(schema: JsonSchema, key: string): JsonSchema[] {
  const list = own(schema, key);
  return Array.isArray(list) ? list.flatMap(asSchema) : [];
}
