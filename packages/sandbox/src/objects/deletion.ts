import { timestamp } from '../clock';
import { KubeObject, listAt, numberAt, textAt, withAt } from '../json';
import { Kind, kindKey } from '../kinds/kind';
import { Propagation, RemoveOptions } from './options';

/** What became of an object that was to be deleted. */
export type Deletion =
  | { gone: true; object: KubeObject }
  /** Marked; whoever holds it (kubelet, finalizer, namespace) lets it go later. */
  | { gone: false; object: KubeObject };

export const foreground = 'foregroundDeletion';
export const orphan = 'orphan';

const holds: Record<Propagation, string[]> = {
  Foreground: [foreground],
  Orphan: [orphan],
  Background: [],
};

/** Works out, without doing it, what a delete request means for an object. */
export function deletionOf(
  kind: Kind,
  current: KubeObject,
  options: RemoveOptions,
  now: number,
): Deletion {
  const held = withFinalizers(current, options);
  const grace = gracePeriod(kind, current, options);
  const mustWait =
    grace > 0 ||
    listAt(held.metadata, 'finalizers').length > 0 ||
    (kindKey(kind) === '/Namespace' &&
      listAt(held, 'spec', 'finalizers').length > 0);
  if (!mustWait) return { gone: true, object: held };
  const marked = textAt(held.metadata, 'deletionTimestamp');
  const before = numberAt(held.metadata, 'deletionGracePeriodSeconds');
  if (marked && before !== undefined && before <= grace)
    return { gone: false, object: held };
  const dated: KubeObject = {
    ...held,
    metadata: {
      ...held.metadata,
      deletionTimestamp: timestamp(now + grace * 1000),
      deletionGracePeriodSeconds: grace,
    },
  };
  return {
    gone: false,
    object:
      kindKey(kind) === '/Namespace'
        ? withAt(dated, ['status', 'phase'], 'Terminating')
        : dated,
  };
}

function withFinalizers(
  object: KubeObject,
  options: RemoveOptions,
): KubeObject {
  if (!options.propagation) return object;
  const others = listAt(object.metadata, 'finalizers').filter(
    name => name !== foreground && name !== orphan,
  );
  const finalizers = [...others, ...holds[options.propagation]];
  return withAt(
    object,
    ['metadata', 'finalizers'],
    finalizers.length > 0 ? finalizers : undefined,
  );
}

/** Only a pod that runs somewhere is given time. */
function gracePeriod(
  kind: Kind,
  object: KubeObject,
  options: RemoveOptions,
): number {
  if (kindKey(kind) !== '/Pod') return 0;
  const phase = textAt(object, 'status', 'phase');
  const isIdle =
    !textAt(object, 'spec', 'nodeName') ||
    phase === 'Succeeded' ||
    phase === 'Failed';
  if (isIdle) return 0;
  return (
    options.gracePeriod ??
    numberAt(object, 'spec', 'terminationGracePeriodSeconds') ??
    30
  );
}
