import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { rollOut } from '../deploying/rollOut';
import { links } from '../tutti/links';
import { asking } from '../tutti/refusal';
import { Services, tuttiAs } from '../tutti/tuttiAs';
import { deployExamples } from './deploy.examples';

/** `tutti:deploy` */
export function createDeployAction(services: Services) {
  return createTemplateAction({
    id: 'tutti:deploy',
    description:
      'Plans an environment, deploys the plan and waits until it is healthy; fails with the cause. Where something runs already it can stop at the plan, for people to review.',
    examples: deployExamples,
    supportsDryRun: true,
    schema: {
      input: {
        application: z => z.string().describe('Name of the application'),
        environment: z => z.string().describe('Name of the environment'),
        images: z =>
          z
            .record(z.record(z.string()))
            .optional()
            .describe(
              'Images by workload and container, for those that are `.`',
            ),
        review: z =>
          z
            .enum(['none', 'changes', 'always'])
            .optional()
            .describe(
              'Stop at the plan: never (`none`, the default), where something was deployed before (`changes`), or `always`',
            ),
      },
      output: {
        environmentUrl: z =>
          z.string().describe('Path of the environment in the portal'),
        planUrl: z =>
          z.string().optional().describe('Path of the plan in the portal'),
        deploymentUrl: z =>
          z
            .string()
            .optional()
            .describe('Path of the deployment; absent where none was needed'),
        status: z =>
          z
            .enum(['deployed', 'unchanged', 'to-review'])
            .describe('What came of it'),
        serviceUrl: z =>
          z
            .string()
            .optional()
            .describe('An address of the application that people can open'),
      },
    },
    async handler(ctx) {
      const { application, environment, images, review = 'none' } = ctx.input;
      const tutti = tuttiAs(ctx, services);
      ctx.output('environmentUrl', links.environment(application, environment));
      if (ctx.isDryRun) {
        // What a template made before this step is not there in a dry run.
        ctx.logger.info(`Would plan and deploy ${application}/${environment}.`);
        ctx.output('status', 'unchanged');
        return;
      }
      const outcome = await rollOut({
        tutti,
        application,
        environment,
        images,
        review,
        keyOfTask: `${ctx.task.id}.${ctx.step?.id ?? 'deploy'}`,
        say: text => ctx.logger.info(text),
        remember: (key, fn) => ctx.checkpoint({ key, fn }),
        signal: ctx.signal,
      });
      ctx.output('status', outcome.status);
      if (outcome.planId) ctx.output('planUrl', links.plan(outcome.planId));
      if (outcome.deploymentId) {
        ctx.output('deploymentUrl', links.deployment(outcome.deploymentId));
      }
      const { endpoints } = await asking(
        tutti.getEnvironment(application, environment),
      );
      if (endpoints[0]) ctx.output('serviceUrl', endpoints[0].url);
    },
  });
}
