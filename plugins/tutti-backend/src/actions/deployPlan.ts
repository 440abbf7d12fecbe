import { ConflictError } from '@backstage/errors';
import { z } from 'zod/v3';
import { defineAction } from './Action';
import { whatNeedsAPerson } from './whatNeedsAPerson';

const answer = z.object({
  outcome: z.enum(['queued', 'proposed']),
  application: z.string(),
  environment: z.string(),
  number: z.number().optional(),
  status: z.string().optional(),
  waitsFor: z.string().optional(),
  needsAPerson: z.array(z.string()),
  link: z.string(),
  next: z.string(),
});

export const deployPlan = defineAction({
  name: 'deploy-plan',
  title: 'Deploy a plan',
  description:
    'Runs exactly the plan that you read with plan-deployment: give its id and its hash. Where it needs an approval or a consent, takes something away, or goes back, nothing runs: it becomes a proposal, and the link is for a person. Nobody approves through an action. Asked twice it is one deployment. Next: explain-deployment with its number and `wait`.',
  attributes: { readOnly: false, destructive: true, idempotent: true },
  input: z
    .object({
      plan: z.string().min(1).max(128).describe('Id of the plan'),
      hash: z
        .string()
        .min(1)
        .max(256)
        .describe('The `hash` that came with the plan when you read it'),
    })
    .strict(),
  output: answer,
  async handle(
    { plan: id, hash },
    { services, caller, links, signal },
  ): Promise<z.input<typeof answer>> {
    const view = await services.plans.get(id, caller, { waitMs: 0, signal });
    if (view.state !== 'made') {
      throw new ConflictError(
        view.state === 'planning'
          ? `Plan '${id}' is still being made: read it with plan-deployment.`
          : `Plan '${id}' could not be made: ${view.message}`,
      );
    }
    const { application, environment } = view;
    if (view.plan.hash !== hash) {
      throw new ConflictError(
        `hash: it is not the one of plan '${id}'. Read the plan with plan-deployment, then deploy it with the hash that comes with it.`,
      );
    }
    const needsAPerson = whatNeedsAPerson(view);
    if (needsAPerson.length > 0) {
      return {
        outcome: 'proposed',
        application,
        environment,
        needsAPerson,
        link: links.plan(id),
        next: 'Nothing runs. Give the link to a person: they look at the plan and decide.',
      };
    }
    const deployment = await services.deployments.create(
      { planId: id, idempotencyKey: `action-${id}` },
      caller,
    );
    return {
      outcome: 'queued',
      application,
      environment,
      number: deployment.number,
      status: deployment.status,
      ...(deployment.waits && { waitsFor: deployment.waits.message }),
      needsAPerson: [],
      link: links.deployment(deployment.id),
      next: 'Call explain-deployment with this number and `wait`.',
    };
  },
});
