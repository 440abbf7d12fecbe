import { createHash } from 'crypto';
import { JsonObject, JsonValue } from '../json';
import { Kind } from '../kinds/kind';
import { KindRegistry } from '../kinds/registry';
import { Shape } from '@tutti/kubernetes';
import { gitVersion } from '../version';

/** `/openapi/v3`: one document per group and version. */
export function openapiIndex(kinds: KindRegistry): JsonObject {
  const paths: JsonObject = {};
  for (const kind of kinds.all()) {
    const path = pathOf(kind);
    paths[path] = {
      serverRelativeURL: `/openapi/v3/${path}?hash=${hashOf(kinds, path)}`,
    };
  }
  return { paths };
}

/** Clients keep a document by its hash, so it follows the kinds that are served. */
function hashOf(kinds: KindRegistry, path: string): string {
  const served = kinds
    .all()
    .filter(kind => pathOf(kind) === path)
    .map(kind => [kind.kind, kind.origin, digestOf(kind.shape)]);
  return digest([gitVersion, served]);
}

const digests = new WeakMap<Shape, string>();

/** A shape never changes, and some are large. */
function digestOf(shape: Shape): string {
  const known = digests.get(shape) ?? digest(describe(shape));
  digests.set(shape, known);
  return known;
}

function digest(value: JsonValue): string {
  return createHash('sha256')
    .update(JSON.stringify(value))
    .digest('hex')
    .slice(0, 32);
}

function pathOf(kind: Kind): string {
  return kind.group
    ? `apis/${kind.group}/${kind.version}`
    : `api/${kind.version}`;
}

/**
 * Types of fields and the parameters of writes: enough for `kubectl explain` and for kubectl to
 * see that the server checks fields itself. Undefined when there is no such group.
 */
export function openapiDocument(
  kinds: KindRegistry,
  path: string,
): JsonObject | undefined {
  const own = kinds.all().filter(kind => pathOf(kind) === path);
  if (own.length === 0) return undefined;
  return {
    openapi: '3.0.0',
    info: { title: 'Tutti sandbox (simulation)', version: gitVersion },
    paths: Object.fromEntries(own.flatMap(kind => pathItems(path, kind))),
    components: {
      schemas: Object.fromEntries(
        own.map(kind => [schemaName(kind), schemaOf(kind)]),
      ),
    },
  };
}

function schemaName(kind: Kind): string {
  const prefix = kind.group
    ? kind.group.split('.').reverse().join('.')
    : 'core';
  return `${prefix}.${kind.version}.${kind.kind}`;
}

function gvk(kind: Kind): JsonObject {
  return { group: kind.group, version: kind.version, kind: kind.kind };
}

function schemaOf(kind: Kind): JsonObject {
  return {
    ...describe(kind.shape),
    'x-kubernetes-group-version-kind': [gvk(kind)],
  };
}

function describe(shape: Shape): JsonObject {
  switch (shape.type) {
    case 'struct':
      return {
        type: 'object',
        properties: Object.fromEntries(
          [...shape.fields].map(([name, field]) => [
            name,
            describe(field.shape),
          ]),
        ),
        ...(shape.required.length > 0 && { required: shape.required }),
        ...(shape.open && { 'x-kubernetes-preserve-unknown-fields': true }),
      };
    case 'map':
      return { type: 'object', additionalProperties: describe(shape.values) };
    case 'list':
      return {
        type: 'array',
        items: describe(shape.items),
        'x-kubernetes-list-type': shape.ownership,
        ...(shape.keys.length > 0 && {
          'x-kubernetes-list-map-keys': shape.keys,
        }),
      };
    case 'quantity':
      return { type: 'string' };
    case 'bytes':
      return { type: 'string', format: 'byte' };
    case 'intOrString':
      return { 'x-kubernetes-int-or-string': true };
    case 'int32':
      return { type: 'integer', format: 'int32' };
    case 'any':
      return { 'x-kubernetes-preserve-unknown-fields': true };
    default:
      return {
        type: shape.type,
        ...(shape.enum && { enum: [...shape.enum] }),
      };
  }
}

function pathItems(path: string, kind: Kind): [string, JsonObject][] {
  const base = kind.namespaced
    ? `/${path}/namespaces/{namespace}/${kind.plural}`
    : `/${path}/${kind.plural}`;
  const parameters: JsonValue = [
    'dryRun',
    'fieldManager',
    'fieldValidation',
    'force',
  ].map(name => ({
    name,
    in: 'query',
    schema: { type: name === 'force' ? 'boolean' : 'string' },
  }));
  const operation = (action: string): JsonObject => ({
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': gvk(kind),
    parameters,
    responses: {
      '200': {
        description: 'OK',
        content: {
          'application/json': {
            schema: { $ref: `#/components/schemas/${schemaName(kind)}` },
          },
        },
      },
    },
  });
  return [
    [base, { get: operation('list'), post: operation('post') }],
    [
      `${base}/{name}`,
      {
        get: operation('get'),
        put: operation('put'),
        patch: operation('patch'),
        delete: operation('delete'),
      },
    ],
  ];
}
