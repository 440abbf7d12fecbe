import { JsonObject, KubeObject } from '../json';
import { apiVersionOf, Kind, kindKey } from '../kinds/kind';
import { ApiError } from '../status';
import { Change, Store } from '../store/store';
import { Exchange } from './exchange';
import { represent } from './representation';

export interface WatchOptions {
  kind: Kind;
  namespace?: string;
  selects(object: KubeObject): boolean;
}

/** A quiet watch still says now and then where it stands. */
const bookmarkEveryMs = 30_000;
const longestWatchMs = 3600_000;

/** Follows changes as lines of JSON until the client goes, the time is over or the server stops. */
export function watch(
  exchange: Exchange,
  store: Store,
  options: WatchOptions,
): { stop(): void } {
  const { kind, namespace, selects } = options;
  const version = exchange.query.get('resourceVersion') ?? '';
  const wantsBookmarks = exchange.flag('allowWatchBookmarks');
  const wantsList = exchange.flag('sendInitialEvents');
  const isFromNow = version === '' || version === '0';
  const missed = isFromNow ? [] : store.changesSince(Number(version));
  let sentColumns = false;

  const send = (type: string, object: JsonObject) =>
    exchange.response.write(`${JSON.stringify({ type, object })}\n`);
  const sendObject = (type: string, object: KubeObject) => {
    const body = represent(
      exchange,
      kind,
      { ...object, apiVersion: apiVersionOf(kind) },
      { withColumns: !sentColumns },
    );
    sentColumns = true;
    send(type, body);
  };
  const bookmark = (annotations?: JsonObject) =>
    send('BOOKMARK', {
      kind: kind.kind,
      apiVersion: apiVersionOf(kind),
      metadata: {
        resourceVersion: String(store.version),
        ...(annotations && { annotations }),
      },
    });
  const tell = (change: Change) => {
    const isIn = (object: KubeObject | undefined) =>
      object !== undefined &&
      (namespace === undefined || object.metadata.namespace === namespace) &&
      selects(object);
    if (change.kind !== kindKey(kind)) return;
    const was = isIn(change.previous);
    const is = change.type !== 'DELETED' && isIn(change.object);
    if (is) sendObject(was ? 'MODIFIED' : 'ADDED', change.object);
    else if (was) sendObject('DELETED', change.object);
  };

  exchange.response.writeHead(200, { 'content-type': 'application/json' });
  exchange.response.flushHeaders();
  if (missed === undefined) {
    const expired = new ApiError(
      410,
      'Expired',
      `too old resource version: ${version} (${store.version})`,
    );
    send('ERROR', expired.toStatus());
    exchange.response.end();
    return { stop() {} };
  }
  if (wantsList || isFromNow)
    for (const object of store.list(kindKey(kind), namespace))
      if (selects(object)) sendObject('ADDED', object);
  if (wantsList) bookmark({ 'k8s.io/initial-events-end': 'true' });
  if (!wantsList) missed.forEach(tell);

  const unsubscribe = store.subscribe(tell);
  const bookmarks = setInterval(() => {
    if (wantsBookmarks) bookmark();
  }, bookmarkEveryMs);
  const seconds = Number(exchange.query.get('timeoutSeconds') ?? 0);
  const end = setTimeout(
    () => {
      if (wantsBookmarks) bookmark();
      exchange.response.end();
    },
    seconds > 0 ? seconds * 1000 : longestWatchMs,
  );
  exchange.response.on('close', () => {
    clearInterval(bookmarks);
    clearTimeout(end);
    unsubscribe();
  });
  return {
    stop() {
      exchange.response.end();
    },
  };
}
