import { JsonObject, KubeObject } from '../json';
import { Kind, kindKey } from '../kinds/kind';
import { columnsOf } from './columns';

/** Objects as rows, for `kubectl get`. */
export function tableOf(
  kind: Kind,
  objects: KubeObject[],
  options: {
    /** `None`, `Metadata` (the default) or `Object`. */
    include: string | null;
    /** A watch sends the columns once. */
    withColumns: boolean;
    metadata: JsonObject;
    now: number;
  },
): JsonObject {
  const columns = columnsOf(kindKey(kind));
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: options.metadata,
    columnDefinitions: options.withColumns
      ? columns.map(({ name, type, format, priority }) => ({
          name,
          type,
          format,
          description: '',
          priority,
        }))
      : [],
    rows: objects.map(object => ({
      cells: columns.map(column => column.value(object, options.now)),
      ...rowObject(object, options.include),
    })),
  };
}

function rowObject(object: KubeObject, include: string | null): JsonObject {
  if (include === 'None') return {};
  if (include === 'Object') return { object };
  return {
    object: {
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: object.metadata,
    },
  };
}
