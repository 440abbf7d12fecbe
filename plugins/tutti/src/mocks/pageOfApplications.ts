import {
  ApplicationPage,
  ApplicationSummary,
  compareNames,
  hasProblem,
  TuttiApi,
} from '@tutti/plugin-tutti-common';

const MY_TEAM = 'group:default/team-a';

/** What the server would answer to somebody of team-a. */
export function pageOfApplications(
  applications: ApplicationSummary[],
  query: NonNullable<Parameters<TuttiApi['listApplications']>[0]>,
): ApplicationPage {
  const {
    search = '',
    owner,
    names,
    mine,
    problems,
    limit = 20,
    cursor,
  } = query;
  const found = applications
    .filter(
      each =>
        `${each.name} ${each.title}`
          .toLowerCase()
          .includes(search.toLowerCase()) &&
        (!owner || each.owner === owner) &&
        (!names || names.includes(each.name)) &&
        (!mine || each.owner === MY_TEAM) &&
        (!problems || each.environments.some(hasProblem)),
    )
    .sort((a, b) => compareNames(a.title, b.title));
  const first = cursor ? found.findIndex(({ id }) => id === cursor) + 1 : 0;
  const items = found.slice(first, first + limit);
  const last = items.at(-1);
  return {
    items,
    ...(last && found.length > first + limit && { next: last.id }),
    total: found.length,
    all: applications.length,
    owners: [...new Set(applications.flatMap(each => each.owner ?? []))].sort(
      compareNames,
    ),
  };
}
