import { z } from 'zod';
import { WorkloadsService } from '../services/types';
import { Route, route } from './route';
import { name } from './schemas';

const params = z.object({ application: name, workload: name });
const version = z.coerce.number().int().min(1).max(1_000_000_000);
const inVersion = params.extend({ version });
const path = '/applications/{application}/workloads/{workload}';
/** Longer than the engine reads: its own problem says so better than a rejected body. */
const LONGEST_SCORE = 2 * 1024 * 1024;
export const scoreText = z.string().max(LONGEST_SCORE);
/** Quoted as JSON it is longer. */
export const LARGEST_SCORE_BODY = 3 * 1024 * 1024;

const text = z.strictObject({
  score: scoreText,
  source: z.strictObject({ kind: z.literal('managed') }).optional(),
});

const repository = z.strictObject({
  source: z.strictObject({
    kind: z.literal('repository').optional(),
    url: z.string().min(1).max(2048).optional(),
    path: z.string().min(1).max(1024).optional(),
    ref: z.string().min(1).max(250).optional(),
  }),
});

export function workloadRoutes(workloads: WorkloadsService): Route[] {
  return [
    route({
      method: 'get',
      path,
      summary: 'A workload with its Score text, and where it is edited',
      input: z.object({ params }),
      answers: 'Workload',
      handle: ({ params: { application, workload } }, { caller }) =>
        workloads.get(application, workload, caller),
    }),
    route({
      method: 'put',
      path,
      summary:
        'Adds or edits a workload: by its text, or by the repository that it follows; 422 with the problems of a text that is not valid',
      largestBody: LARGEST_SCORE_BODY,
      input: z.object({ params, body: z.union([text, repository]) }),
      answers: 'Workload',
      handle: ({ params: { application, workload }, body }, { caller }) =>
        workloads.put(application, workload, body, caller),
    }),
    route({
      method: 'post',
      path: `${path}/check`,
      summary:
        'What stands against a Score text, by the platform and in the environments of the application; nothing is saved',
      largestBody: LARGEST_SCORE_BODY,
      input: z.object({
        params,
        body: z.strictObject({ score: scoreText }),
      }),
      answers: 'ProblemList',
      handle: ({ params: { application, workload }, body }, { caller }) =>
        workloads.check(application, workload, body, caller),
    }),
    route({
      method: 'post',
      path: `${path}/refresh`,
      summary: 'Looks now at the repository that a workload follows',
      input: z.object({ params }),
      answers: 'Workload',
      handle: ({ params: { application, workload } }, { caller }) =>
        workloads.refresh(application, workload, caller),
    }),
    route({
      method: 'get',
      path: `${path}/versions`,
      summary:
        'Its texts, newest first: who, when and from where; `next` is the `before` of the next page',
      input: z.object({
        params,
        query: z.object({
          limit: z.coerce.number().int().min(1).max(100).default(30),
          before: version.optional(),
        }),
      }),
      answers: 'WorkloadVersionPage',
      handle: ({ params: { application, workload }, query }, { caller }) =>
        workloads.versions(application, workload, query, caller),
    }),
    route({
      method: 'get',
      path: `${path}/versions/{version}`,
      summary: 'One version with its Score text',
      input: z.object({ params: inVersion }),
      answers: 'WorkloadVersionText',
      handle: ({ params: place }, { caller }) =>
        workloads.version(
          place.application,
          place.workload,
          place.version,
          caller,
        ),
    }),
    route({
      method: 'post',
      path: `${path}/versions/{version}/restore`,
      summary: 'Makes the text of an earlier version the newest one',
      input: z.object({ params: inVersion }),
      answers: 'Workload',
      handle: ({ params: place }, { caller }) =>
        workloads.restore(
          place.application,
          place.workload,
          place.version,
          caller,
        ),
    }),
    route({
      method: 'delete',
      path,
      summary:
        'Removes a workload; what runs is removed by the next deployment',
      input: z.object({ params }),
      handle: ({ params: { application, workload } }, { caller }) =>
        workloads.remove(application, workload, caller),
    }),
  ];
}
