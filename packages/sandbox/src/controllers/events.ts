import { timestamp } from '../clock';
import { KubeObject, numberAt, textAt } from '../json';
import type { World } from './world';

/** Something worth telling about an object. */
export interface Occurrence {
  about: KubeObject;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** `kubelet`, `deployment-controller` … */
  source: string;
  /** `spec.containers{web}` */
  fieldPath?: string;
  host?: string;
}

/** As long as a real cluster keeps them. */
const keptForMs = 3600_000;

/** Writes an Event, or counts one more of the same. */
export function recordEvent(world: World, occurrence: Occurrence): void {
  const { about, type, reason, message, source, fieldPath, host } = occurrence;
  const namespace = textAt(about.metadata, 'namespace') ?? 'default';
  const now = timestamp(world.clock.now());
  const earlier = world.store.list('/Event', namespace);
  forgetOld(world, earlier);
  const same = earlier.find(
    event =>
      textAt(event, 'involvedObject', 'uid') === about.metadata.uid &&
      textAt(event, 'involvedObject', 'fieldPath') === fieldPath &&
      event.reason === reason &&
      event.message === message,
  );
  if (same) {
    world.change(source, same, event => ({
      ...event,
      count: (numberAt(event, 'count') ?? 1) + 1,
      lastTimestamp: now,
    }));
    return;
  }
  world.create(source, '/Event', namespace, {
    metadata: { generateName: `${about.metadata.name}.` },
    involvedObject: {
      apiVersion: about.apiVersion,
      kind: about.kind,
      name: about.metadata.name,
      ...(about.metadata.namespace !== undefined && { namespace }),
      uid: about.metadata.uid,
      resourceVersion: about.metadata.resourceVersion,
      ...(fieldPath !== undefined && { fieldPath }),
    },
    type,
    reason,
    message,
    source: { component: source, ...(host !== undefined && { host }) },
    reportingComponent: source,
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
  });
}

function forgetOld(world: World, events: KubeObject[]): void {
  const oldest = world.clock.now() - keptForMs;
  for (const event of events)
    if (Date.parse(textAt(event, 'lastTimestamp') ?? '') < oldest)
      world.remove(event);
}
