import { timestamp } from '../clock';
import { KubeObject, numberAt, textAt } from '../json';
import type { Controller } from './loop';
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
  const same = world.store
    .pointingAt(textAt(about.metadata, 'uid') ?? '', '/Event')
    .find(
      event =>
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

/** Events are forgotten some time after they last happened. */
export const events: Controller = {
  name: 'events',
  kind: '/Event',

  reconcile(event, world) {
    const last = Date.parse(textAt(event, 'lastTimestamp') ?? '');
    const left = last + keptForMs - world.clock.now();
    if (left > 0) return left;
    world.remove(event);
    return undefined;
  },
};
