import { z } from 'zod';
import { EnvironmentsService } from '../services/types';
import { Route, route } from './route';
import { inApplication, inEnvironment, name } from './schemas';

const path = '/applications/{application}/environments/{environment}';

export function environmentRoutes(environments: EnvironmentsService): Route[] {
  return [
    route({
      method: 'post',
      path: '/applications/{application}/environments',
      summary: 'Makes an environment; nothing runs in it yet',
      status: 201,
      input: z.object({
        params: inApplication,
        body: z.strictObject({ name, type: name }),
      }),
      handle: ({ params, body }, { caller }) =>
        environments.create(params.application, body, caller),
    }),
    route({
      method: 'get',
      path,
      summary: 'One environment: desired, applied and observed',
      input: z.object({ params: inEnvironment }),
      handle: ({ params }, { caller }) => environments.get(params, caller),
    }),
    route({
      method: 'get',
      path: `${path}/runtime`,
      summary: 'What runs now, workload by workload, with causes',
      input: z.object({ params: inEnvironment }),
      handle: ({ params }, { caller }) => environments.runtime(params, caller),
    }),
    route({
      method: 'post',
      path: `${path}/unlock`,
      summary: 'Lets deployments run again after one whose fate was unknown',
      input: z.object({
        params: inEnvironment,
        body: z.strictObject({ reason: z.string().trim().min(1).max(1000) }),
      }),
      handle: ({ params, body }, { caller }) =>
        environments.unlock(params, body.reason, caller),
    }),
  ];
}
