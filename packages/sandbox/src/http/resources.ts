import {
  isObject,
  JsonObject,
  JsonValue,
  KubeObject,
  textAt,
  textsAt,
} from '../json';
import { Kind, kindKey } from '../kinds/kind';
import { KindRegistry } from '../kinds/registry';
import { Objects } from '../objects/objects';
import { Propagation, RemoveOptions, WriteOptions } from '../objects/options';
import { jsonPatch, PatchFailure } from '../patch/jsonPatch';
import { mergePatch } from '../patch/mergePatch';
import { strategicMerge } from '../patch/strategicMerge';
import { parseFieldSelector } from '../selectors/fields';
import { parseLabelSelector } from '../selectors/labels';
import {
  ApiError,
  badRequest,
  invalid,
  methodNotAllowed,
  noSuchPath,
  PageNotFound,
} from '../status';
import { CallCounter, Verb } from './calls';
import { Exchange } from './exchange';
import { sendLogs } from './logs';
import { deletedStatus, represent, representList } from './representation';
import { ResourceRoute } from './route';
import { applyScale, readScale } from './scale';
import { watch } from './watch';

export interface ResourceServices {
  objects: Objects;
  kinds: KindRegistry;
  calls: CallCounter;
  /** Watches and followed logs that run, so that closing ends them. */
  streams: Set<{ stop(): void }>;
}

const applyType = 'application/apply-patch+yaml';
const patchTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  applyType,
];

/** Kinds whose delete is answered with the object, not with a Status. */
const returnedWhenDeleted = new Set([
  '/Pod',
  '/Service',
  '/ServiceAccount',
  '/PersistentVolumeClaim',
  '/PersistentVolume',
  '/ResourceQuota',
  '/PodTemplate',
]);

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
      return exchange.send(200, represent(exchange, kind, read(request)));
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

/** What only a container that runs could answer. */
const inContainer = ['exec', 'attach', 'portforward', 'proxy'];

