import { JsonObject, RuntimeEvent, TargetCall } from '@tutti/engine';
import { timeOfEvent } from '../causes/events';
import { Cluster } from '../Cluster';
import { numberAt, textAt } from '../json';
import { listObjects } from '../observe';
import { unlessForbidden } from './unlessForbidden';

/** Every event of some namespaces: a cluster keeps them for an hour. */
export async function eventsIn(
  cluster: Cluster,
  namespaces: string[],
  call: TargetCall,
): Promise<RuntimeEvent[]> {
  const served = {
    apiVersion: 'v1',
    kind: 'Event',
    plural: 'events',
    namespaced: true,
  };
  const lists = await Promise.all(
    namespaces.map(namespace =>
      unlessForbidden(listObjects(cluster, served, namespace, call)),
    ),
  );
  return lists.flat().map(readEvent);
}

function readEvent(item: JsonObject): RuntimeEvent {
  return {
    at: new Date(timeOfEvent(item)).toISOString(),
    warning: item.type === 'Warning',
    reason: textAt(item, 'reason') ?? '',
    message: (textAt(item, 'message') ?? '').trim(),
    count: numberAt(item, 'series', 'count') ?? numberAt(item, 'count') ?? 1,
    about: textAt(item, 'involvedObject', 'uid') ?? '',
  };
}
