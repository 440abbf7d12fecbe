import {
  KubeObject,
  isObject,
  JsonObject,
  JsonValue,
  textAt,
  textsAt,
} from '../json';
import { Kind } from '../kinds/kind';
import { KindRegistry } from '../kinds/registry';
import { Objects } from '../objects/objects';
import { Propagation, RemoveOptions, WriteOptions } from '../objects/options';
import { parseFieldSelector } from '../selectors/fields';
import { parseLabelSelector } from '../selectors/labels';
import { ApiError, badRequest, invalid } from '../status';
import { CallCounter } from './calls';
import { Exchange } from './exchange';
import { ResourceRoute } from './route';

export interface ResourceServices {
  objects: Objects;
  kinds: KindRegistry;
  calls: CallCounter;
  /** Watches and followed logs that run, so that closing ends them. */
  streams: Set<{ stop(): void }>;
}

/** One request for objects of a kind, understood. */
export interface ResourceRequest {
  exchange: Exchange;
  route: ResourceRoute;
  kind: Kind;
  body: JsonValue;
  services: ResourceServices;
}

export function isDryRun(exchange: Exchange): boolean {
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

export function writeOptions({
  exchange,
  route,
}: ResourceRequest): WriteOptions {
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

/** Which objects of a collection are meant. */
export function selection({ exchange, kind, route }: ResourceRequest) {
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

/** The body of a create or an update. */
export function requireObject(request: ResourceRequest): JsonObject {
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

export function removeOptions(request: ResourceRequest): RemoveOptions {
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

/** The object that the path names. */
export function objectOf({
  kind,
  route,
  services,
}: ResourceRequest): KubeObject {
  return services.objects.get(kind, route.namespace, route.name ?? '');
}
