import {
  isObject,
  JsonObject,
  KubeObject,
  numberAt,
  objectsAt,
  textAt,
} from '../../json';
import { Role, waiting } from './containerLife';

/** A container with its place among its pod's. */
export interface Resident {
  container: JsonObject;
  list: 'initContainerStatuses' | 'containerStatuses';
  role: Role;
  /** An init container that goes on running beside the others. */
  isSidecar: boolean;
}

/** In the order in which they start. */
export function residentsOf(pod: KubeObject): Resident[] {
  const policy = textAt(pod, 'spec', 'restartPolicy');
  const mainRole: Role = policy === 'Always' ? 'main' : 'task';
  return [
    ...objectsAt(pod, 'spec', 'initContainers').map((container): Resident => {
      const isSidecar = container.restartPolicy === 'Always';
      return {
        container,
        list: 'initContainerStatuses',
        role: isSidecar ? 'main' : 'init',
        isSidecar,
      };
    }),
    ...objectsAt(pod, 'spec', 'containers').map(
      (container): Resident => ({
        container,
        list: 'containerStatuses',
        role: mainRole,
        isSidecar: false,
      }),
    ),
  ];
}

/** Each resident's status as it was last written, or as it begins. */
export function statusesOf(
  pod: KubeObject,
  residents: Resident[],
): JsonObject[] {
  const hasInit = residents.some(
    ({ list }) => list === 'initContainerStatuses',
  );
  return residents.map(
    ({ container, list }) =>
      objectsAt(pod, 'status', list).find(
        status => status.name === container.name,
      ) ??
      waiting(container, hasInit ? 'PodInitializing' : 'ContainerCreating'),
  );
}

/** Init containers run one after the other; the others when all of them are done. */
export function mayRun(
  residents: Resident[],
  statuses: JsonObject[],
  index: number,
): boolean {
  return residents.slice(0, index).every((before, position) => {
    if (before.list === 'containerStatuses') return true;
    return isThrough(before, statuses[position]);
  });
}

/** An init container that no longer holds up those after it. */
export function isThrough(resident: Resident, status: JsonObject): boolean {
  if (!resident.isSidecar)
    return numberAt(status, 'state', 'terminated', 'exitCode') === 0;
  const hasProbe = isObject(resident.container.startupProbe);
  return status.started === true && (!hasProbe || status.ready === true);
}
