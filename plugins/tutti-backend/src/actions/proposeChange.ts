import { InputError } from '@backstage/errors';
import { PlanInput } from '@tutti/plugin-tutti-common';
import { z } from 'zod/v3';
import { ActionContext, defineAction } from './Action';
import { deploymentOf } from './deployments';
import { application, environment, name } from './inputs';
import { planAnswer } from './planAnswer';
import { makePlan } from './planDeployment';

export const proposeChange = defineAction({
  name: 'propose-change',
  title: 'Propose a change to a person',
  description:
    'Makes a plan that only a person can run, and gives the link under which they look at it and decide: to roll back to an earlier deployment, to promote what runs elsewhere, to pause or resume, to make passwords anew, to remove a resource that nothing needs, or to destroy an environment. Give exactly one of them. Nothing runs. Next: give the link to a person, with the reason.',
  attributes: { readOnly: false, destructive: false, idempotent: false },
  share: 'plans',
  input: z
    .object({
      application,
      environment,
      rollbackTo: z
        .number()
        .int()
        .min(1)
        .optional()
        .describe('Number of a deployment of this environment that succeeded'),
      promoteFrom: name
        .optional()
        .describe('Environment whose release shall run here'),
      pause: z
        .boolean()
        .optional()
        .describe('True scales everything to zero, false ends that'),
      rotate: z
        .string()
        .min(1)
        .max(1024)
        .optional()
        .describe('Address of a resource whose passwords are made anew'),
      removeResource: z
        .string()
        .min(1)
        .max(1024)
        .optional()
        .describe('Address of a resource that nothing needs any more'),
      destroyEnvironment: z.literal(true).optional(),
    })
    .strict(),
  output: planAnswer,
  async handle({ application: of, environment: place, ...asked }, context) {
    const path = { application: of, environment: place };
    if (Object.keys(asked).length !== 1) {
      throw new InputError(
        'Give exactly one of `rollbackTo`, `promoteFrom`, `pause`, `rotate`, `removeResource`, `destroyEnvironment`.',
      );
    }
    const answer = await makePlan(
      path,
      await inputOf(asked, path, context),
      context,
    );
    return answer.state === 'made'
      ? {
          ...answer,
          next: 'Give the link to a person, with the reason: they look at it and decide.',
        }
      : answer;
  },
});

async function inputOf(
  asked: {
    rollbackTo?: number | undefined;
    promoteFrom?: string | undefined;
    pause?: boolean | undefined;
    rotate?: string | undefined;
    removeResource?: string | undefined;
    destroyEnvironment?: true | undefined;
  },
  path: { application: string; environment: string },
  context: ActionContext,
): Promise<PlanInput> {
  const { rollbackTo, promoteFrom, pause, rotate, removeResource } = asked;
  if (rollbackTo !== undefined) {
    const { id } = await deploymentOf(path, rollbackTo, context);
    return { rollbackTo: id };
  }
  return {
    ...(promoteFrom !== undefined && { promoteFrom }),
    ...(pause !== undefined && { pause }),
    ...(rotate !== undefined && { rotate: [rotate] }),
    ...(removeResource !== undefined && {
      remove: [{ address: removeResource, how: 'destroy' as const }],
    }),
    ...(asked.destroyEnvironment && { destroy: true }),
  };
}
