import { JsonObject, TargetCall, TargetError } from '@tutti/engine';
import { Cluster } from '../Cluster';
import { refusalError } from '../errors';
import { at, objectsAt, textAt, timeAt } from '../json';
import { listAll } from '../observe';

export interface ClusterEvent {
  /** RFC 3339. */
  time: string;
  reason: string;
  message: string;
  warning: boolean;
}

/** Enough to see what happened; the rest is in the cluster. */
const KEPT = 5;

/** The last events about one object, the newest last. */
export async function eventsAbout(
  cluster: Cluster,
  namespace: string,
  uid: string,
  call: TargetCall,
): Promise<ClusterEvent[]> {
  const deed = `list events in ${namespace}`;
  const answer = await cluster.send(
    {
      method: 'GET',
      path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`,
      query: { fieldSelector: `involvedObject.uid=${uid}` },
      deed,
    },
    call,
  );
  // Events only explain: an account that may not read them deploys all the same.
  if (answer.status === 403) return [];
  if (answer.status !== 200) {
    throw refusalError({ cluster: cluster.name, deed }, answer);
  }
  return readEvents(objectsAt(answer.body, 'items'));
}

/**
 * What warnings in a namespace are about, by uid. An API server keeps no index of events: to be asked about one
 * object costs it as much as this.
 */
export async function warnedAbout(
  cluster: Cluster,
  namespace: string,
  call: TargetCall,
): Promise<ReadonlySet<string>> {
  const query = { fieldSelector: 'type=Warning' };
  const served = {
    ...{ apiVersion: 'v1', kind: 'Event', plural: 'events' },
    namespaced: true,
  };
  try {
    return new Set(
      await listAll(
        cluster,
        { served, namespace, query },
        call,
        event => textAt(event, 'involvedObject', 'uid') ?? '',
      ),
    );
  } catch (error) {
    // Events only explain: an account that may not read them deploys all the same.
    if (error instanceof TargetError && error.code === 'forbidden') {
      return new Set();
    }
    throw error;
  }
}

/** Exported for its table of cases. */
export function readEvents(items: JsonObject[]): ClusterEvent[] {
  return items
    .map(item => {
      const time = timeOfEvent(item);
      return {
        at: time,
        event: {
          time: new Date(time).toISOString(),
          reason: textAt(item, 'reason') ?? '',
          message: (textAt(item, 'message') ?? '').trim(),
          warning: item.type === 'Warning',
        },
      };
    })
    .sort((a, b) => a.at - b.at)
    .slice(-KEPT)
    .map(({ event }) => event);
}

/** Old and new ways of writing events put their time in different places. */
export function timeOfEvent(item: JsonObject): number {
  return (
    timeAt(at(item, 'series'), 'lastObservedTime') ??
    timeAt(item, 'lastTimestamp') ??
    timeAt(item, 'eventTime') ??
    timeAt(item, 'metadata', 'creationTimestamp') ??
    0
  );
}
