import {
  JsonObject,
  KubeObject,
  numberAt,
  objectAt,
  textAt,
  textsAt,
  withAt,
} from '../json';
import { Kind } from '../kinds/kind';
import { Objects } from '../objects/objects';
import { WriteOptions } from '../objects/options';
import { invalid } from '../status';

/** A workload as `autoscaling/v1 Scale`: its replicas and nothing else. */
export function readScale(object: KubeObject): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const selector = Object.entries(
    textsAt(object, 'spec', 'selector', 'matchLabels'),
  )
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: numberAt(object, 'spec', 'replicas') ?? 0 },
    status: {
      replicas: numberAt(object, 'status', 'replicas') ?? 0,
      ...(selector && { selector }),
    },
  };
}

export function applyScale(
  object: KubeObject,
  kind: Kind,
  objects: Objects,
  options: WriteOptions,
  change: (scale: KubeObject) => JsonObject,
): KubeObject {
  const changed = change(readScale(object));
  const replicas = numberAt(changed, 'spec', 'replicas') ?? 0;
  if (replicas < 0 || !Number.isInteger(replicas))
    throw invalid(
      { group: 'autoscaling', plural: 'scales', kind: 'Scale' },
      object.metadata.name,
      [
        {
          field: 'spec.replicas',
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${replicas}: must be greater than or equal to 0`,
        },
      ],
    );
  const version = textAt(changed, 'metadata', 'resourceVersion');
  const scaled = objects.patch(
    kind,
    textAt(object.metadata, 'namespace'),
    object.metadata.name,
    current => {
      const wanted = withAt(current, ['spec', 'replicas'], replicas);
      return version
        ? {
            ...wanted,
            metadata: {
              ...objectAt(wanted, 'metadata'),
              resourceVersion: version,
            },
          }
        : wanted;
    },
    { ...options, subresource: 'scale' },
  );
  return readScale(scaled);
}
