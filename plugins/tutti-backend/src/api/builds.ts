import { z } from 'zod';
import { BuildsService } from '../services/types';
import { Route, route } from './route';
import { byId, name, repositoryUrl } from './schemas';
import { LARGEST_SCORE_BODY, scoreText } from './workloads';

/** SHA-1, or SHA-256 of repositories that have it. */
const commit = z
  .string()
  .regex(
    /^([0-9a-f]{40}|[0-9a-f]{64})$/,
    'give the whole hash of the commit, in lower case',
  );

// Written out: not every language that reads the document of the API knows `\p{Cc}`.
/* eslint-disable no-control-regex */
const REF = /^refs\/[^\s\u0000-\u001f\u007f-\u009f]+$/;
const IMAGE = /^[^\s\u0000-\u001f\u007f-\u009f]+$/;
/* eslint-enable no-control-regex */

const ref = z
  .string()
  .max(250)
  .regex(
    REF,
    'give the whole ref, such as refs/heads/main or refs/tags/v1.4.0',
  );

const image = z
  .string()
  .min(1)
  .max(1000)
  .regex(IMAGE, 'give the name of an image, without spaces');

const build = z.strictObject({
  application: name,
  workload: name,
  container: name.optional(),
  image,
  commit,
  ref,
  repository: repositoryUrl,
  score: z
    .union([
      z.strictObject({ text: scoreText }),
      z.strictObject({ fromRepository: z.literal(true) }),
    ])
    .optional(),
});

export function buildRoutes(builds: BuildsService): Route[] {
  return [
    route({
      method: 'post',
      path: '/builds',
      summary:
        'Tells that an image of a workload exists; it is deployed where environment types say so. Told again it is the same build, and nothing is deployed again',
      status: 201,
      largestBody: LARGEST_SCORE_BODY,
      input: z.object({ body: build }),
      answers: 'ToldBuild',
      handle: ({ body }, { caller }) => builds.create(body, caller),
    }),
    route({
      method: 'get',
      path: '/builds',
      summary:
        'Builds, newest first, with what became of them in each environment; in pages',
      input: z.object({
        query: z.object({
          application: name.optional(),
          workload: name.optional(),
          commit: commit.optional(),
          limit: z.coerce.number().int().min(1).max(100).default(20),
          cursor: z.string().min(1).max(128).optional(),
        }),
      }),
      answers: 'BuildPage',
      handle: ({ query }, { caller }) => builds.list(query, caller),
    }),
    route({
      method: 'get',
      path: '/builds/{id}',
      summary: 'One build',
      input: z.object({ params: byId }),
      answers: 'Build',
      handle: ({ params }, { caller }) => builds.get(params.id, {}, caller),
    }),
  ];
}
