import { z } from 'zod';
import { PreviewsService } from '../services/previews';
import { Later, Route, route } from './route';
import { images, inApplication, json, name } from './schemas';

const path = '/applications/{application}/previews/{key}';
const params = inApplication.extend({ key: name });

/** Score files of a pull request; one is no longer than this by itself. */
const LARGEST_ASKED = 4 * 1024 * 1024;
const LONGEST_SCORE = 1024 * 1024;
const MOST_NAMED = 1_000;
const atMost = [
  (record: object) => Object.keys(record).length <= MOST_NAMED,
  `names more than ${MOST_NAMED}`,
] as const;

export function previewRoutes(previews: PreviewsService): Route[] {
  return [
    route({
      method: 'get',
      path: '/applications/{application}/previews',
      summary: 'Previews of an application, by key',
      input: z.object({ params: inApplication }),
      answers: 'PreviewList',
      handle: (input, { caller }) => previews.list(input.params, caller),
    }),
    route({
      method: 'put',
      path,
      summary:
        'The environment of a pull request: made, or deployed to, as far as what is asked for is not there yet. Its lifetime begins anew; one that is paused wakes up. 409 while it is being destroyed, and where the application has as many as it may have',
      largestBody: LARGEST_ASKED,
      input: z.object({
        params,
        body: z.strictObject({
          base: name,
          type: name.optional(),
          title: z.string().trim().min(1).max(200).optional(),
          link: z
            .url({ protocol: /^https?$/ })
            .max(2000)
            .optional(),
          images: images.refine(...atMost).optional(),
          scores: z
            .record(name, z.string().max(LONGEST_SCORE).nullable())
            .refine(...atMost)
            .optional(),
          values: z
            .record(name, json)
            .refine(...atMost)
            .optional(),
        }),
      }),
      answers: 'Preview',
      handle: (input, { caller }) =>
        previews.put(input.params, input.body, caller),
    }),
    route({
      method: 'get',
      path,
      summary: 'One preview: state, environment, last deployment, expiry',
      input: z.object({ params }),
      answers: 'Preview',
      handle: (input, { caller }) => previews.get(input.params, caller),
    }),
    route({
      method: 'get',
      path: `${path}/comment`,
      summary:
        'What a comment of its pull request says of it, as Markdown; the same text while nothing changes',
      input: z.object({ params }),
      answers: 'PreviewComment',
      handle: (input, { caller }) => previews.comment(input.params, caller),
    }),
    route({
      method: 'delete',
      path,
      summary:
        'Closes a preview: what runs in it is cancelled, all of it is destroyed with its data, and then it is forgotten. 202 while that goes on, 204 when there is none any more',
      input: z.object({ params }),
      answersLater: 'Preview',
      async handle(input, { caller }) {
        const closed = await previews.close(input.params, caller);
        return closed && new Later(closed);
      },
    }),
  ];
}
