import { isKubeObject, KubeObject, withAt } from '../json';
import { withDefaults } from '../kinds/defaults';
import { Kind, kindKey } from '../kinds/kind';
import { FieldSet, Manager, printManagers } from '../ownership';
import { normalize } from '@tutti/kubernetes';
import { WriteOptions } from './options';

/** Defaults, in the form in which they are stored. */
export function complete(kind: Kind, object: KubeObject): KubeObject {
  if (kind.origin !== 'builtin') return object;
  const normal = normalize(kind.shape, object);
  const filled = isKubeObject(normal)
    ? withDefaults(kindKey(kind), normal)
    : object;
  return isKubeObject(filled) ? filled : object;
}

export function withManagers(
  object: KubeObject,
  managers: Manager[],
): KubeObject {
  return withAt(
    object,
    ['metadata', 'managedFields'],
    managers.length > 0 ? printManagers(managers) : undefined,
  );
}

/** Who writes through one door owns nothing behind the other. */
export function resetFields(kind: Kind, options: WriteOptions): FieldSet {
  if (options.subresource === 'status')
    return FieldSet.fromJson({
      'f:spec': {},
      'f:metadata': { 'f:labels': {} },
    });
  return kind.subresources.includes('status')
    ? FieldSet.fromJson({ 'f:status': {} })
    : FieldSet.empty;
}
