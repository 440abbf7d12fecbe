import { JsonObject, JsonValue, KubeObject } from '../json';
import { Kind, kindKey } from '../kinds/kind';
import { columnsOf } from './columns';

export interface Column {
  name: string;
  type: 'string' | 'integer' | 'date';
  /** 0 = always shown, 1 = with `-o wide`. */
  priority?: number;
  format?: string;
  description?: string;
  value(object: KubeObject): JsonValue;
}

/** Objects as rows, for `kubectl get`. */
export function tableOf(
  kind: Kind,
  objects: KubeObject[],
  options: {
    /** `None`, `Metadata` (the default) or `Object`. */
    include: string | null;
    withColumns: boolean;
    metadata: JsonObject;
  },
): JsonObject {
  const columns = columnsOf(kindKey(kind));
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: options.metadata,
    columnDefinitions: options.withColumns
      ? columns.map(column => ({
          name: column.name,
          type: column.type,
          format: column.format ?? '',
          description: column.description ?? column.name,
          priority: column.priority ?? 0,
        }))
      : [],
    rows: objects.map(object => ({
      cells: columns.map(column => column.value(object)),
      ...(options.include === 'Object'
        ? { object }
        : options.include !== 'None' && {
            object: {
              kind: 'PartialObjectMetadata',
              apiVersion: 'meta.k8s.io/v1',
              metadata: object.metadata,
            },
          }),
    })),
  };
}
