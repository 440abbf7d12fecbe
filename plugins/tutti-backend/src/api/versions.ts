import { z } from 'zod';
import { VersionsService } from '../services/types';
import { Route, route } from './route';
import { flag, name } from './schemas';

export function versionRoutes(versions: VersionsService): Route[] {
  return [
    route({
      method: 'get',
      path: '/versions',
      summary:
        'Which version of each workload runs where, by name, in pages; of an owner, of what the caller owns (`mine`), of one `application`, of the one bound to an entity (`system`), or only what `differs`',
      input: z.object({
        query: z.object({
          owner: z.string().max(300).optional(),
          mine: flag,
          application: name.optional(),
          system: z.string().max(300).optional(),
          search: z.string().max(200).optional(),
          differs: flag,
          limit: z.coerce.number().int().min(1).max(200).default(50),
          cursor: z.string().max(300).optional(),
        }),
      }),
      answers: 'VersionsPage',
      handle: ({ query }, { caller }) => versions.list(query, caller),
    }),
  ];
}
