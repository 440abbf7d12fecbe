import { JsonObject, KubeObject, objectAt, objectsAt, textAt } from '../json';
import { Store } from '../store/store';

/** One host and path that an Ingress or an HTTPRoute leads to a service. */
export interface RouteRule {
  /** `Ingress shop-development/web`. */
  source: string;
  namespace: string;
  /** As written; `*.example.com` stands for one label. */
  host: string;
  path: string;
  exact: boolean;
  service: string;
  /** A number or a name; absent = the service's only one. */
  port?: number | string;
}

/** Of all Ingresses and HTTPRoutes, the oldest first: where two say the same, the older one counts. */
export function rulesOf(store: Store): RouteRule[] {
  return [
    ...store.list('networking.k8s.io/Ingress'),
    ...store.list('gateway.networking.k8s.io/HTTPRoute'),
  ]
    .sort((a, b) => (ageKey(a) < ageKey(b) ? -1 : 1))
    .flatMap(object =>
      object.kind === 'Ingress' ? ingressRules(object) : httpRules(object),
    );
}

function ingressRules(ingress: KubeObject): RouteRule[] {
  return objectsAt(ingress, 'spec', 'rules').flatMap(rule =>
    objectsAt(rule, 'http', 'paths').flatMap(entry => {
      const { name, port } = objectAt(entry, 'backend', 'service');
      const { number, name: portName } = objectAt({ port: port ?? {} }, 'port');
      return ruleOf(ingress, {
        host: textAt(rule, 'host'),
        path: textAt(entry, 'path'),
        exact: entry.pathType === 'Exact',
        service: name,
        port: number ?? portName,
      });
    }),
  );
}

function httpRules(route: KubeObject): RouteRule[] {
  const hosts = route.spec ? objectAt(route, 'spec').hostnames : [];
  return (Array.isArray(hosts) ? hosts : []).flatMap(host =>
    objectsAt(route, 'spec', 'rules').flatMap(rule => {
      const matches = objectsAt(rule, 'matches');
      const [backend] = objectsAt(rule, 'backendRefs');
      return (matches.length > 0 ? matches : [{}]).flatMap(match =>
        ruleOf(route, {
          host: typeof host === 'string' ? host : undefined,
          path: textAt(match, 'path', 'value'),
          exact: textAt(match, 'path', 'type') === 'Exact',
          service: backend?.name,
          port: backend?.port,
        }),
      );
    }),
  );
}

/** Nothing where no host or no service is named: such a rule has no address to open. */
function ruleOf(
  object: KubeObject,
  found: {
    host: string | undefined;
    path: string | undefined;
    exact: boolean;
    service: JsonObject[string] | undefined;
    port: JsonObject[string] | undefined;
  },
): RouteRule[] {
  const { host, path = '/', exact, service, port } = found;
  if (!host || typeof service !== 'string') return [];
  const namespace = textAt(object.metadata, 'namespace') ?? '';
  return [
    {
      source: `${object.kind} ${namespace}/${object.metadata.name}`,
      namespace,
      host: host.toLowerCase(),
      path: path || '/',
      exact,
      service,
      ...((typeof port === 'number' || typeof port === 'string') && { port }),
    },
  ];
}

function ageKey(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return `${textAt(object.metadata, 'creationTimestamp')} ${namespace}/${name}`;
}
