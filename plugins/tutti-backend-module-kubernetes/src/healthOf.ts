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
import {
  OwnedPods,
  ownsPods,
  podsOf,
  troubleAmong,
  wantsPods,
} from './causes/workload';
import { Cluster } from './Cluster';
import { groupKind, judge, progressing, Verdict, whyPast } from './health';
import { objectsAt, textAt } from './json';
import { observe } from './observe';
import { explainClaim, explainRefusedPod } from './words';
import { Surroundings } from './Surroundings';

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
  if (
    verdict.status === 'healthy' &&
    groupKind(content) === 'apiextensions.k8s.io/CustomResourceDefinition'
  ) {
    return report(object, await servedYet(cluster, content, verdict, call));
  }
  if (verdict.status === 'healthy' || whyPast(content) !== undefined) {
    return report(object, verdict);
  }
  if (groupKind(content) === '/PersistentVolumeClaim') {
    return healthOfClaim(cluster, object, namespace, verdict, call);
  }
  const pods = await podsBehind(content, namespace, surroundings);
  if (!pods) return report(object, verdict);
  const trouble = troubleAmong(pods, {
    now,
    crashIsFinal: groupKind(content) !== 'batch/Job',
  });
  if (trouble) {
    const cause = await explainTrouble(cluster, namespace, trouble, call);
    const status = trouble.final ? 'failed' : verdict.status;
    return report(object, { ...verdict, status }, cause);
  }
  if (pods.current.length === 0 && verdict.because === undefined) {
    // Nobody could make a pod (a quota, an admission rule): the workload's own events say so.
    const warned = await surroundings.warned(namespace);
    const cause = warned.has(object.uid)
      ? await lastWarning(cluster, object, namespace, call)
      : undefined;
    return report(object, verdict, cause);
  }
  return report(object, verdict);
}

/**
 * A definition is established a moment before the API server finds its kind: whoever uses the
 * kind in between is told that there is none.
 */
async function servedYet(
  cluster: Cluster,
  definition: JsonObject,
  verdict: Verdict,
  call: TargetCall,
): Promise<Verdict> {
  const group = textAt(definition, 'spec', 'group') ?? '';
  const kind = textAt(definition, 'spec', 'names', 'kind') ?? '';
  for (const version of objectsAt(definition, 'spec', 'versions')) {
    const apiVersion = `${group}/${textAt(version, 'name')}`;
    if (
      version.served === true &&
      !(await cluster.discovery.find(apiVersion, kind, call))
    ) {
      return progressing(`${kind} of ${apiVersion} is not served yet`);
    }
  }
  return verdict;
}

/** Undefined for kinds that are no pods and make none. */
async function podsBehind(
  content: JsonObject,
  namespace: string,
  surroundings: Surroundings,
): Promise<OwnedPods | undefined> {
  if (groupKind(content) === '/Pod') return { current: [content], older: [] };
  if (!ownsPods(content) || !wantsPods(content)) return undefined;
  const [replicaSets, pods] = await Promise.all([
    groupKind(content) === 'apps/Deployment'
      ? surroundings.replicaSets(namespace)
      : [],
    surroundings.pods(namespace),
  ]);
  return podsOf(content, replicaSets, pods);
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
  // The one without a class is told as nothing special.
  return last?.warning || last?.reason === 'FailedBinding'
    ? report(object, verdict, {
        reason: last.reason,
        ...explainClaim(`${last.reason}: ${last.message}`),
        said: last.message,
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
  return (
    last && {
      reason: last.reason,
      ...explainRefusedPod(last.message),
      said: last.message,
      events,
    }
  );
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
