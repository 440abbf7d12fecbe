import { isObject, JsonObject, JsonValue, KubeObject } from '../json';
import { Kind } from '../kinds/kind';
import { jsonPatch, PatchFailure } from '../patch/jsonPatch';
import { mergePatch } from '../patch/mergePatch';
import { strategicMerge } from '../patch/strategicMerge';
import { ApiError, badRequest, invalid } from '../status';
import { Exchange } from './exchange';
import { represent } from './representation';
import { ResourceRequest, writeOptions } from './resourceRequest';

export const applyType = 'application/apply-patch+yaml';
const patchTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  applyType,
];

/** Kinds whose delete is answered with the object, not with a Status. */

export function patch(request: ResourceRequest): void {
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

/** An object after a patch of this media type. */
export function patched(
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
