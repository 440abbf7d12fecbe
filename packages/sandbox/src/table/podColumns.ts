import { JsonObject, KubeObject, numberAt, objectsAt, textAt } from '../json';
import { printAge } from './age';

/** `1/2` */
export function podReady(pod: KubeObject): string {
  const statuses = objectsAt(pod, 'status', 'containerStatuses');
  const sidecars = objectsAt(pod, 'spec', 'initContainers').filter(
    container => container.restartPolicy === 'Always',
  );
  const sidecarStatuses = objectsAt(
    pod,
    'status',
    'initContainerStatuses',
  ).filter(status => sidecars.some(({ name }) => name === status.name));
  const all = objectsAt(pod, 'spec', 'containers').length + sidecars.length;
  const ready = [...statuses, ...sidecarStatuses].filter(
    status => status.ready === true,
  );
  return `${ready.length}/${all}`;
}

/** The reason that matters most: why it waits or how it ended, else its phase. */
export function podStatus(pod: KubeObject): string {
  if (textAt(pod.metadata, 'deletionTimestamp')) return 'Terminating';
  const inits = objectsAt(pod, 'status', 'initContainerStatuses');
  const specs = objectsAt(pod, 'spec', 'initContainers');
  for (const [index, status] of inits.entries()) {
    const isSidecar = specs[index]?.restartPolicy === 'Always';
    const isThrough =
      numberAt(status, 'state', 'terminated', 'exitCode') === 0 ||
      (isSidecar && status.started === true);
    if (isThrough) continue;
    const reason = reasonOf(status);
    return reason && reason !== 'PodInitializing'
      ? `Init:${reason}`
      : `Init:${index}/${inits.length}`;
  }
  const reasons = objectsAt(pod, 'status', 'containerStatuses')
    .map(reasonOf)
    .filter(reason => reason !== undefined);
  const phase = textAt(pod, 'status', 'phase') ?? 'Pending';
  const isMixed =
    reasons[0] === 'Completed' &&
    objectsAt(pod, 'status', 'containerStatuses').some(
      status => status.ready === true,
    );
  return isMixed ? 'Running' : reasons[0] ?? phase;
}

function reasonOf(status: JsonObject): string | undefined {
  return (
    textAt(status, 'state', 'waiting', 'reason') ??
    textAt(status, 'state', 'terminated', 'reason')
  );
}

/** `3 (12s ago)` */
export function podRestarts(pod: KubeObject, now: number): string {
  const statuses = objectsAt(pod, 'status', 'containerStatuses');
  const count = statuses.reduce(
    (sum, status) => sum + (numberAt(status, 'restartCount') ?? 0),
    0,
  );
  const ends = statuses
    .map(
      status => textAt(status, 'lastState', 'terminated', 'finishedAt') ?? '',
    )
    .sort();
  const last = ends.at(-1);
  return count > 0 && last
    ? `${count} (${printAge(now - Date.parse(last))} ago)`
    : String(count);
}
