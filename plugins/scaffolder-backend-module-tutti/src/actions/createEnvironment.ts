import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { nameProblem, TuttiApi } from '@tutti/plugin-tutti-common';
import { asking, hasStatus, ifThere } from '../tutti/refusal';
import { links } from '../tutti/links';
import { Services, tuttiAs } from '../tutti/tuttiAs';
import { createEnvironmentExamples } from './createEnvironment.examples';

export interface NewEnvironment {
  name: string;
  type: string;
}

/**
 * Makes the environment, unless it is there with this type already.
 * @returns whether it was made now.
 * @throws ConflictError where it is there with another type.
 */
export async function ensureEnvironment(
  tutti: TuttiApi,
  application: string,
  environment: NewEnvironment,
): Promise<boolean> {
  const { name, type } = environment;
  try {
    await tutti.createEnvironment(application, environment);
    return true;
  } catch (error) {
    const present = hasStatus(error, 409)
      ? await ifThere(tutti.getEnvironment(application, name))
      : undefined;
    if (!present) return asking(Promise.reject(error));
    if (present.type !== type) {
      throw new ConflictError(
        `${application} has an environment '${name}' already, and it is of type ${present.type}, not ${type}. Choose another name.`,
      );
    }
    return false;
  }
}

/**
 * Says what would be refused later, without making anything.
 * @throws InputError
 */
export async function checkEnvironments(
  tutti: TuttiApi,
  environments: NewEnvironment[],
): Promise<void> {
  const { platform } = await asking(tutti.getPlatform());
  const known = Object.keys(platform?.environmentTypes ?? {}).sort();
  for (const [index, { name, type }] of environments.entries()) {
    const problem = nameProblem('environment', name);
    if (problem) throw new InputError(problem);
    if (!known.includes(type)) {
      throw new InputError(
        `The platform has no environment type '${type}'. Choose one of: ${
          known.join(', ') || 'none'
        }.`,
      );
    }
    if (environments.findIndex(each => each.name === name) !== index) {
      throw new InputError(`The environment '${name}' is named twice.`);
    }
  }
}

/** `tutti:environment:create` */
export function createEnvironmentAction(services: Services) {
  return createTemplateAction({
    id: 'tutti:environment:create',
    description:
      'Adds an environment to an application. One that is there with the same type is left as it is.',
    examples: createEnvironmentExamples,
    supportsDryRun: true,
    schema: {
      input: {
        application: z => z.string().describe('Name of the application'),
        name: z => z.string().describe('Name of the environment'),
        type: z =>
          z
            .string()
            .describe('Environment type of the platform: `development`'),
      },
      output: {
        environmentUrl: z =>
          z.string().describe('Path of the environment in the portal'),
        created: z =>
          z.boolean().describe('False where it had been there already'),
      },
    },
    async handler(ctx) {
      const { application, name, type } = ctx.input;
      const tutti = tuttiAs(ctx, services);
      ctx.output('environmentUrl', links.environment(application, name));
      if (ctx.isDryRun) {
        await checkEnvironments(tutti, [{ name, type }]);
        ctx.output('created', false);
        return;
      }
      const created = await ctx.checkpoint({
        key: `environment.${application}.${name}`,
        fn: () => ensureEnvironment(tutti, application, { name, type }),
      });
      ctx.logger.info(
        created
          ? `Made the environment ${name} of type ${type}.`
          : `The environment ${name} of type ${type} is there already.`,
      );
      ctx.output('created', created);
    },
  });
}
