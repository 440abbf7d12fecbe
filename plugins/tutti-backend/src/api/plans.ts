import { z } from 'zod';
import { PlansService, Waiting } from '../services/types';
import { CallContext, Later, Route, route } from './route';
import { byId, images, inEnvironment, name, stepsQuery } from './schemas';

/** Whoever asks for a plan hears within this time that it takes longer, unless they prefer to wait. */
const WAIT_MS = 2_000;
const LONGEST_WAIT_S = 30;

/** Images and consents of the largest application there may be. */
export const LARGEST_PLAN_INPUT = 1024 * 1024;

/** What one request may name. */
const MOST_NAMED = 1000;
/** Of one workload. */
const MOST_PODS = 1000;
const atMost = [
  (record: object) => Object.keys(record).length <= MOST_NAMED,
  `names more than ${MOST_NAMED}`,
] as const;

export const planInput = z.strictObject({
  releaseId: z.string().min(1).max(128).optional(),
  images: images.optional(),
  force: z.boolean().optional(),
  destroy: z.boolean().optional(),
  consent: z
    .array(
      z.strictObject({
        subject: z.string().min(1).max(1024),
        action: z.enum(['replace', 'destroy', 'adopt', 'create']),
      }),
    )
    .max(MOST_NAMED)
    .optional(),
  moves: z
    .array(
      z.strictObject({
        from: z.string().min(1).max(1024),
        to: z.string().min(1).max(1024),
      }),
    )
    .max(MOST_NAMED)
    .optional(),
  rollbackTo: z.string().min(1).max(128).optional(),
  promoteFrom: name.optional(),
  unpromoted: z.string().trim().min(1).max(1000).optional(),
  pause: z.boolean().optional(),
  replicas: z
    .record(name, z.number().int().min(0).max(MOST_PODS).nullable())
    .refine(...atMost)
    .optional(),
  remove: z
    .array(
      z.strictObject({
        address: z.string().min(1).max(1024),
        how: z.enum(['destroy', 'detach']),
      }),
    )
    .min(1)
    .max(MOST_NAMED)
    .optional(),
  restart: z.array(name).min(1).max(MOST_NAMED).optional(),
  repair: z
    .array(z.string().min(1).max(1024))
    .min(1)
    .max(MOST_NAMED)
    .optional(),
  refresh: z
    .array(z.string().min(1).max(1024))
    .min(1)
    .max(MOST_NAMED)
    .optional(),
  rotate: z
    .array(z.string().min(1).max(1024))
    .min(1)
    .max(MOST_NAMED)
    .optional(),
});

const waitQuery = z.object({
  wait: z.coerce.number().int().min(0).max(LONGEST_WAIT_S).default(0),
});

function listening({ signal, prefersWaitS }: CallContext): Waiting {
  return {
    signal,
    waitMs:
      prefersWaitS === undefined
        ? WAIT_MS
        : Math.min(prefersWaitS, LONGEST_WAIT_S) * 1000,
  };
}

export function planRoutes(plans: PlansService): Route[] {
  return [
    route({
      method: 'post',
      path: '/applications/{application}/environments/{environment}/plans',
      summary:
        'What deploying would do, or with `destroy` what would go away; 422 with every problem that stands against it. 202 with its id where it takes more than two seconds, or what the header `Prefer: wait=<seconds>` says',
      status: 201,
      answersLater: 'PlanUnderWay',
      largestBody: LARGEST_PLAN_INPUT,
      share: 'plans',
      input: z.object({ params: inEnvironment, body: planInput }),
      answers: 'PlanRecord',
      async handle({ params, body }, context) {
        const { caller } = context;
        const plan = await plans.create(
          params,
          body,
          caller,
          listening(context),
        );
        return 'state' in plan ? new Later(plan) : plan;
      },
    }),
    route({
      method: 'get',
      path: '/plans/{id}',
      summary:
        'A plan with the first of its steps, and whether it is current; or that it is being made, or why it could not be. Waits for the end of one that is being made, at most `wait` seconds',
      share: 'longPolls',
      input: z.object({ params: byId, query: waitQuery }),
      answers: 'PlanState',
      handle: ({ params, query }, { caller, signal }) =>
        plans.get(params.id, caller, { waitMs: query.wait * 1000, signal }),
    }),
    route({
      method: 'get',
      path: '/plans/{id}/steps',
      summary:
        'The steps of a plan in the order of the run, in pages; several kinds or actions by commas',
      input: z.object({ params: byId, query: stepsQuery }),
      answers: 'PlanStepPage',
      handle: ({ params, query }, { caller }) =>
        plans.steps(params.id, query, caller),
    }),
  ];
}
