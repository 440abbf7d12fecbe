import {
  JsonObject,
  KubeObject,
  objectAt,
  objectsAt,
  textAt,
} from '../../json';
import { allContainers } from '../../kinds/defaults';
import { World } from '../world';

/** Why a pod cannot be placed: a claim that is missing, in the scheduler's words. */
export function unboundClaims(
  pod: KubeObject,
  world: World,
): string | undefined {
  const namespace = textAt(pod.metadata, 'namespace') ?? '';
  for (const volume of objectsAt(pod, 'spec', 'volumes')) {
    const name = textAt(volume, 'persistentVolumeClaim', 'claimName');
    if (name === undefined) continue;
    const claim = world.store.get('/PersistentVolumeClaim', namespace, name);
    if (!claim)
      return `persistentvolumeclaim ${JSON.stringify(name)} not found`;
    if (textAt(claim, 'status', 'phase') !== 'Bound')
      return 'pod has unbound immediate PersistentVolumeClaims';
  }
  return undefined;
}

/** Why a placed pod's containers cannot start: configuration they refer to is not there. */
export function missingFor(
  pod: KubeObject,
  world: World,
): { kind: 'config' | 'mount'; message: string } | undefined {
  const namespace = textAt(pod.metadata, 'namespace') ?? '';
  const find = (kind: 'ConfigMap' | 'Secret', name: string) =>
    world.store.get(`/${kind}`, namespace, name);
  for (const volume of objectsAt(pod, 'spec', 'volumes')) {
    const message =
      mountProblem(volume, 'configMap', 'ConfigMap', 'name', find) ??
      mountProblem(volume, 'secret', 'Secret', 'secretName', find);
    if (message) return { kind: 'mount', message };
  }
  for (const container of allContainers(objectAt(pod, 'spec')))
    for (const variable of [
      ...objectsAt(container, 'envFrom'),
      ...objectsAt(container, 'env').map(entry => objectAt(entry, 'valueFrom')),
    ]) {
      const message =
        referenceProblem(
          variable,
          ['configMapKeyRef', 'configMapRef'],
          'ConfigMap',
          namespace,
          find,
        ) ??
        referenceProblem(
          variable,
          ['secretKeyRef', 'secretRef'],
          'Secret',
          namespace,
          find,
        );
      if (message) return { kind: 'config', message };
    }
  return undefined;
}

type Find = (
  kind: 'ConfigMap' | 'Secret',
  name: string,
) => KubeObject | undefined;

function mountProblem(
  volume: JsonObject,
  source: string,
  kind: 'ConfigMap' | 'Secret',
  nameKey: string,
  find: Find,
): string | undefined {
  const reference = objectAt(volume, source);
  const name = textAt(reference, nameKey);
  if (name === undefined || reference.optional === true) return undefined;
  const found = find(kind, name);
  const where = `MountVolume.SetUp failed for volume ${JSON.stringify(
    volume.name,
  )} : `;
  if (!found)
    return `${where}${kind.toLowerCase()} ${JSON.stringify(name)} not found`;
  const missing = objectsAt(reference, 'items').find(
    item => !hasKey(found, String(item.key)),
  );
  return missing
    ? `${where}references non-existent ${kind.toLowerCase()} key: ${String(
        missing.key,
      )}`
    : undefined;
}

function referenceProblem(
  holder: JsonObject,
  names: string[],
  kind: 'ConfigMap' | 'Secret',
  namespace: string,
  find: Find,
): string | undefined {
  for (const place of names) {
    const reference = objectAt(holder, place);
    const name = textAt(reference, 'name');
    if (name === undefined || reference.optional === true) continue;
    const found = find(kind, name);
    if (!found)
      return `${kind.toLowerCase()} ${JSON.stringify(name)} not found`;
    const key = textAt(reference, 'key');
    if (key !== undefined && !hasKey(found, key))
      return `couldn't find key ${key} in ${kind} ${namespace}/${name}`;
  }
  return undefined;
}

function hasKey(object: KubeObject, key: string): boolean {
  return (
    key in objectAt(object, 'data') || key in objectAt(object, 'binaryData')
  );
}