interface ResourceRequest {
  exchange: Exchange;
  route: ResourceRoute;
  kind: Kind;
  body: JsonValue;
  services: ResourceServices;
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

function isDryRun(exchange: Exchange): boolean {
  const value = exchange.query.get('dryRun');
  if (value === null || value === '') return false;
  if (value === 'All') return true;
  throw invalid({ group: 'meta.k8s.io', plural: '', kind: 'Options' }, '', [
    {
      field: 'dryRun',
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: ${JSON.stringify(
        value,
      )}: supported values: "All"`,
    },
  ]);
}

function writeOptions({ exchange, route }: ResourceRequest): WriteOptions {
  const validation = exchange.query.get('fieldValidation');
  return {
    manager: exchange.manager,
    dryRun: isDryRun(exchange),
    ...(route.subresource === 'status' && { subresource: 'status' as const }),
    validation:
      validation === 'Strict' || validation === 'Ignore' ? validation : 'Warn',
    warn: text => exchange.warn(text),
  };
}

function selection({ exchange, kind, route }: ResourceRequest) {
  const byLabel = parseLabelSelector(exchange.query.get('labelSelector') ?? '');
  const byField = parseFieldSelector(
    kind,
    exchange.query.get('fieldSelector') ?? '',
  );
  return (object: KubeObject) =>
    (route.name === undefined || object.metadata.name === route.name) &&
    byLabel(textsAt(object.metadata, 'labels')) &&
    byField(object);
}

function read({ kind, route, services }: ResourceRequest): KubeObject {
  return services.objects.get(kind, route.namespace, route.name ?? '');
}

function list(request: ResourceRequest): void {
  const { exchange, kind, route, services } = request;
  const { store } = services.objects;
  const asked = Number(exchange.query.get('resourceVersion') ?? 0);
  if (asked > store.version)
    throw new ApiError(
      504,
      'Timeout',
      `Timeout: Too large resource version: ${asked}, current: ${store.version}`,
      { retryAfterSeconds: 1 },
    );
  const all = services.objects
    .list(kind, route.namespace)
    .filter(selection(request));
  const limit = Number(exchange.query.get('limit') ?? 0);
  const start = readContinue(exchange.query.get('continue'));
  const rest =
    start === undefined ? all : all.filter(object => place(object) > start);
  const page = limit > 0 ? rest.slice(0, limit) : rest;
  const remaining = rest.length - page.length;
  const last = page.at(-1);
  exchange.send(
    200,
    representList(exchange, kind, page, {
      resourceVersion: String(store.version),
      ...(remaining > 0 &&
        last && {
          continue: Buffer.from(place(last)).toString('base64url'),
          remainingItemCount: remaining,
        }),
    }),
  );
}

function place(object: KubeObject): string {
  return `${textAt(object.metadata, 'namespace') ?? ''}/${
    object.metadata.name
  }`;
}

function readContinue(token: string | null): string | undefined {
  return token ? Buffer.from(token, 'base64url').toString('utf8') : undefined;
}

function startWatch(request: ResourceRequest): void {
  const { exchange, kind, route, services } = request;
  const stream = watch(exchange, services.objects.store, {
    kind,
    ...(route.namespace !== undefined && { namespace: route.namespace }),
    selects: selection(request),
  });
  services.streams.add(stream);
  exchange.response.on('close', () => services.streams.delete(stream));
}

function requireObject(request: ResourceRequest): JsonObject {
  const { exchange, body } = request;
  const isKnownType =
    exchange.contentType === '' ||
    exchange.contentType === 'application/json' ||
    exchange.contentType === 'application/yaml';
  if (!isKnownType)
    throw new ApiError(
      415,
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml',
    );
  if (!isObject(body))
    throw badRequest('the object provided is unrecognized: not a map');
  return body;
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

function patch(request: ResourceRequest): void {
  const { exchange, kind, route, services, body } = request;
  const options = writeOptions(request);
  const name = route.name ?? '';
  if (!patchTypes.includes(exchange.contentType))
    throw new ApiError(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${patchTypes.join(
        ', ',
      )}`,
    );
  if (exchange.contentType === applyType) {
    const { object, created } = services.objects.apply(
      kind,
      route.namespace,
      name,
      requireApplied(exchange, body),
      { ...options, force: exchange.flag('force') },
    );
    return exchange.send(
      created ? 201 : 200,
      represent(exchange, kind, object),
    );
  }
  const object = services.objects.patch(
    kind,
    route.namespace,
    name,
    current => patched(exchange.contentType, kind, current, body),
    options,
  );
  return exchange.send(200, represent(exchange, kind, object));
}

function requireApplied(exchange: Exchange, body: JsonValue): JsonObject {
  if (!exchange.query.get('fieldManager'))
    throw invalid(
      { group: 'meta.k8s.io', plural: '', kind: 'PatchOptions' },
      '',
      [
        {
          field: 'fieldManager',
          reason: 'FieldValueRequired',
          message: 'Required value: is required for apply patch',
        },
      ],
    );
  if (!isObject(body)) throw badRequest('the configuration is not a map');
  return body;
}

function patched(
  type: string,
  kind: Kind,
  current: KubeObject,
  body: JsonValue,
): JsonObject {
  const result = patchedBy(type, kind, current, body);
  if (!isObject(result)) throw badRequest('the patch leaves no object');
  return result;
}

function patchedBy(
  type: string,
  kind: Kind,
  current: KubeObject,
  body: JsonValue,
): JsonValue {
  switch (type) {
    case 'application/json-patch+json':
      try {
        return jsonPatch(current, body);
      } catch (error) {
        if (error instanceof PatchFailure)
          throw new ApiError(422, 'Invalid', error.message);
        throw error;
      }
    case 'application/merge-patch+json':
      return mergePatch(current, body);
    default:
      if (kind.origin !== 'builtin')
        throw new ApiError(
          415,
          'UnsupportedMediaType',
          'strategic merge patch is not supported for custom resources',
        );
      return strategicMerge(kind.shape, current, body);
  }
}

function removeOptions(request: ResourceRequest): RemoveOptions {
  const { exchange, body } = request;
  const grace = isObject(body) ? body.gracePeriodSeconds : undefined;
  const graceText = exchange.query.get('gracePeriodSeconds');
  const propagation =
    textAt(body, 'propagationPolicy') ??
    exchange.query.get('propagationPolicy') ??
    (isObject(body) && body.orphanDependents === true ? 'Orphan' : undefined);
  const uid = textAt(body, 'preconditions', 'uid');
  const resourceVersion = textAt(body, 'preconditions', 'resourceVersion');
  const dryRun =
    isObject(body) && Array.isArray(body.dryRun) && body.dryRun.includes('All');
  return {
    ...(uid && { uid }),
    ...(resourceVersion && { resourceVersion }),
    ...(propagation && { propagation: readPropagation(propagation) }),
    ...(typeof grace === 'number'
      ? { gracePeriod: grace }
      : graceText !== null && { gracePeriod: Number(graceText) }),
    dryRun: dryRun || isDryRun(exchange),
  };
}

function readPropagation(text: string): Propagation {
  if (text === 'Foreground' || text === 'Background' || text === 'Orphan')
    return text;
  throw invalid(
    { group: 'meta.k8s.io', plural: '', kind: 'DeleteOptions' },
    '',
    [
      {
        field: 'propagationPolicy',
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: ${JSON.stringify(
          text,
        )}: supported values: "Foreground", "Background", "Orphan"`,
      },
    ],
  );
}

function remove(request: ResourceRequest): void {
  const { exchange, kind, route, services } = request;
  const { gone, object } = services.objects.remove(
    kind,
    route.namespace,
    route.name ?? '',
    removeOptions(request),
  );
  const isReturned = !gone || returnedWhenDeleted.has(kindKey(kind));
  exchange.send(
    200,
    isReturned
      ? represent(exchange, kind, object)
      : deletedStatus(kind, object),
  );
}

function removeCollection(request: ResourceRequest): void {
  const { exchange, kind, route, services } = request;
  const options = removeOptions(request);
  const chosen = services.objects
    .list(kind, route.namespace)
    .filter(selection(request));
  const { version } = services.objects.store;
  for (const object of chosen)
    services.objects.remove(
      kind,
      textAt(object.metadata, 'namespace'),
      object.metadata.name,
      options,
    );
  exchange.send(
    200,
    representList(exchange, kind, chosen, {
      resourceVersion: String(version),
    }),
  );
}

async function serveSubresource(
  request: ResourceRequest,
  subresource: string,
): Promise<void> {
  const { exchange, kind, services } = request;
  const key = kindKey(kind);
  if (key === '/Pod' && subresource === 'log' && exchange.method === 'GET')
    return sendLogs(
      exchange,
      read(request),
      services.objects,
      services.streams,
    );
  if (subresource === 'scale' && kind.subresources.includes('scale')) {
    if (exchange.method === 'GET')
      return exchange.send(200, readScale(read(request)));
    if (exchange.method === 'PUT' || exchange.method === 'PATCH')
      return exchange.send(
        200,
        applyScale(
          read(request),
          kind,
          services.objects,
          writeOptions(request),
          scale =>
            exchange.method === 'PUT'
              ? requireObject(request)
              : patched(exchange.contentType, kind, scale, request.body),
        ),
      );
  }
  if (
    key === '/Pod' &&
    subresource === 'eviction' &&
    exchange.method === 'POST'
  ) {
    services.objects.remove(
      kind,
      request.route.namespace,
      request.route.name ?? '',
      {
        dryRun: isDryRun(exchange),
      },
    );
    return exchange.send(201, {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      code: 201,
    });
  }
  if (key === '/Pod' && inContainer.includes(subresource))
    throw badRequest(
      `simulation: no container runs in the sandbox, so there is none to ${subresource}`,
    );
  throw kind.subresources.includes(subresource)
    ? methodNotAllowed()
    : noSuchPath();
}
