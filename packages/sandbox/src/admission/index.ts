import { equal, KubeObject, listAt, objectAt, textAt, withAt } from '../json';
import { templateGeneration } from '../kinds/defaults';
import { KindKey } from '../kinds/kind';
import { Store } from '../store/store';
import { admitJob } from './jobs';
import { admitPod } from './pods';
import { admitService } from './services';

export const claimProtection = 'kubernetes.io/pvc-protection';

/**
 * What the server itself adds to an object on its way in, beyond defaults. It comes after
 * ownership is worked out, so nobody owns it.
 */
export function admit(
  kind: KindKey,
  object: KubeObject,
  previous: KubeObject | undefined,
  store: Store,
): KubeObject {
  if (kind === '/Service') return admitService(object, previous, store);
  if (kind === 'apps/DaemonSet' && previous)
    return countTemplate(object, previous);
  if (previous) return object;
  switch (kind) {
    case '/Namespace':
      return {
        ...object,
        spec: { finalizers: ['kubernetes'] },
        status: { phase: 'Active' },
      };
    case '/Pod':
      return admitPod(object);
    case '/PersistentVolumeClaim':
      return {
        ...withAt(
          object,
          ['metadata', 'finalizers'],
          [
            ...listAt(object.metadata, 'finalizers').filter(
              name => name !== claimProtection,
            ),
            claimProtection,
          ],
        ),
        status: { phase: 'Pending' },
      };
    case '/PersistentVolume':
      return { ...object, status: { phase: 'Pending' } };
    case 'batch/Job':
      return admitJob(object);
    default:
      return object;
  }
}

function countTemplate(set: KubeObject, previous: KubeObject): KubeObject {
  const path = ['metadata', 'annotations', templateGeneration];
  const count = Number(textAt(previous, ...path) ?? 1);
  const isChanged = !equal(
    objectAt(set, 'spec', 'template'),
    objectAt(previous, 'spec', 'template'),
  );
  return withAt(set, path, String(isChanged ? count + 1 : count));
}
