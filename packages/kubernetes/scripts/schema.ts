/**
 * Writes src/schema/kubernetes.json: the shape of Kubernetes' own kinds, read from the OpenAPI v3
 * documents of a real API server; kinds and their verbs from its discovery.
 * Usage: KUBECONFIG=… yarn workspace @tutti/kubernetes schema   (kubectl on PATH, or in KUBEBUILDER_ASSETS)
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonObject, JsonValue } from '../src/content';
import { compactDefinitions, kindsOf, Schemas } from '../src/schema/openapi';

const GROUPS = [
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
const raw = (path: string) =>
  JSON.parse(
    execFileSync(kubectl, ['get', '--raw', path], {
      maxBuffer: 1e9,
    }).toString(),
  );

const definitions: JsonObject = {};
const kinds: JsonObject[] = [];
const schemas: Schemas = {};

for (const group of GROUPS) {
  const path = group === 'v1' ? '/api/v1' : `/apis/${group}`;
  const document = raw(`/openapi/v3${path}`);
  Object.assign(schemas, document.components.schemas);
  const byKind: Record<string, string> = {};
  for (const { apiVersion, kind, name } of kindsOf(document.components.schemas))
    if (apiVersion === group) byKind[kind] = name;
  const { resources } = raw(path);
  for (const resource of resources) {
    const { name, singularName, namespaced, kind, verbs } = resource;
    const { shortNames, categories } = resource;
    if (name.includes('/') || !verbs.includes('list')) continue;
    compactDefinitions(schemas, [byKind[kind]], definitions);
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
        .filter((other: { name: string }) => other.name.startsWith(`${name}/`))
        .map((other: { name: string }) => other.name.split('/')[1]),
    });
  }
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(key => [key, sorted(value[key])]),
  );
}

const list = (items: string[]) => items.map(item => `    ${item}`).join(',\n');
writeFileSync(
  join(__dirname, '../src/schema/kubernetes.json'),
  `{
  "version": ${JSON.stringify(raw('/version').gitVersion)},
  "kinds": [
${list(kinds.map(kind => JSON.stringify(kind)))}
  ],
  "definitions": {
${list(
  Object.keys(definitions)
    .sort()
    .map(
      name =>
        `${JSON.stringify(name)}: ${JSON.stringify(sorted(definitions[name]))}`,
    ),
)}
  }
}
`,
);
