import { JsonObject, JsonValue } from '@tutti/engine';
import { loadAll } from 'js-yaml';
// A fixture, nothing that is published.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { startApiServer } from '@tutti/kubernetes/testing';

/** A real API server that looks at manifests and keeps none. */
export interface DryRun {
  /** Why it would not take these YAML documents, one text each; unknown fields are a reason too. */
  refusals(manifests: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** Kinds of operators that the example platform counts on, each with its plural. */
const OPERATORS = [
  { group: 'dapr.io', version: 'v1alpha1', kind: 'Component' },
  { group: 'dapr.io', version: 'v2alpha1', kind: 'Subscription' },
];

function customResource({ group, version, kind }: (typeof OPERATORS)[number]) {
  const singular = kind.toLowerCase();
  const plural = `${singular}s`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, singular, plural, listKind: `${kind}List` },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
        },
      ],
    },
  };
}

/** @param assets - folder with `etcd` and `kube-apiserver`, as envtest's KUBEBUILDER_ASSETS */
export async function startDryRun(assets: string): Promise<DryRun> {
  const server = await startApiServer(assets);
  const namespaces = new Set<string>();
  for (const operator of OPERATORS) {
    await server.ask({
      method: 'POST',
      path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      body: customResource(operator),
    });
  }

  async function ensureNamespace(name: string): Promise<void> {
    if (!namespaces.has(name)) {
      namespaces.add(name);
      await server.ask({
        method: 'POST',
        path: '/api/v1/namespaces',
        body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
      });
    }
  }

  return {
    stop: () => server.stop(),
    async refusals(text) {
      const manifests: JsonObject[] = JSON.parse(JSON.stringify(loadAll(text)));
      const refused = manifests.length === 0 ? ['there is nothing'] : [];
      for (const manifest of manifests) {
        const namespace = fieldOf(manifest, 'metadata', 'namespace');
        if (namespace !== undefined) {
          await ensureNamespace(namespace);
        }
        const { status, body } = await server.ask({
          method: 'PATCH',
          path: `${pathOf(
            manifest,
          )}?fieldManager=tutti&force=true&fieldValidation=Strict&dryRun=All`,
          body: manifest,
          contentType: 'application/apply-patch+yaml',
        });
        if (status >= 300) {
          refused.push(
            `${manifest.kind} ${fieldOf(manifest, 'metadata', 'name')}: ${
              fieldOf(body, 'message') ?? status
            }`,
          );
        }
      }
      return refused;
    },
  };
}

function pathOf(manifest: JsonObject): string {
  const api = String(manifest.apiVersion);
  const kind = String(manifest.kind).toLowerCase();
  const namespace = fieldOf(manifest, 'metadata', 'namespace');
  return [
    api.includes('/') ? '/apis' : '/api',
    api,
    ...(namespace === undefined ? [] : ['namespaces', namespace]),
    kind.endsWith('s') ? `${kind}es` : `${kind}s`,
    fieldOf(manifest, 'metadata', 'name'),
  ].join('/');
}

function fieldOf(value: JsonValue, ...path: string[]): string | undefined {
  let found: JsonValue | undefined = value;
  for (const key of path) {
    found =
      typeof found === 'object' && found !== null && !Array.isArray(found)
        ? found[key]
        : undefined;
  }
  return typeof found === 'string' ? found : undefined;
}
