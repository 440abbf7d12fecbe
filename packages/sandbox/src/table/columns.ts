import { textAt } from '../json';
import { KindKey } from '../kinds/kind';
import type { Column } from './table';

const name: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  value: object => object.metadata.name,
};

const age: Column = {
  name: 'Age',
  type: 'string',
  value: object => textAt(object.metadata, 'creationTimestamp') ?? '',
};

/** The columns of a kind; those of which nothing is known show name and age. */
export function columnsOf(_kind: KindKey): Column[] {
  return [name, age];
}
