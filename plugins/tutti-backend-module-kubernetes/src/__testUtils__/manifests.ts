import { JsonObject, Manifest } from '@tutti/engine';

export function namespaceOf(target: { namespace: string }): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: target.namespace },
  };
}

export function configMap(data: Record<string, string>): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings' },
    data,
  };
}

export function workload(
  kind: 'Deployment' | 'StatefulSet',
  image: string,
  replicas = 1,
): Manifest {
  const name = kind === 'Deployment' ? 'web' : 'database';
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: template(name, image),
      ...(kind === 'StatefulSet' && { serviceName: name }),
    },
  };
}

export function template(
  app: string,
  image: string,
  more: JsonObject = {},
): JsonObject {
  return {
    metadata: { labels: { app } },
    spec: { containers: [{ name: 'main', image }], ...more },
  };
}

/** By default its objects may hold anything. */
export function definitionOf(
  kind: string,
  {
    group = 'lab.example.com',
    version = 'v1',
    schema = {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
    },
  }: { group?: string; version?: string; schema?: JsonObject } = {},
): Manifest {
  const plural = `${kind.toLowerCase()}s`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: {
        kind,
        plural,
        singular: kind.toLowerCase(),
        listKind: `${kind}List`,
      },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: schema },
        },
      ],
    },
  };
}

export function claim(storageClassName: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: {
      storageClassName,
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
    },
  };
}
