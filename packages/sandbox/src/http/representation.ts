import { JsonObject, KubeObject, textAt } from '../json';
import { apiVersionOf, Kind } from '../kinds/kind';
import { tableOf } from '../table/table';
import { ApiError } from '../status';
import { Exchange } from './exchange';

/** How the client wants objects: whole, as a table for people, or metadata only. */
export type Form = 'object' | 'table' | 'metadata' | 'metadataList';

export function wantedForm(exchange: Exchange): Form {
  for (const offer of exchange.header('accept').split(',')) {
    if (!offer.includes('json')) continue;
    if (/;\s*as=Table\b/.test(offer)) return 'table';
    if (/;\s*as=PartialObjectMetadataList\b/.test(offer)) return 'metadataList';
    if (/;\s*as=PartialObjectMetadata\b/.test(offer)) return 'metadata';
    return 'object';
  }
  return 'object';
}

export function represent(
  exchange: Exchange,
  kind: Kind,
  object: KubeObject,
  options: { withColumns: boolean } = { withColumns: true },
): JsonObject {
  switch (wantedForm(exchange)) {
    case 'table':
      return tableOf(kind, [object], {
        include: exchange.query.get('includeObject'),
        withColumns: options.withColumns,
        metadata: { resourceVersion: object.metadata.resourceVersion },
        now: exchange.clock.now(),
      });
    case 'metadata':
      return metadataOnly(object);
    case 'metadataList':
      throw notAcceptable('PartialObjectMetadataList', 'no list', kind.kind);
    default:
      return object;
  }
}

export function representList(
  exchange: Exchange,
  kind: Kind,
  objects: KubeObject[],
  metadata: JsonObject,
): JsonObject {
  switch (wantedForm(exchange)) {
    case 'table':
      return tableOf(kind, objects, {
        include: exchange.query.get('includeObject'),
        withColumns: true,
        metadata,
        now: exchange.clock.now(),
      });
    case 'metadata':
      throw notAcceptable(
        'PartialObjectMetadata',
        'a list',
        `${kind.kind}List`,
      );
    case 'metadataList':
      return {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata,
        items: objects.map(metadataOnly),
      };
    default:
      return {
        kind: `${kind.kind}List`,
        apiVersion: apiVersionOf(kind),
        metadata,
        items: objects.map(object =>
          kind.origin === 'builtin' ? withoutType(object) : object,
        ),
      };
  }
}

/** A list goes by another name than its objects, and Kubernetes tries no later offer then. */
function notAcceptable(asked: string, is: string, what: string): ApiError {
  return new ApiError(
    406,
    'NotAcceptable',
    `you requested ${asked}, but the requested object is ${is} (${what})`,
  );
}

/** Kubernetes leaves type and version out of the items of its own lists. */
function withoutType(object: KubeObject): JsonObject {
  const { apiVersion, kind, ...rest } = object;
  return rest;
}

function metadataOnly(object: KubeObject): JsonObject {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: object.metadata,
  };
}

/** The answer to a delete that is done at once. */
export function deletedStatus(kind: Kind, object: KubeObject): JsonObject {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: object.metadata.name,
      ...(kind.group && { group: kind.group }),
      kind: kind.plural,
      uid: textAt(object.metadata, 'uid') ?? '',
    },
  };
}
