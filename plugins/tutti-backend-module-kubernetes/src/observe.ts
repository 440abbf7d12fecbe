import {
  JsonObject,
  LiveObject,
  ObjectRef,
  TargetCall,
  TargetError,
} from '@tutti/engine';
import { Cluster } from './Cluster';
import { pathOf, ServedKind } from './Discovery';
import { isUnknownPath, refusalError } from './errors';
import { isObject, objectsAt, textAt } from './json';

const PAGE = 500;

/**
 * What is there of these objects, in no order. One GET where a single object of a kind is
 * asked for, one LIST (in pages of 500) where several are; objects without a namespace
 * are read one by one, since a LIST would need rights over everybody's.
 */
export async function observe(
  cluster: Cluster,
  namespace: string,
  refs: ObjectRef[],
  call: TargetCall,
): Promise<LiveObject[]> {
  await cluster.identify(call);
  const groups = new Map<string, { served: ServedKind; refs: ObjectRef[] }>();
  for (const ref of refs) {
    const served = await cluster.discovery.find(ref.apiVersion, ref.kind, call);
    if (!served) continue;
    const place = served.namespaced
      ? ref.namespace ?? namespace
      : `/${ref.name}`;
    const key = `${ref.apiVersion} ${ref.kind} ${place}`;
    const group = groups.get(key);
    if (group) group.refs.push(ref);
    else groups.set(key, { served, refs: [ref] });
  }
  const found = await Promise.all(
    [...groups.values()].map(group =>
      observeKind(cluster, namespace, group.served, group.refs, call),
    ),
  );
  return found.flat();
}

async function observeKind(
  cluster: Cluster,
  namespace: string,
  served: ServedKind,
  refs: ObjectRef[],
  call: TargetCall,
): Promise<LiveObject[]> {
  const place = refs[0].namespace ?? namespace;
  const names = new Set(refs.map(ref => ref.name));
  const items =
    names.size === 1
      ? await getOne(cluster, served, place, refs[0].name, call)
      : await listObjects(cluster, served, place, call);
  const byName = new Map(
    items.map(item => [textAt(item, 'metadata', 'name'), item]),
  );
  return refs.flatMap(ref => {
    const content = byName.get(ref.name);
    return content ? [liveObject(ref, content)] : [];
  });
}

async function getOne(
  cluster: Cluster,
  served: ServedKind,
  namespace: string,
  name: string,
  call: TargetCall,
): Promise<JsonObject[]> {
  const deed = `read ${served.kind} ${
    served.namespaced ? `${namespace}/` : ''
  }${name}`;
  const answer = await cluster.send(
    { method: 'GET', path: pathOf(served, namespace, name), deed },
    call,
  );
  if (answer.status === 404) {
    if (isUnknownPath(answer)) cluster.discovery.forget(served.apiVersion);
    return [];
  }
  if (answer.status !== 200 || !isObject(answer.body)) {
    throw refusalError({ cluster: cluster.name, deed }, answer);
  }
  return [answer.body];
}

/** Objects of one kind: of one namespace, or without one of the whole cluster. */
export interface ListQuestion {
  served: ServedKind;
  namespace?: string;
  query?: Record<string, string>;
  accept?: string;
}

/**
 * Every object that is asked for; none when the kind is not served.
 *
 * @param read - what to keep of each: of a page that was read nothing else stays
 */
export async function listAll<Kept>(
  cluster: Cluster,
  { served, namespace, query, accept }: ListQuestion,
  call: TargetCall,
  read: (object: JsonObject) => Kept,
): Promise<Kept[]> {
  const deed = `list ${served.plural} in ${namespace ?? 'all namespaces'}`;
  const kept: Kept[] = [];
  let next: string | undefined;
  let restarted = false;
  for (;;) {
    const answer = await cluster.send(
      {
        method: 'GET',
        path: pathOf(served, namespace),
        query: {
          ...query,
          limit: String(PAGE),
          ...(next !== undefined && { continue: next }),
        },
        ...(accept !== undefined && { accept }),
        deed,
      },
      call,
    );
    if (answer.status === 410 && next !== undefined && !restarted) {
      // The snapshot behind the page token has expired: begin again, once.
      restarted = true;
      kept.length = 0;
      next = undefined;
      continue;
    }
    if (answer.status === 404) {
      cluster.discovery.forget(served.apiVersion);
      return [];
    }
    if (answer.status !== 200) {
      throw refusalError({ cluster: cluster.name, deed }, answer);
    }
    for (const item of objectsAt(answer.body, 'items')) {
      // Items of built-in kinds come without their type.
      kept.push(
        read({ ...item, apiVersion: served.apiVersion, kind: served.kind }),
      );
    }
    next = textAt(answer.body, 'metadata', 'continue') || undefined;
    if (next === undefined) return kept;
  }
}

/** The same, whole, of one namespace. */
export function listObjects(
  cluster: Cluster,
  served: ServedKind,
  namespace: string,
  call: TargetCall,
): Promise<JsonObject[]> {
  return listAll(cluster, { served, namespace }, call, object => object);
}

/** @throws TargetError when the answer is no object of Kubernetes. */
export function liveObject(ref: ObjectRef, content: JsonObject): LiveObject {
  const uid = textAt(content, 'metadata', 'uid');
  const resourceVersion = textAt(content, 'metadata', 'resourceVersion');
  if (uid === undefined || resourceVersion === undefined) {
    throw new TargetError(
      `${ref.kind} ${ref.name}: the answer has no uid or no resourceVersion, so it does not come from a Kubernetes API server`,
      'invalid',
      false,
    );
  }
  return { ref, uid, resourceVersion, content };
}
