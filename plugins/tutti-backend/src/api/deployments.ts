import { z } from 'zod';
import { DeploymentsService } from '../services/types';
import { Route, route } from './route';
import { byId, name } from './schemas';

export function deploymentRoutes(deployments: DeploymentsService): Route[] {
  return [
    route({
      method: 'post',
      path: '/deployments',
      summary:
        'Queues a plan; 409 StalePlan with what moved when it is not current. Send an Idempotency-Key to ask twice safely',
      status: 201,
      input: z.object({
        body: z.strictObject({ planId: z.string().min(1).max(128) }),
      }),
      handle: ({ body }, { caller, idempotencyKey }) =>
        deployments.create(
          { ...body, ...(idempotencyKey && { idempotencyKey }) },
          caller,
        ),
    }),
    route({
      method: 'get',
      path: '/deployments',
      summary: 'Deployments, newest first, in pages',
      input: z.object({
        query: z.object({
          application: name.optional(),
          environment: name.optional(),
          limit: z.coerce.number().int().min(1).max(100).default(20),
          before: z.string().max(200).optional(),
        }),
      }),
      handle: ({ query }, { caller }) => deployments.list(query, caller),
    }),
    route({
      method: 'get',
      path: '/deployments/{id}',
      summary: 'One deployment with its steps and its plan',
      input: z.object({ params: byId }),
      handle: ({ params }, { caller }) => deployments.get(params.id, caller),
    }),
    route({
      method: 'post',
      path: '/deployments/{id}/cancel',
      summary: 'Stops a deployment: nothing new is begun',
      input: z.object({ params: byId }),
      handle: ({ params }, { caller }) => deployments.cancel(params.id, caller),
    }),
  ];
}
