import { z } from 'zod';
import { EnvironmentsService } from '../services/types';
import { Route, route } from './route';
import { flag, inApplication, inEnvironment, name } from './schemas';

const path = '/applications/{application}/environments/{environment}';

const MOST_LABELS = 20;
const word = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, {
    error: 'lower-case letters, digits and dashes, no dash at either end',
  });
const labels = z
  .record(word, word)
  .refine(
    each => Object.keys(each).length <= MOST_LABELS,
    `at most ${MOST_LABELS} labels`,
  );

export function environmentRoutes(environments: EnvironmentsService): Route[] {
  return [
    route({
      method: 'post',
      path: '/applications/{application}/environments',
      summary:
        'Makes an environment, with `from` like another one; nothing runs in it yet. Send an Idempotency-Key to ask twice safely',
      status: 201,
      input: z.object({
        params: inApplication,
        body: z.strictObject({
          name,
          type: name,
          from: z
            .strictObject({
              environment: name,
              values: z.array(name).max(1000).default([]),
            })
            .optional(),
          secrets: z.record(name, z.string().max(100_000)).optional(),
          labels: labels.optional(),
        }),
      }),
      answers: 'EnvironmentSummary',
      handle: ({ params, body }, { caller, idempotencyKey }) =>
        environments.create(
          params.application,
          { ...body, ...(idempotencyKey && { idempotencyKey }) },
          caller,
        ),
    }),
    route({
      method: 'get',
      path,
      summary: 'One environment: desired, applied and observed',
      input: z.object({ params: inEnvironment }),
      answers: 'EnvironmentSummary',
      handle: ({ params }, { caller }) => environments.get(params, caller),
    }),
    route({
      method: 'get',
      path: `${path}/runtime`,
      summary: 'What runs now, workload by workload, with causes',
      input: z.object({ params: inEnvironment }),
      answers: 'Runtime',
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
    route({
      method: 'put',
      path: `${path}/hold`,
      summary: 'Keeps automation out until a person resumes it',
      input: z.object({
        params: inEnvironment,
        body: z.strictObject({ reason: z.string().trim().min(1).max(1000) }),
      }),
      handle: ({ params, body }, { caller }) =>
        environments.hold(params, body.reason, caller),
    }),
    route({
      method: 'delete',
      path: `${path}/hold`,
      summary: 'Lets automation deploy again; what waits for it is next',
      input: z.object({ params: inEnvironment }),
      handle: ({ params }, { caller }) => environments.resume(params, caller),
    }),
    route({
      method: 'delete',
      path,
      summary:
        'Removes an environment in which nothing runs, with its history and values; 409 while something does',
      input: z.object({
        params: inEnvironment,
        query: z.object({
          leaveRetained: flag,
        }),
      }),
      handle: ({ params, query }, { caller }) =>
        environments.remove(params, query, caller),
    }),
  ];
}
