import { JsonObject, JsonValue } from '@tutti/engine';
import { EnvironmentSummary } from '@tutti/plugin-tutti-common';
import { InventoryObject } from '../../store';

type Endpoints = EnvironmentSummary['endpoints'];

/** What endpoints are read from. */
export const ENDPOINT_KINDS = ['Service', 'Ingress', 'HTTPRoute'] as const;

/**
 * Addresses people can open: the hosts and paths of Ingresses and HTTPRoutes that lead to a
 * workload's Service. On a sandbox they answer at a port of this machine, below `.localhost` and
 * without a certificate.
 */
export function endpointsOf(
  objects: InventoryObject[],
  routesPort?: number,
): Endpoints {
  const address =
    routesPort === undefined
      ? publicAddress
      : (route: Address) => sandboxAddress(route, routesPort);
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
  const endpoints = found.map(({ service, ...route }) => ({
    workload: workloadOfService.get(service) ?? service,
    url: address(route),
  }));
  return endpoints
    .filter(
      ({ url }, index) =>
        endpoints.findIndex(other => other.url === url) === index,
    )
    .sort((a, b) => (a.url < b.url ? -1 : 1));
}

interface Address {
  scheme: 'http' | 'https';
  host: string;
  path: string;
}

interface Route extends Address {
  service: string;
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
              scheme: secured.has(host) ? 'https' : 'http',
              host,
              path: pathOf(path),
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
        ? [{ service, scheme: 'http', host, path: pathOf(path) }]
        : [];
    }),
  );
}

function publicAddress({ scheme, host, path }: Address): string {
  return `${scheme}://${host}${path}`;
}

function sandboxAddress({ host, path }: Address, port: number): string {
  const local = /(^|\.)localhost$/.test(host) ? host : `${host}.localhost`;
  return `http://${local}:${port}${path}`;
}

function pathOf(path: JsonValue | undefined): string {
  return typeof path === 'string' ? path : '/';
}

function object(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : {};
}

function list(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}
