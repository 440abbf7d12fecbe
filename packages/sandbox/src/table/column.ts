import { JsonValue, KubeObject, numberAt, textAt } from '../json';
import { printAge } from './age';

/** How one column of `kubectl get` is filled. */
export interface Column {
  name: string;
  type: 'string' | 'integer';
  /** 0 = always shown, 1 = with `-o wide`. */
  priority: 0 | 1;
  format: '' | 'name';
  value(object: KubeObject, now: number): JsonValue;
}

type Read = (object: KubeObject, now: number) => JsonValue;

export const text = (name: string, value: Read): Column => ({
  name,
  type: 'string',
  priority: 0,
  format: '',
  value,
});
export const count = (name: string, ...path: string[]): Column => ({
  ...text(name, object => numberAt(object, ...path) ?? 0),
  type: 'integer',
});
export const wide = (column: Column): Column => ({ ...column, priority: 1 });

export const name: Column = {
  ...text('Name', object => object.metadata.name),
  format: 'name',
};
export const age = text('Age', (object, now) =>
  since(textAt(object.metadata, 'creationTimestamp'), now),
);

export function since(time: string | undefined, now: number): string {
  return time === undefined ? '<unknown>' : printAge(now - Date.parse(time));
}

export const orNone = (value: string | undefined) => value || '<none>';

export function printMap(map: Record<string, string>): string {
  return Object.entries(map)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
