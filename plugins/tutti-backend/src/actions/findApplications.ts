import { VersionCell, VersionsRow } from '@tutti/plugin-tutti-common';
import { z } from 'zod/v3';
import { ActionContext, defineAction, READS } from './Action';
import { cut } from './bounds';
import { environmentState, stateOf } from './stateOf';

const MOST_PLACES = 100;
/** Of rows of "which version runs where"; with so many pages a portal is looked through. */
const ROWS_AT_ONCE = 100;
const MOST_PAGES = 10;

export const findApplications = defineAction({
  name: 'find-applications',
  title: 'Find applications',
  description:
    'Use it first. Finds the applications that you may see, with each of their environments: what runs, its health, its last deployment. With `version` it finds instead where an image or a release runs, such as `shop/api:2.14.0`, `2.14.0` or `r12`. Next: show-application for one of them.',
  attributes: READS,
  input: z
    .object({
      search: z
        .string()
        .max(200)
        .optional()
        .describe('Words in names and titles'),
      mine: z.boolean().optional().describe('Only what the caller owns'),
      problems: z
        .boolean()
        .optional()
        .describe('Only those with an environment that needs somebody'),
      version: z
        .string()
        .min(1)
        .max(200)
        .optional()
        .describe('Part of an image, or a release such as `r12`'),
      limit: z.number().int().min(1).max(50).default(20),
      cursor: z
        .string()
        .max(1024)
        .optional()
        .describe('The `next` of the answer before'),
    })
    .strict(),
  output: z.object({
    applications: z
      .array(
        z.object({
          application: z.string(),
          title: z.string(),
          owner: z.string().optional(),
          environments: z.array(environmentState),
        }),
      )
      .optional(),
    total: z.number().optional(),
    running: z
      .array(
        z.object({
          application: z.string(),
          workload: z.string(),
          environment: z.string(),
          release: z.string(),
          images: z.array(z.string()),
        }),
      )
      .optional()
      .describe('Where the version runs'),
    next: z.string().optional(),
    cut,
  }),
  handle: ({ version, ...query }, context) =>
    version === undefined ? found(query, context) : running(version, context),
});

async function found(
  query: {
    search?: string | undefined;
    mine?: boolean | undefined;
    problems?: boolean | undefined;
    limit: number;
    cursor?: string | undefined;
  },
  { services, caller }: ActionContext,
) {
  const { search, mine, problems, limit, cursor } = query;
  const page = await services.applications.list(
    {
      limit,
      ...(search !== undefined && { search }),
      ...(mine !== undefined && { mine }),
      ...(problems !== undefined && { problems }),
      ...(cursor !== undefined && { cursor }),
    },
    caller,
  );
  return {
    applications: page.items.map(({ name, title, owner, environments }) => ({
      application: name,
      title,
      ...(owner !== undefined && { owner }),
      environments: environments.map(stateOf),
    })),
    total: page.total,
    ...(page.next !== undefined && { next: page.next }),
    cut:
      page.next === undefined
        ? []
        : ['There are more: ask with `cursor`, or narrow it with `search`.'],
  };
}

async function running(version: string, { services, caller }: ActionContext) {
  const rows: VersionsRow[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = await services.versions.list(
      { limit: ROWS_AT_ONCE, ...(cursor !== undefined && { cursor }) },
      caller,
    );
    rows.push(...page.items);
    cursor = page.next;
    pages += 1;
  } while (cursor !== undefined && pages < MOST_PAGES);
  const places = rows.flatMap(({ application, workload, cells }) =>
    cells
      .filter(cell => runs(cell, version))
      .map(({ environment, release, images }) => ({
        application,
        workload,
        environment,
        release: `r${release.number}`,
        images: images.map(({ image }) => image),
      })),
  );
  return {
    running: places.slice(0, MOST_PLACES),
    cut: [
      ...(places.length > MOST_PLACES
        ? [
            `${
              places.length - MOST_PLACES
            } more places: name more of the image.`,
          ]
        : []),
      ...(cursor === undefined
        ? []
        : [
            `Only the first ${rows.length} workloads were looked at: the portal’s page of versions shows all.`,
          ]),
    ],
  };
}

function runs({ release, images }: VersionCell, version: string): boolean {
  return (
    version === `r${release.number}` ||
    images.some(({ image }) => image.includes(version))
  );
}
