import {
  type JsonObject,
  type JsonValue,
  type ResourceOffer,
  SCORE_SCHEMA,
} from '@tutti/plugin-tutti-common';
import { parseDocument } from 'yaml';

/** What the editor knows while somebody writes. */
export interface Knowledge {
  /** What the platform offers; empty until it is known. */
  offers: ResourceOffer[];
}

/** What a Score text declares, as far as it can be read. */
export interface Declared {
  metadata: JsonObject;
  /** By name. */
  resources: Record<string, { type?: string; class?: string }>;
  containers: string[];
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inside(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (found, key) =>
      isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined,
    value,
  );
}

function keysOf(value: unknown): string[] {
  return isObject(value) ? Object.keys(value) : [];
}

function textIn(value: unknown, key: string): string | undefined {
  const found = inside(value, key);
  return typeof found === 'string' ? found : undefined;
}

/** Reads on where a text is broken: what stands before is there. */
export function declaredIn(text: string): Declared {
  const content = contentOf(text);
  const metadata = inside(content, 'metadata');
  return {
    metadata: isObject(metadata) ? metadata : {},
    resources: Object.fromEntries(
      keysOf(inside(content, 'resources')).map(name => {
        const resource = inside(content, 'resources', name);
        return [
          name,
          { type: textIn(resource, 'type'), class: textIn(resource, 'class') },
        ];
      }),
    ),
    containers: keysOf(inside(content, 'containers')),
  };
}

function contentOf(text: string): unknown {
  try {
    return parseDocument(text, { logLevel: 'silent' }).toJS({
      maxAliasCount: 100,
    });
  } catch {
    return undefined;
  }
}

export function keysAt(text: string, path: string[]): string[] {
  return keysOf(inside(contentOf(text), ...path));
}

export function offerOf(
  { offers }: Knowledge,
  type: string | undefined,
): ResourceOffer | undefined {
  return offers.find(offer => offer.type === type);
}

/** The JSON Schema of a place: ours of Score files, and below `params` that of the resource type. */
export function schemaAt(
  path: string[],
  declared: Declared,
  knowledge: Knowledge,
): JsonObject | undefined {
  const [root, name, field, ...rest] = path;
  if (root === 'resources' && field === 'params') {
    const offer = offerOf(knowledge, declared.resources[name]?.type);
    return offer && schemaBelow(offer.params, rest);
  }
  return schemaBelow(SCORE_SCHEMA, path);
}

function schemaBelow(
  schema: JsonObject,
  path: string[],
): JsonObject | undefined {
  return path.reduce<JsonObject | undefined>((found, key) => {
    const named = inside(found, 'properties', key);
    const next =
      key === '-'
        ? inside(found, 'items')
        : named ?? inside(found, 'additionalProperties');
    return isObject(next) ? next : undefined;
  }, schema);
}

/** `text`, `number or text`: for people, in words of JSON Schema where there are no better. */
export function typesOf(schema: JsonObject): string[] {
  const { type } = schema;
  const types = Array.isArray(type) ? type : [type];
  return types.filter(each => typeof each === 'string');
}

export function propertiesOf(
  schema: JsonObject | undefined,
): [name: string, schema: JsonObject][] {
  const properties = schema?.properties;
  return isObject(properties)
    ? Object.entries(properties).flatMap(
        ([name, property]): [string, JsonObject][] =>
          isObject(property) ? [[name, property]] : [],
      )
    : [];
}

export function requiredOf(schema: JsonObject | undefined): string[] {
  const required = schema?.required;
  return Array.isArray(required)
    ? required.filter(name => typeof name === 'string')
    : [];
}

/** The values that a schema lists. */
export function valuesOf(schema: JsonObject | undefined): JsonValue[] {
  if (!schema) return [];
  if (Array.isArray(schema.enum)) return schema.enum;
  if (schema.const !== undefined) return [schema.const];
  return typesOf(schema).includes('boolean') ? [true, false] : [];
}
