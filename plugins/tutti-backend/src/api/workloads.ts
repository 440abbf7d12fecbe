import { z } from 'zod';
import { WorkloadsService } from '../services/types';
import { Route, route } from './route';
import { name } from './schemas';

const params = z.object({ application: name, workload: name });
const path = '/applications/{application}/workloads/{workload}';
/** Longer than the engine reads: its own problem says so better than a rejected body. */
const LONGEST_SCORE = 2 * 1024 * 1024;
/** Quoted as JSON it is longer. */
const LARGEST_BODY = 3 * 1024 * 1024;

export function workloadRoutes(workloads: WorkloadsService): Route[] {
  return [
    route({
      method: 'get',
      path,
      summary: 'A workload with its Score text',
      input: z.object({ params }),
      handle: ({ params: { application, workload } }, { caller }) =>
        workloads.get(application, workload, caller),
    }),
    route({
      method: 'put',
      path,
      summary:
        'Adds or edits a managed workload; 422 with the problems of a text that is not valid',
      largestBody: LARGEST_BODY,
      input: z.object({
        params,
        body: z.strictObject({ score: z.string().max(LONGEST_SCORE) }),
      }),
      handle: ({ params: { application, workload }, body }, { caller }) =>
        workloads.put(application, workload, body, caller),
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
