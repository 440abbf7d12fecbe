import { InputError } from '@backstage/errors';
import { PlanInput } from '@tutti/plugin-tutti-common';
import { z } from 'zod/v3';
import { EnvironmentPath } from '../services/types';
import { ActionContext, defineAction } from './Action';
import { application, environment, name } from './inputs';
import { PLAN_WAIT_MS, planAnswer, readPlan } from './planAnswer';

const MOST_NAMED = 100;
const MOST_REPLICAS = 1_000;

export const planDeployment = defineAction({
  name: 'plan-deployment',
  title: 'Plan a deployment',
  description:
    'Makes a plan: what deploying to an environment would do, in numbers, names and problems. Without more it deploys what the application is now, with changes that were saved and not deployed yet; with `images` other images, with `scale` other numbers of replicas. Nothing runs. It gives the plan’s id and its hash. Next: deploy-plan with both where `needsAPerson` is empty, else give the link to a person. With `plan` alone it reads a plan that is there.',
  attributes: { readOnly: false, destructive: false, idempotent: false },
  share: 'plans',
  input: z
    .object({
      application: application.optional(),
      environment: environment.optional(),
      images: z
        .array(
          z
            .object({
              workload: name,
              container: name
                .optional()
                .describe('Where more than one container takes an image'),
              image: z.string().min(1).max(1024),
            })
            .strict(),
        )
        .max(MOST_NAMED)
        .optional(),
      scale: z
        .array(
          z
            .object({
              workload: name,
              replicas: z.number().int().min(0).max(MOST_REPLICAS),
            })
            .strict(),
        )
        .max(MOST_NAMED)
        .optional(),
      restart: z.array(name).min(1).max(MOST_NAMED).optional(),
      plan: z
        .string()
        .min(1)
        .max(128)
        .optional()
        .describe('Reads this plan; then nothing else is given'),
    })
    .strict(),
  output: planAnswer,
  async handle(input, context) {
    const { application: of, environment: place, plan } = input;
    if (plan !== undefined) {
      if (Object.keys(input).length > 1) {
        throw new InputError('plan: give it alone.');
      }
      return readPlan(plan, context);
    }
    if (of === undefined || place === undefined) {
      throw new InputError(
        'Give `application` and `environment`, or `plan` alone.',
      );
    }
    const { images, scale, restart } = input;
    return makePlan(
      { application: of, environment: place },
      {
        ...(images && { images: await imagesOf(of, images, context) }),
        ...(scale && {
          replicas: Object.fromEntries(
            scale.map(({ workload, replicas }) => [workload, replicas]),
          ),
        }),
        ...(restart && { restart }),
      },
      context,
    );
  },
});

/** Makes it and reads it as it is then. @throws Refused with every problem that stands against it */
export async function makePlan(
  path: EnvironmentPath,
  input: PlanInput,
  context: ActionContext,
) {
  const { services, caller, signal } = context;
  const { id } = await services.plans.create(path, input, caller, {
    waitMs: PLAN_WAIT_MS,
    signal,
  });
  return readPlan(id, context, 0);
}

/** An image goes to the container that takes one, where there is only one such. */
async function imagesOf(
  of: string,
  images: {
    workload: string;
    container?: string | undefined;
    image: string;
  }[],
  { services, caller }: ActionContext,
): Promise<NonNullable<PlanInput['images']>> {
  const { workloads } = await services.applications.get(of, caller);
  const chosen: Record<string, Record<string, string>> = {};
  for (const { workload, container, image } of images) {
    const open =
      workloads.find(each => each.name === workload)?.openImages ?? [];
    const into = container ?? (open.length === 1 ? open[0] : undefined);
    if (into === undefined) {
      throw new InputError(
        workloads.some(each => each.name === workload)
          ? `images: name the container of ${workload}; an image can be given to: ${
              open.join(', ') ||
              'none, its Score file names the images: change it there'
            }`
          : `images: ${of} has no workload '${workload}'; there are: ${workloads
              .map(each => each.name)
              .join(', ')}`,
      );
    }
    chosen[workload] = { ...chosen[workload], [into]: image };
  }
  return chosen;
}
