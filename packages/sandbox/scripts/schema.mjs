#!/usr/bin/env node
// Writes src/schema/kubernetes.json: the shape of Kubernetes' own kinds, read from the OpenAPI v3
// documents of a real API server. Only what the sandbox needs to behave alike: field names, types,
// list keys, kinds and their verbs. Descriptions stay behind.
// Usage: KUBECONFIG=… node scripts/schema.mjs   (kubectl on PATH, or in KUBEBUILDER_ASSETS)
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const groups = [
  'v1',
  'admissionregistration.k8s.io/v1',
  'apiextensions.k8s.io/v1',
  'apiregistration.k8s.io/v1',
  'apps/v1',
  'autoscaling/v2',
  'batch/v1',
  'certificates.k8s.io/v1',
  'coordination.k8s.io/v1',
  'discovery.k8s.io/v1',
  'networking.k8s.io/v1',
  'node.k8s.io/v1',
  'policy/v1',
  'rbac.authorization.k8s.io/v1',
  'scheduling.k8s.io/v1',
  'storage.k8s.io/v1',
];

const assets = process.env.KUBEBUILDER_ASSETS;
const kubectl = assets ? join(assets, 'kubectl') : 'kubectl';
const raw = path =>
  JSON.parse(
    execFileSync(kubectl, ['get', '--raw', path], {
      maxBuffer: 1e9,
    }).toString(),
  );

const definitions = {};
const kinds = [];
const sources = {};

const leafTypes = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'intOrString',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'any',
  // Described by hand in JSON Schema's own terms; the sandbox reads them as they are.
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps':
    'any',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': 'any',
};

function refName(schema) {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
  return ref?.split('/').pop();
}

const isEmptyObject = value =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 0;

function define(name) {
  if (name in definitions) return;
  definitions[name] = null;
  definitions[name] = compact(sources[name], name);
}

/** A field whose default is its zero is written even when it is zero. */
function scalar(type, defaultValue) {
  if (defaultValue === undefined || typeof defaultValue === 'object')
    return type;
  const isZero =
    defaultValue === '' || defaultValue === 0 || defaultValue === false;
  return isZero ? { type, zero: true } : { type, default: defaultValue };
}

function compact(schema, name) {
  const target = refName(schema);
  if (target) {
    if (leafTypes[target]) return leafTypes[target];
    define(target);
    return {
      type: 'ref',
      ref: target,
      ...(schema['x-kubernetes-map-type'] === 'atomic' && { atomic: true }),
      // A struct by value in Go: it is there, empty, even when nobody wrote it.
      ...(isEmptyObject(schema.default) && { embedded: true }),
    };
  }
  if (schema.type === 'array') {
    const list = { type: 'list', items: compact(schema.items) };
    const listType = schema['x-kubernetes-list-type'];
    if (listType === 'set') list.set = true;
    if (listType === 'map') list.keys = schema['x-kubernetes-list-map-keys'];
    if (schema['x-kubernetes-patch-strategy']?.includes('merge'))
      list.patchKey = schema['x-kubernetes-patch-merge-key'] ?? '';
    return list;
  }
  if (
    schema.properties ||
    (schema.type === 'object' && name && !schema.additionalProperties)
  ) {
    const struct = { type: 'struct', fields: {} };
    for (const [field, value] of Object.entries(schema.properties ?? {})) {
      const compacted = compact(value);
      const strategy = value['x-kubernetes-patch-strategy'] ?? '';
      if (typeof compacted === 'string') {
        struct.fields[field] = scalar(compacted, value.default);
      } else {
        struct.fields[field] = strategy.includes('retainKeys')
          ? { ...compacted, retainKeys: true }
          : compacted;
      }
    }
    if (schema.required) struct.required = schema.required;
    if (schema['x-kubernetes-map-type'] === 'atomic') struct.atomic = true;
    return struct;
  }
  if (schema.type === 'object')
    return {
      type: 'map',
      values: schema.additionalProperties
        ? compact(schema.additionalProperties)
        : 'any',
      ...(schema['x-kubernetes-map-type'] === 'atomic' && { atomic: true }),
    };
  if (
    schema.type === 'integer' ||
    schema.type === 'number' ||
    schema.type === 'boolean'
  )
    return schema.type;
  if (schema.type === 'string')
    return schema.format === 'byte' ? 'bytes' : 'string';
  return 'any';
}

for (const group of groups) {
  const path = group === 'v1' ? '/api/v1' : `/apis/${group}`;
  const document = raw(`/openapi/v3${path}`);
  Object.assign(sources, document.components.schemas);
  const byKind = {};
  for (const [name, schema] of Object.entries(document.components.schemas))
    for (const gvk of schema['x-kubernetes-group-version-kind'] ?? [])
      if ((gvk.group ? `${gvk.group}/${gvk.version}` : gvk.version) === group)
        byKind[gvk.kind] = name;
  const resources = raw(path).resources;
  for (const resource of resources) {
    if (resource.name.includes('/')) continue;
    const {
      name,
      singularName,
      namespaced,
      kind,
      verbs,
      shortNames,
      categories,
    } = resource;
    if (!verbs.includes('list')) continue;
    define(byKind[kind]);
    kinds.push({
      apiVersion: group,
      kind,
      plural: name,
      singular: singularName,
      namespaced,
      definition: byKind[kind],
      ...(shortNames && { shortNames }),
      ...(categories && { categories }),
      subresources: resources
        .filter(r => r.name.startsWith(`${name}/`))
        .map(r => r.name.split('/')[1]),
    });
  }
}

const sorted = value => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(key => [key, sorted(value[key])]),
  );
};

const lines = entries =>
  entries
    .map(
      ([key, value]) =>
        `    ${JSON.stringify(key)}: ${JSON.stringify(sorted(value))}`,
    )
    .join(',\n');
const version = raw('/version').gitVersion;
writeFileSync(
  new URL('../src/schema/kubernetes.json', import.meta.url),
  `{\n  "version": ${JSON.stringify(version)},\n  "kinds": [\n${kinds
    .map(kind => `    ${JSON.stringify(kind)}`)
    .join(',\n')}\n  ],\n  "definitions": {\n${lines(
    Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1)),
  )}\n  }\n}\n`,
);
