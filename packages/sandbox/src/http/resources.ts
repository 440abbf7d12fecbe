import { JsonValue, textAt } from '../json';
import { Kind, kindKey } from '../kinds/kind';
import { KindRegistry } from '../kinds/registry';
import { methodNotAllowed, noSuchPath, PageNotFound } from '../status';
import { Verb } from './calls';
import { list, startWatch } from './collections';
import { remove, removeCollection } from './deletions';
import { Exchange } from './exchange';
import { applyType, patch } from './patches';
import { represent } from './representation';
import {
  isDryRun,
  objectOf,
  requireObject,
  ResourceRequest,
  ResourceServices,
  writeOptions,
} from './resourceRequest';
import { ResourceRoute } from './route';
import { serveSubresource } from './subresources';

export async function serveResource(
  exchange: Exchange,
  route: ResourceRoute,
  services: ResourceServices,
): Promise<void> {
  const body = ['POST', 'PUT', 'PATCH', 'DELETE'].includes(exchange.method)
    ? await exchange.value()
    : null;
  const kind = findKind(exchange, route, services.kinds, body);
  if (kind.namespaced && route.namespace === undefined && route.name)
    throw noSuchPath();
  if (!kind.namespaced && route.namespace !== undefined) throw noSuchPath();
  const verb = verbOf(exchange, route);
  services.calls.count(verb, kindKey(kind), isDryRun(exchange));
  const request = { exchange, route, kind, body, services };
  if (route.subresource && route.subresource !== 'status')
    return serveSubresource(request, route.subresource);
  if (route.subresource && !kind.subresources.includes(route.subresource))
    throw noSuchPath();
  switch (verb) {
    case 'get':
      return exchange.send(200, represent(exchange, kind, objectOf(request)));
    case 'list':
      return list(request);
    case 'watch':
      return startWatch(request);
    case 'create':
      return create(request);
    case 'update':
      return update(request);
    case 'delete':
      return remove(request);
    case 'deletecollection':
      return removeCollection(request);
    default:
      return patch(request);
  }
}

/**
 * The kind at a path. A kind nobody defined is learned when somebody writes an object of it
 * (its body says what it is called); until then the path leads nowhere.
 */
function findKind(
  exchange: Exchange,
  route: ResourceRoute,
  kinds: KindRegistry,
  body: JsonValue,
): Kind {
  const { group, version, plural } = route;
  const known = kinds.byPath(group, version, plural);
  if (known) return known;
  const isWrite =
    exchange.method === 'POST' || exchange.contentType === applyType;
  const name = textAt(body, 'kind');
  const fits = textAt(body, 'apiVersion') === `${group}/${version}`;
  const isOurs = kinds
    .all()
    .some(kind => kind.group === group && kind.origin !== 'unknown');
  if (isOurs) throw noSuchPath();
  if (!isWrite || !name || !fits || isDryRun(exchange))
    throw new PageNotFound();
  return kinds.learn({
    group,
    version,
    plural,
    kind: name,
    namespaced: route.namespace !== undefined,
  });
}

function verbOf(exchange: Exchange, route: ResourceRoute): Verb {
  switch (exchange.method) {
    case 'GET':
      if (exchange.flag('watch')) return 'watch';
      return route.name === undefined ? 'list' : 'get';
    case 'POST':
      if (route.name !== undefined && !route.subresource)
        throw methodNotAllowed();
      return 'create';
    case 'PUT':
      if (route.name === undefined) throw methodNotAllowed();
      return 'update';
    case 'PATCH':
      if (route.name === undefined) throw methodNotAllowed();
      return exchange.contentType === applyType ? 'apply' : 'patch';
    case 'DELETE':
      return route.name === undefined ? 'deletecollection' : 'delete';
    default:
      throw methodNotAllowed();
  }
}

function create(request: ResourceRequest): void {
  const { exchange, kind, route, services } = request;
  const body = requireObject(request);
  const namespace =
    route.namespace ?? (kind.namespaced ? 'default' : undefined);
  const object = services.objects.create(
    kind,
    namespace,
    body,
    writeOptions(request),
  );
  exchange.send(201, represent(exchange, kind, object));
}

function update(request: ResourceRequest): void {
  const { exchange, kind, route, services } = request;
  const object = services.objects.update(
    kind,
    route.namespace,
    route.name ?? '',
    requireObject(request),
    writeOptions(request),
  );
  exchange.send(200, represent(exchange, kind, object));
}
