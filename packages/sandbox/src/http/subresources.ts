import { badRequest, methodNotAllowed, noSuchPath } from '../status';
import { kindKey } from '../kinds/kind';
import { sendLogs } from './logs';
import { patched } from './patches';
import {
  isDryRun,
  objectOf,
  requireObject,
  ResourceRequest,
  writeOptions,
} from './resourceRequest';
import { applyScale, readScale } from './scale';

/** What only a container that runs could answer. */
const inContainer = ['exec', 'attach', 'portforward', 'proxy'];

/** Logs, scale, eviction: doors to a part of an object. */
export async function serveSubresource(
  request: ResourceRequest,
  subresource: string,
): Promise<void> {
  const { exchange, kind, services } = request;
  const key = kindKey(kind);
  if (key === '/Pod' && subresource === 'log' && exchange.method === 'GET')
    return sendLogs(
      exchange,
      objectOf(request),
      services.objects,
      services.streams,
    );
  if (subresource === 'scale' && kind.subresources.includes('scale')) {
    if (exchange.method === 'GET')
      return exchange.send(200, readScale(objectOf(request)));
    if (exchange.method === 'PUT' || exchange.method === 'PATCH')
      return exchange.send(
        200,
        applyScale(
          objectOf(request),
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
