import { z } from 'zod';
import { PlansService } from '../services/types';
import { Route, route } from './route';
import { byId, images, inEnvironment } from './schemas';

const planInput = z.strictObject({
  releaseId: z.string().min(1).max(128).optional(),
  images: images.optional(),
  force: z.boolean().optional(),
  consent: z
    .array(
      z.strictObject({
        subject: z.string().min(1).max(1024),
        action: z.enum(['replace', 'destroy', 'adopt']),
      }),
    )
    .max(1000)
    .optional(),
  moves: z
    .array(
      z.strictObject({
        from: z.string().min(1).max(1024),
        to: z.string().min(1).max(1024),
      }),
    )
    .max(1000)
    .optional(),
});

export function planRoutes(plans: PlansService): Route[] {
  return [
    route({
      method: 'post',
      path: '/applications/{application}/environments/{environment}/plans',
      summary:
        'What deploying would do; 422 with every problem that stands against it',
      status: 201,
      input: z.object({ params: inEnvironment, body: planInput }),
      handle: ({ params, body }, { caller }) =>
        plans.create(params, body, caller),
    }),
    route({
      method: 'get',
      path: '/plans/{id}',
      summary: 'A plan, and whether the same one would come out now',
      input: z.object({ params: byId }),
      handle: ({ params }, { caller }) => plans.get(params.id, caller),
    }),
  ];
}
