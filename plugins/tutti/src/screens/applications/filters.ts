import type { ApplicationSummary } from '@tutti/plugin-tutti-common';
import { hasProblem } from '../../states/words';

export interface Filters {
  search: string;
  /** Full entity ref, or empty. */
  owner: string;
  mine: boolean;
  problems: boolean;
}

/** `ownership`: entity refs that the signed-in user is or belongs to. */
export function matches(
  application: ApplicationSummary,
  filters: Filters,
  ownership: string[],
): boolean {
  const { search, owner, mine, problems } = filters;
  const text = `${application.name} ${application.title}`.toLowerCase();
  return (
    search
      .toLowerCase()
      .split(/\s+/)
      .every(word => text.includes(word)) &&
    (!owner || application.owner === owner) &&
    (!mine ||
      (application.owner !== undefined &&
        ownership.includes(application.owner))) &&
    (!problems || application.environments.some(hasProblem))
  );
}
