import { JsonObject, RuntimeContainer } from '@tutti/engine';
import { at, numberAt, objectsAt, textAt } from '../json';

const STATES = ['running', 'terminated', 'waiting'] as const;

/** Every container of a pod, in the order in which they start. */
export function containersOf(pod: JsonObject): RuntimeContainer[] {
  const of = (kind: 'initContainers' | 'containers') => {
    const statuses = objectsAt(
      pod,
      'status',
      kind === 'containers' ? 'containerStatuses' : 'initContainerStatuses',
    );
    return objectsAt(pod, 'spec', kind).map(spec =>
      containerOf(
        spec,
        statuses.find(({ name }) => name === spec.name),
        kind === 'initContainers',
      ),
    );
  };
  return [...of('initContainers'), ...of('containers')];
}

function containerOf(
  spec: JsonObject,
  status: JsonObject | undefined,
  init: boolean,
): RuntimeContainer {
  const state =
    STATES.find(name => at(status, 'state', name) !== undefined) ?? 'waiting';
  const reason = textAt(status, 'state', state, 'reason');
  return {
    name: textAt(spec, 'name') ?? '',
    image: textAt(spec, 'image') ?? '',
    init,
    state,
    ...(reason !== undefined && { reason }),
    ready: at(status, 'ready') === true,
    restarts: numberAt(status, 'restartCount') ?? 0,
  };
}
