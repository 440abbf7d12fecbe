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
  if (!mustWait)
    return {
      gone: true,
      object: kindKey(kind) === '/Pod' ? dated(held, grace, now) : held,
    };
  const marked = textAt(held.metadata, 'deletionTimestamp');
  const before = numberAt(held.metadata, 'deletionGracePeriodSeconds') ?? 0;
  if (marked && before <= grace) return { gone: false, object: held };
  if (kindKey(kind) === '/Namespace')
    return {
      gone: false,
      object: withAt(
        withAt(held, ['metadata', 'deletionTimestamp'], timestamp(now)),
        ['status', 'phase'],
        'Terminating',
      ),
    };
  return { gone: false, object: dated(held, grace, now) };
}

/** That it is to go is a change of what is wanted. */
function dated(object: KubeObject, grace: number, now: number): KubeObject {
  const isNews = textAt(object.metadata, 'deletionTimestamp') === undefined;
  const generation = numberAt(object.metadata, 'generation');
  return {
    ...object,
    metadata: {
      ...object.metadata,
      deletionTimestamp: timestamp(now + grace * 1000),
      deletionGracePeriodSeconds: grace,
      ...(generation !== undefined && isNews && { generation: generation + 1 }),
    },
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
