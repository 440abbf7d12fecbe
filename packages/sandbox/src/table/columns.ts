import { KindKey } from '../kinds/kind';
import { clusterColumns } from './clusterColumns';
import { age, Column, name } from './column';
import { workloadColumns } from './workloadColumns';

/** The columns of a kind; those of which nothing is known show name and age. */
export function columnsOf(kind: KindKey): Column[] {
  return workloadColumns[kind] ?? clusterColumns[kind] ?? [name, age];
}
