import {
  HealthCause,
  JsonObject,
  LiveObject,
  ObjectHealth,
  ObjectRef,
  objectKey,
  TargetCall,
} from '@tutti/engine';
import { eventsAbout } from './causes/events';
import { explainTrouble } from './causes/evidence';
import { worstTrouble } from './causes/pod';
import { ownsPods, podsOf, wantsPods } from './causes/workload';
import { Cluster } from './Cluster';
import { groupKind, judge, Verdict } from './health';
import { listAll, observe } from './observe';

/**
 * Health of these objects now. A healthy set costs what `observe` costs; only where a
 * workload is not healthy are its namespace's ReplicaSets and Pods listed (once for all),
 * and only where a pod is in trouble its events and the end of its log are read.
 */
export async function healthOf(
  cluster: Cluster,
  namespace: string,
  refs: ObjectRef[],
  now: number,
  call: TargetCall,
): Promise<ObjectHealth[]> {
  const live = await observe(cluster, namespace, refs, call);
  const found = new Map(live.map(object => [objectKey(object.ref), object]));
  const surroundings = new Surroundings(cluster, call);
  return Promise.all(
    refs.map(async (ref): Promise<ObjectHealth> => {
      const object = found.get(objectKey(ref));
      if (!object) return { ref, status: 'missing', message: 'not there' };
      const place = ref.namespace ?? namespace;
      return healthOfOne(cluster, object, place, surroundings, now, call);
    }),
  );
}

async function healthOfOne(
  cluster: Cluster,
  object: LiveObject,
  namespace: string,
  surroundings: Surroundings,
  now: number,
  call: TargetCall,
): Promise<ObjectHealth> {
  const content: JsonObject = {
    ...object.content,
    apiVersion: object.ref.apiVersion,
    kind: object.ref.kind,
  };
  const verdict = judge(content);
  if (verdict.status === 'healthy') return report(object, verdict);
  if (groupKind(content) === '/PersistentVolumeClaim') {
    return healthOfClaim(cluster, object, namespace, verdict, call);
  }
  const isPod = groupKind(content) === '/Pod';
  if (!isPod && !(ownsPods(content) && wantsPods(content))) {
    return report(object, verdict);
  }
  const pods = isPod
    ? [content]
    : podsOf(
        content,
        await surroundings.replicaSets(namespace),
        await surroundings.pods(namespace),
      );
  const trouble = worstTrouble(pods, {
    now,
    crashIsFinal: groupKind(content) !== 'batch/Job',
  });
  if (trouble) {
    const cause = await explainTrouble(cluster, namespace, trouble, call);
    const status = trouble.final ? 'failed' : verdict.status;
    return report(object, { ...verdict, status }, cause);
  }
  if (pods.length === 0 && verdict.because === undefined) {
    // Nobody could make a pod (a quota, an admission rule): the workload's own events say so.
    const cause = await lastWarning(cluster, object, namespace, call);
    return report(object, verdict, cause);
  }
  return report(object, verdict);
}

/**
 * A claim whose storage class waits for the first pod never gets bound before that pod is
 * there: waiting for it would be waiting for ever.
 */
async function healthOfClaim(
  cluster: Cluster,
  object: LiveObject,
  namespace: string,
  verdict: Verdict,
  call: TargetCall,
): Promise<ObjectHealth> {
  if (verdict.status === 'failed') return report(object, verdict);
  const events = await eventsAbout(cluster, namespace, object.uid, call);
  const last = events.at(-1);
  if (last?.reason === 'WaitForFirstConsumer') {
    return report(object, {
      status: 'healthy',
      message: 'bound as soon as a pod uses it',
    });
  }
  return last?.warning
    ? report(object, verdict, {
        reason: last.reason,
        message: last.message,
        events,
      })
    : report(object, verdict);
}

async function lastWarning(
  cluster: Cluster,
  object: LiveObject,
  namespace: string,
  call: TargetCall,
): Promise<HealthCause | undefined> {
  const events = await eventsAbout(cluster, namespace, object.uid, call);
  const last = events.filter(({ warning }) => warning).at(-1);
  return last && { reason: last.reason, message: last.message, events };
}

function report(
  object: LiveObject,
  verdict: Verdict,
  cause: HealthCause | undefined = verdict.because,
): ObjectHealth {
  return {
    ref: object.ref,
    status: verdict.status,
    message: verdict.message,
    ...(verdict.ready && { ready: verdict.ready }),
    ...(cause && { cause }),
  };
}

/** What stands around the objects asked for, listed at most once per namespace. */
class Surroundings {
  readonly #lists = new Map<string, Promise<JsonObject[]>>();

  constructor(
    private readonly cluster: Cluster,
    private readonly call: TargetCall,
  ) {}

  pods(namespace: string): Promise<JsonObject[]> {
    return this.list('v1', 'Pod', 'pods', namespace);
  }

  replicaSets(namespace: string): Promise<JsonObject[]> {
    return this.list('apps/v1', 'ReplicaSet', 'replicasets', namespace);
  }

  private list(
    apiVersion: string,
    kind: string,
    plural: string,
    namespace: string,
  ): Promise<JsonObject[]> {
    const key = `${kind} ${namespace}`;
    const known = this.#lists.get(key);
    if (known) return known;
    const served = { apiVersion, kind, plural, namespaced: true };
    const list = listAll(this.cluster, served, namespace, this.call);
    this.#lists.set(key, list);
    return list;
  }
}
