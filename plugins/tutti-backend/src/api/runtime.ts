import { RUNTIME_STATUSES } from '@tutti/plugin-tutti-common';
import { z } from 'zod';
import { RuntimeService } from '../services/runtime';
import { Route, route, Streamed } from './route';
import { flag, inEnvironment, listOf, name } from './schemas';

const path = '/applications/{application}/environments/{environment}/runtime';
const uid = z.string().min(1).max(128);
const inObject = inEnvironment.extend({ uid });

const treeQuery = z.object({
  search: z.string().max(200).optional(),
  status: listOf(RUNTIME_STATUSES),
  workload: name.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const logQuery = z.object({
  container: name,
  previous: flag,
  tail: z.coerce.number().int().min(1).max(10_000).default(500),
  since: z.iso.datetime({ offset: true }).optional(),
});

export function runtimeRoutes(runtime: RuntimeService): Route[] {
  return [
    route({
      method: 'get',
      path: `${path}/objects`,
      summary:
        'The tree of what runs, down to pods, parents before children, in pages',
      input: z.object({
        params: inEnvironment,
        query: treeQuery.extend({
          cursor: z.string().min(1).max(8192).optional(),
        }),
      }),
      answers: 'RuntimePage',
      handle: ({ params, query }, { caller }) =>
        runtime.objects(params, query, caller),
    }),
    route({
      method: 'get',
      path: `${path}/follow`,
      summary:
        'The first page of the tree, and the workloads with what is wrong with them: now and after each change, as server-sent events, for some minutes',
      share: 'longPolls',
      input: z.object({
        params: inEnvironment,
        query: treeQuery.extend({
          // It has no second page.
          limit: z.coerce.number().int().min(1).max(5_000).default(100),
        }),
      }),
      streams: 'RuntimeLook',
      handle: async ({ params, query }, { caller, signal }) =>
        new Streamed(
          await runtime.followObjects(params, query, caller, signal),
        ),
    }),
    route({
      method: 'get',
      path: `${path}/objects/{uid}`,
      summary:
        'One object as it is in the cluster, secrets masked, and who set which of its fields',
      input: z.object({ params: inObject }),
      answers: 'RuntimeObjectView',
      handle: ({ params }, { caller }) => runtime.object(params, caller),
    }),
    route({
      method: 'get',
      path: `${path}/objects/{uid}/lineage`,
      summary:
        'Where an object came from: the deployment that changed it last, who asked and who approved, the Score file or definition, and which fields its profile set',
      input: z.object({ params: inObject }),
      answers: 'Lineage',
      handle: ({ params }, { caller }) => runtime.lineage(params, caller),
    }),
    route({
      method: 'get',
      path: `${path}/objects/{uid}/log`,
      summary: 'The end of what a container of a pod said',
      input: z.object({ params: inObject, query: logQuery }),
      answers: 'RuntimeLog',
      handle: ({ params, query }, { caller }) =>
        runtime.log(params, query, caller),
    }),
    route({
      method: 'get',
      path: `${path}/objects/{uid}/log/follow`,
      summary:
        'The same and what comes, as server-sent events, for some minutes: go on with `since` the last line',
      share: 'longPolls',
      input: z.object({ params: inObject, query: logQuery }),
      streams: 'LogLines',
      handle: async ({ params, query }, { caller, signal }) =>
        new Streamed(await runtime.follow(params, query, caller, signal)),
    }),
    route({
      method: 'get',
      path: `${path}/events`,
      summary:
        'What the cluster noted about them in the last hour, newest first; with `uid` about one and all below it',
      input: z.object({
        params: inEnvironment,
        query: z.object({
          uid: uid.optional(),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
      }),
      answers: 'RuntimeEventList',
      handle: ({ params, query }, { caller }) =>
        runtime.events(params, query, caller),
    }),
  ];
}
