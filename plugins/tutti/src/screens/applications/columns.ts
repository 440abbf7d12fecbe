import {
  ApplicationSummary,
  compareNames,
  EnvironmentSummary,
} from '@tutti/plugin-tutti-common';

/** A column of the list: one environment type. */
export interface Column {
  type: string;
  title: string;
  rank: number;
}

/** One per environment type that is in use, by rank, then by name. */
export function columnsOf(applications: ApplicationSummary[]): Column[] {
  const columns = new Map<string, Column>();
  for (const { environments } of applications) {
    for (const { type, typeTitle, rank } of environments) {
      columns.set(type, { type, title: typeTitle, rank });
    }
  }
  return [...columns.values()].sort(
    (a, b) => a.rank - b.rank || compareNames(a.type, b.type),
  );
}

/** The environments of one type: the first is shown, the others are folded into a number. */
export function cellOf(
  application: ApplicationSummary,
  column: Column,
): { shown?: EnvironmentSummary; folded: number } {
  const all = application.environments.filter(
    environment => environment.type === column.type,
  );
  const shown = all.find(each => each.name === column.type) ?? all.at(0);
  return { shown, folded: Math.max(0, all.length - 1) };
}
