import { KubeObject, textAt } from '../json';
import { ApiError } from '../status';
import { representList } from './representation';
import { ResourceRequest, selection } from './resourceRequest';
import { watch } from './watch';

export function list(request: ResourceRequest): void {
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

export function startWatch(request: ResourceRequest): void {
  const { exchange, kind, route, services } = request;
  const stream = watch(exchange, services.objects.store, {
    kind,
    ...(route.namespace !== undefined && { namespace: route.namespace }),
    selects: selection(request),
  });
  services.streams.add(stream);
  exchange.response.on('close', () => services.streams.delete(stream));
}
