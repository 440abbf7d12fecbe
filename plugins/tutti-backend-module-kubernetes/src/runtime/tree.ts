import {
  groupBy,
  JsonObject,
  LiveObject,
  ObjectRef,
  RuntimeObject,
  TargetCall,
} from '@tutti/engine';
import { troubleOf } from '../causes/pod';
import { OwnedPods, ownsPods, podsOf, troubleAmong } from '../causes/workload';
import { Cluster } from '../Cluster';
import { groupKind, judge, whyPast } from '../health';
import { numberAt, objectsAt, textAt } from '../json';
import { observe } from '../observe';
import { Surroundings } from '../Surroundings';
import { containersOf } from './containers';
import { endpointsOf } from './endpoints';
import { unlessForbidden } from './unlessForbidden';

/**
 * These objects and everything that they made. Costs what `observe` costs and one LIST for each kind
 * of object that others make, for each namespace.
 */
export async function treeOf(
  cluster: Cluster,
  namespace: string,
  refs: ObjectRef[],
  now: number,
  call: TargetCall,
): Promise<RuntimeObject[]> {
  const live = await observe(cluster, namespace, refs, call);
  const namespaces = new Set(
    live.flatMap(
      ({ content }) => textAt(content, 'metadata', 'namespace') ?? [],
    ),
  );
  const surroundings = new Surroundings(cluster, call);
  const made = await Promise.all(
    [...namespaces].map(each => madeIn(surroundings, each)),
  );
  const roots = live.map(typed);
  const rootUids = new Set(live.map(({ uid }) => uid));
  const others = made.flat().filter(object => !rootUids.has(uidOf(object)));
  const children = groupBy(others, object => controllerOf(object) ?? '');
  const all = { others, now };
  return roots.flatMap(root => below(root, undefined, children, all));
}

/** Items of single reads come with their type, but a ref says it too: it is what we know them by. */
function typed({ ref, content }: LiveObject): JsonObject {
  return { ...content, apiVersion: ref.apiVersion, kind: ref.kind };
}

interface Around {
  others: JsonObject[];
  now: number;
}

function below(
  object: JsonObject,
  parent: string | undefined,
  children: Map<string, JsonObject[]>,
  around: Around,
): RuntimeObject[] {
  const uid = uidOf(object);
  const owned = (children.get(uid) ?? []).filter(isWorthSeeing);
  return [
    runtimeObject(object, parent, around),
    ...owned.flatMap(child => below(child, uid, children, around)),
  ];
}

/** Revisions of before stay as empty sets, so that they could be gone back to. */
function isWorthSeeing(object: JsonObject): boolean {
  return !(
    groupKind(object) === 'apps/ReplicaSet' &&
    numberAt(object, 'spec', 'replicas') === 0 &&
    (numberAt(object, 'status', 'replicas') ?? 0) === 0
  );
}

function runtimeObject(
  object: JsonObject,
  parent: string | undefined,
  around: Around,
): RuntimeObject {
  const verdict = judge(object);
  const trouble =
    verdict.status === 'healthy' || whyPast(object) !== undefined
      ? undefined
      : troubleOfObject(object, around);
  const cause = trouble ?? verdict.because;
  const isPod = groupKind(object) === '/Pod';
  const node = isPod ? textAt(object, 'spec', 'nodeName') : undefined;
  const endpoints = endpointsOf(object);
  return {
    uid: uidOf(object),
    ref: refOf(object),
    ...(parent !== undefined && { parent }),
    createdAt: textAt(object, 'metadata', 'creationTimestamp') ?? '',
    status: trouble?.final ? 'failed' : verdict.status,
    message: verdict.message,
    ...(verdict.ready && { ready: verdict.ready }),
    ...(cause && { cause: { reason: cause.reason, message: cause.message } }),
    ...(isPod && { containers: containersOf(object) }),
    ...(node && { node }),
    ...(endpoints.length > 0 && { endpoints }),
  };
}

function troubleOfObject(object: JsonObject, { others, now }: Around) {
  if (groupKind(object) === '/Pod') {
    const crashIsFinal = controllerKind(object) !== 'Job';
    return troubleOf(object, { now, crashIsFinal });
  }
  return ownsPods(object)
    ? troubleAmong(podsBelow(object, others), {
        now,
        crashIsFinal: groupKind(object) !== 'batch/Job',
      })
    : undefined;
}

function podsBelow(object: JsonObject, others: JsonObject[]): OwnedPods {
  const of = (kind: string) =>
    others.filter(other => groupKind(other) === kind);
  return podsOf(object, of('apps/ReplicaSet'), of('/Pod'));
}

/** What controllers make, our own kinds' and those of operators. */
async function madeIn(
  surroundings: Surroundings,
  namespace: string,
): Promise<JsonObject[]> {
  const lists = await Promise.all([
    surroundings.replicaSets(namespace),
    surroundings.pods(namespace),
    ...[
      surroundings.jobs(namespace),
      surroundings.endpointSlices(namespace),
      surroundings.deployments(namespace),
      surroundings.statefulSets(namespace),
    ].map(unlessForbidden),
  ]);
  return lists.flat();
}

function controller(object: JsonObject): JsonObject | undefined {
  return objectsAt(object, 'metadata', 'ownerReferences').find(
    reference => reference.controller === true,
  );
}

function controllerOf(object: JsonObject): string | undefined {
  return textAt(controller(object), 'uid');
}

function controllerKind(object: JsonObject): string | undefined {
  return textAt(controller(object), 'kind');
}

function uidOf(object: JsonObject): string {
  return textAt(object, 'metadata', 'uid') ?? '';
}

function refOf(object: JsonObject): ObjectRef {
  const namespace = textAt(object, 'metadata', 'namespace');
  return {
    apiVersion: textAt(object, 'apiVersion') ?? '',
    kind: textAt(object, 'kind') ?? '',
    ...(namespace !== undefined && { namespace }),
    name: textAt(object, 'metadata', 'name') ?? '',
  };
}
