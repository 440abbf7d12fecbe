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

/** @param schema - by default its objects may hold anything */
export function definitionOf(
  kind: string,
  schema: JsonObject = {
    type: 'object',
    'x-kubernetes-preserve-unknown-fields': true,
  },
): Manifest {
  const plural = `${kind.toLowerCase()}s`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.lab.example.com` },
    spec: {
      group: 'lab.example.com',
      scope: 'Namespaced',
      names: { kind, plural, singular: kind.toLowerCase() },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: schema,
          },
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
