import { z } from 'zod';
import { Asked, DeploymentsService } from '../services/types';
import { Route, route } from './route';
import { LARGEST_PLAN_INPUT, planInput } from './plans';
import { byId, flag, listOf, name, stepsQuery } from './schemas';

const STEP_STATUSES = [
  'pending',
  'running',
  'waiting',
  'done',
  'kept',
  'failed',
  'skipped',
  'diverged',
] as const;

/** Either a plan, or a change and where. */
const asked = z
  .strictObject({
    planId: z.string().min(1).max(128).optional(),
    application: name.optional(),
    environment: name.optional(),
    input: planInput.optional(),
  })
  .transform(({ planId, application, environment, input }, context): Asked => {
    const isOfPlan = !application && !environment && !input;
    if (planId && isOfPlan) {
      return { planId };
    }
    if (!planId && application && environment && input) {
      return { application, environment, input };
    }
    context.addIssue({
      code: 'custom',
      path: ['planId'],
      message:
        'give it alone, or `application`, `environment` and `input` instead',
    });
    return z.NEVER;
  });

export function deploymentRoutes(deployments: DeploymentsService): Route[] {
  return [
    route({
      method: 'post',
      path: '/deployments',
      summary:
        'Queues a plan, or with `input` a change that is planned when its turn has come; 409 StalePlan with what moved when the plan is not current. Send an Idempotency-Key to ask twice safely',
      status: 201,
      largestBody: LARGEST_PLAN_INPUT,
      input: z.object({
        body: asked,
      }),
      answers: 'Deployment',
      handle: ({ body }, { caller, idempotencyKey }) =>
        deployments.create(
          { ...body, ...(idempotencyKey && { idempotencyKey }) },
          caller,
        ),
    }),
    route({
      method: 'get',
      path: '/deployments',
      summary:
        'Deployments, newest first, in pages; with `mine` those that the caller asked for',
      input: z.object({
        query: z.object({
          application: name.optional(),
          environment: name.optional(),
          mine: flag,
          limit: z.coerce.number().int().min(1).max(100).default(20),
          before: z.string().max(200).optional(),
        }),
      }),
      answers: 'DeploymentPage',
      handle: ({ query }, { caller }) => deployments.list(query, caller),
    }),
    route({
      method: 'get',
      path: '/deployments/{id}',
      summary:
        'One deployment with the first of its steps and the head of its plan',
      input: z.object({ params: byId }),
      answers: 'DeploymentDetail',
      handle: ({ params }, { caller }) => deployments.get(params.id, caller),
    }),
    route({
      method: 'get',
      path: '/deployments/{id}/steps',
      summary:
        'The steps of a deployment in the order of the run, in pages; several kinds, actions or statuses by commas',
      input: z.object({
        params: byId,
        query: stepsQuery.extend({ status: listOf(STEP_STATUSES) }),
      }),
      answers: 'DeploymentStepPage',
      handle: ({ params, query }, { caller }) =>
        deployments.steps(params.id, query, caller),
    }),
    route({
      method: 'post',
      path: '/deployments/{id}/cancel',
      summary: 'Stops a deployment: nothing new is begun',
      input: z.object({ params: byId }),
      answers: 'Deployment',
      handle: ({ params }, { caller }) => deployments.cancel(params.id, caller),
    }),
    route({
      method: 'post',
      path: '/deployments/{id}/approvals',
      summary:
        'Approves or rejects a deployment that waits for it; 403 says why somebody does not count',
      input: z.object({
        params: byId,
        body: z.strictObject({
          decision: z.enum(['approve', 'reject']),
          comment: z.string().trim().min(1).max(1000).optional(),
        }),
      }),
      answers: 'Deployment',
      handle: ({ params, body }, { caller }) =>
        deployments.decide(params.id, body, caller),
    }),
    route({
      method: 'post',
      path: '/deployments/{id}/override',
      summary: 'Lets a deployment begin although a freeze window is open',
      input: z.object({
        params: byId,
        body: z.strictObject({ reason: z.string().trim().min(1).max(1000) }),
      }),
      answers: 'Deployment',
      handle: ({ params, body }, { caller }) =>
        deployments.override(params.id, body.reason, caller),
    }),
    route({
      method: 'put',
      path: '/deployments/{id}/gates/{key}',
      summary:
        'Says how a check from outside went, of a deployment that is verified',
      input: z.object({
        params: byId.extend({ key: z.string().min(1).max(63) }),
        body: z.strictObject({
          status: z.enum(['pending', 'passed', 'failed']),
          text: z.string().trim().min(1).max(500).optional(),
          link: z
            .url({ protocol: /^https?$/ })
            .max(2000)
            .optional(),
        }),
      }),
      answers: 'Deployment',
      handle: ({ params, body }, { caller }) =>
        deployments.setGate(params.id, { key: params.key, ...body }, caller),
    }),
  ];
}
