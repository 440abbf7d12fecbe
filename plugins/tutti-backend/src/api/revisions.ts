import { z } from 'zod';
import { Services } from '../services';
import { Route, route } from './route';
import { name } from './schemas';

const ofRevision = z.object({ revision: name });

export function revisionRoutes(revisions: Services['revisions']): Route[] {
  return [
    route({
      method: 'get',
      path: '/platform/revisions',
      summary:
        'When which revision of the platform was taken into use, newest first, in pages',
      input: z.object({
        query: z.object({
          limit: z.coerce.number().int().min(1).max(100).default(20),
          before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
        }),
      }),
      answers: 'RevisionUsePage',
      handle: ({ query }, { caller }) => revisions.uses(query, caller),
    }),
    route({
      method: 'get',
      path: '/platform/revisions/{revision}',
      summary:
        'A revision that serves, waits, or served earlier: its problems, and document by document what it says otherwise than the one that serves',
      input: z.object({ params: ofRevision }),
      answers: 'RevisionView',
      handle: ({ params }, { caller }) =>
        revisions.get(params.revision, caller),
    }),
    route({
      method: 'get',
      path: '/platform/revisions/{revision}/blast-radius',
      summary:
        'What taking it into use would change in each environment, as far as it is computed; ask again until `computed` is `total`',
      input: z.object({
        params: ofRevision,
        query: z.object({
          limit: z.coerce.number().int().min(1).max(100).default(50),
          cursor: z.string().max(300).optional(),
        }),
      }),
      answers: 'BlastView',
      handle: ({ params, query }, { caller }) =>
        revisions.blastRadius(params.revision, query, caller),
    }),
    route({
      method: 'post',
      path: '/platform/revisions/{revision}/accept',
      summary:
        'Takes a revision into use that waits, or that served earlier; 409 when another one serves than `expected`',
      input: z.object({
        params: ofRevision,
        body: z.strictObject({ expected: name }),
      }),
      handle: ({ params, body }, { caller }) =>
        revisions.accept(params.revision, body.expected, caller),
    }),
  ];
}
