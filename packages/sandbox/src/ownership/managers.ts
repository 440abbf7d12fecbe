import { isObject, JsonObject, JsonValue, objectAt, textAt } from '../json';
import { FieldSet } from './fieldSet';

/** One entry of `metadata.managedFields`. */
export interface Manager {
  name: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  /** `status`, `scale`; absent for the object itself. */
  subresource?: string;
  /** Of its last change; empty for an applier that never changed anything. */
  time: string;
  fields: FieldSet;
}

/** Entries are told apart by these; an applier keeps its entry over API versions. */
export function isSameManager(
  a: Omit<Manager, 'fields' | 'time'>,
  b: Omit<Manager, 'fields' | 'time'>,
): boolean {
  return (
    a.name === b.name &&
    a.operation === b.operation &&
    a.subresource === b.subresource &&
    (a.operation === 'Apply' || a.apiVersion === b.apiVersion)
  );
}

export function readManagers(value: JsonValue | undefined): Manager[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).map(entry => ({
    name: textAt(entry, 'manager') ?? '',
    operation: entry.operation === 'Apply' ? 'Apply' : 'Update',
    apiVersion: textAt(entry, 'apiVersion') ?? '',
    ...(typeof entry.subresource === 'string' && {
      subresource: entry.subresource,
    }),
    time: textAt(entry, 'time') ?? '',
    fields: FieldSet.fromJson(objectAt(entry, 'fieldsV1')),
  }));
}

/** Appliers first, then by time and name: the order in which Kubernetes prints them. */
export function printManagers(managers: Manager[]): JsonObject[] {
  return [...managers]
    .sort(
      (a, b) =>
        a.operation.localeCompare(b.operation) ||
        a.time.localeCompare(b.time) ||
        a.name.localeCompare(b.name) ||
        a.apiVersion.localeCompare(b.apiVersion) ||
        (a.subresource ?? '').localeCompare(b.subresource ?? ''),
    )
    .map(manager => ({
      manager: manager.name,
      operation: manager.operation,
      apiVersion: manager.apiVersion,
      ...(manager.time !== '' && { time: manager.time }),
      fieldsType: 'FieldsV1',
      fieldsV1: manager.fields.toJson(),
      ...(manager.subresource && { subresource: manager.subresource }),
    }));
}
