import { JsonObject, JsonSchema, JsonValue, isObject } from '../../model';

/** Parts that several kinds share have a table of their own. */
const SHARED = ['Criteria', 'ResourceReference', 'Provision'];

/** A page whose tables between `<!-- fields: NAME -->` and `<!-- end -->` follow the schema. */
export function withFieldTables(page: string, schema: JsonSchema): string {
  return page.replace(
    /(<!-- fields: (\w+) -->\n)[^]*?(<!-- end -->)/g,
    (_, begin: string, name: string, end: string) =>
      `${begin}\n${fieldTable(schema, name)}\n\n${end}`,
  );
}

/** Markdown text without what a formatter changes. */
export function unformatted(markdown: string): string {
  return markdown.replace(/-{3,}/g, '---').replace(/[ \t]+/g, ' ');
}

function fieldTable(schema: JsonSchema, name: string): string {
  const definitions = objectAt(schema, '$defs');
  const definition = objectAt(definitions, name);
  const root = SHARED.includes(name)
    ? definition
    : objectAt(objectAt(definition, 'properties'), 'spec');
  const rows = [...fieldsOf(root, '', definitions)].map(
    cells => `| ${cells.map(cell => cell.replace(/\|/g, '\\|')).join(' | ')} |`,
  );
  return [
    '| field | value | default | meaning |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function* fieldsOf(
  schema: JsonObject,
  path: string,
  definitions: JsonObject,
): Generator<string[]> {
  const required = Array.isArray(schema.required) ? schema.required : [];
  for (const [name, field] of Object.entries(objectAt(schema, 'properties'))) {
    if (isObject(field)) {
      const isRequired = required.includes(name);
      yield* fieldRows(field, `${path}${name}`, isRequired, definitions);
    }
  }
}

function* fieldRows(
  field: JsonObject,
  path: string,
  isRequired: boolean,
  definitions: JsonObject,
): Generator<string[]> {
  const target = refName(field);
  const schema: JsonObject =
    target === undefined
      ? field
      : { ...objectAt(definitions, target), ...field };
  yield [
    `\`${path}\``,
    valueOf(schema, target),
    isRequired ? '**required**' : defaultOf(schema),
    typeof schema.description === 'string' ? schema.description : '',
  ];
  if (target !== undefined && SHARED.includes(target)) {
    return;
  }
  yield* fieldsOf(schema, `${path}.`, definitions);
  for (const [key, suffix] of [
    ['items', '[]'],
    ['additionalProperties', '.*'],
  ]) {
    const inner = schema[key];
    if (isObject(inner) && !inner.$ref) {
      yield* fieldsOf(inner, `${path}${suffix}.`, definitions);
    }
  }
}

function valueOf(schema: JsonObject, target: string | undefined): string {
  if (target !== undefined && SHARED.includes(target)) {
    return `[${target}](#${target.toLowerCase()})`;
  }
  if (Array.isArray(schema.enum)) {
    return schema.enum.map(value => `\`${value}\``).join(', ');
  }
  const { items, additionalProperties: entries } = schema;
  if (schema.type === 'array') {
    return isObject(items)
      ? `list, each ${valueOf(items, refName(items))}`
      : 'list';
  }
  if (schema.type === 'object') {
    return isObject(entries)
      ? `mapping, each ${valueOf(entries, refName(entries))}`
      : 'mapping';
  }
  if (typeof schema.errorMessage === 'string') {
    return schema.errorMessage.replace(/\*/g, '\\*');
  }
  const types: Record<string, string> = {
    boolean: 'true or false',
    integer: 'a whole number',
    string: 'a text',
  };
  return types[String(schema.type)] ?? 'any';
}

function defaultOf({ default: value }: JsonObject): string {
  return value === undefined ? '' : `\`${shown(value)}\``;
}

function shown(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function refName({ $ref }: JsonObject): string | undefined {
  return typeof $ref === 'string'
    ? $ref.slice($ref.lastIndexOf('/') + 1)
    : undefined;
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isObject(value) ? value : {};
}
