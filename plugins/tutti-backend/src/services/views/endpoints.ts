import { JsonObject, JsonValue } from '@tutti/engine';
import { EnvironmentSummary } from '@tutti/plugin-tutti-common';
import { InventoryObject } from '../../store';

type Endpoints = EnvironmentSummary['endpoints'];

/**
 * Addresses people can open: the hosts and paths of Ingresses and HTTPRoutes that lead to a
 * workload's Service.
 */
export function endpointsOf(objects: InventoryObject[]): Endpoints {
  const workloadOfService = new Map(
    objects
      .filter(({ ref }) => ref.kind === 'Service')
      .map(({ ref, owner }) => [ref.name, owner.replace(/^workload#/, '')]),
  );
  const found = objects.flatMap(({ ref, applied }) => {
    switch (ref.kind) {
      case 'Ingress':
        return ingressRoutes(applied);
      case 'HTTPRoute':
        return httpRoutes(applied);
      default:
        return [];
    }
  });
  const endpoints = found.map(({ service, url }) => ({
    workload: workloadOfService.get(service) ?? service,
    url,
  }));
  return endpoints
    .filter(
      ({ url }, index) =>
        endpoints.findIndex(other => other.url === url) === index,
    )
    .sort((a, b) => (a.url < b.url ? -1 : 1));
}

interface Route {
  service: string;
  url: string;
}

function ingressRoutes(ingress: JsonObject): Route[] {
  const spec = object(ingress.spec);
  const secured = new Set(
    list(spec.tls).flatMap(tls => list(object(tls).hosts)),
  );
  return list(spec.rules).flatMap(rule => {
    const { host, http } = object(rule);
    return list(object(http).paths).flatMap(entry => {
      const { path, backend } = object(entry);
      const service = object(object(backend).service).name;
      return typeof host === 'string' && typeof service === 'string'
        ? [
            {
              service,
              url: address(secured.has(host) ? 'https' : 'http', host, path),
            },
          ]
        : [];
    });
  });
}

function httpRoutes(route: JsonObject): Route[] {
  const spec = object(route.spec);
  return list(spec.hostnames).flatMap(host =>
    list(spec.rules).flatMap(rule => {
      const { backendRefs, matches } = object(rule);
      const path = object(object(list(matches)[0]).path).value;
      const service = object(list(backendRefs)[0]).name;
      return typeof host === 'string' && typeof service === 'string'
        ? [{ service, url: address('http', host, path) }]
        : [];
    }),
  );
}

function address(
  scheme: string,
  host: string,
  path: JsonValue | undefined,
): string {
  return `${scheme}://${host}${typeof path === 'string' ? path : '/'}`;
}

function object(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : {};
}

function list(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}
