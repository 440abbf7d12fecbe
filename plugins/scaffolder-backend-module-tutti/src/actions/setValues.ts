import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { nameProblem } from '@tutti/plugin-tutti-common';
import { links } from '../tutti/links';
import { asking } from '../tutti/refusal';
import { Services, tuttiAs } from '../tutti/tuttiAs';
import { setValuesExamples } from './setValues.examples';

/** `tutti:values:set` */
export function createSetValuesAction(services: Services) {
  return createTemplateAction({
    id: 'tutti:values:set',
    description:
      'Sets values and secrets of an environment. Secrets come from the secrets of the task, by name: their text stands in no parameter and no log.',
    examples: setValuesExamples,
    supportsDryRun: true,
    schema: {
      input: {
        application: z => z.string().describe('Name of the application'),
        environment: z => z.string().describe('Name of the environment'),
        scope: z =>
          z
            .enum(['environment', 'application'])
            .optional()
            .describe(
              'Whose they are: this environment’s (the default), or every environment’s of the application',
            ),
        values: z =>
          z
            .record(z.any())
            .optional()
            .describe('Values by name: text, numbers, booleans, objects'),
        secrets: z =>
          z
            .record(z.string())
            .optional()
            .describe(
              'By name the secret of the task that holds the text: `API_KEY: apiKey` takes what was typed into the field `apiKey` (`ui:field: Secret`)',
            ),
      },
      output: {
        environmentUrl: z =>
          z.string().describe('Path of the environment in the portal'),
        set: z => z.array(z.string()).describe('Names that were set'),
      },
    },
    async handler(ctx) {
      const { application, environment, scope = 'environment' } = ctx.input;
      const { values = {}, secrets = {} } = ctx.input;
      const tutti = tuttiAs(ctx, services);
      const names = [...Object.keys(values), ...Object.keys(secrets)];
      // All is looked at before anything is set.
      for (const name of names) {
        const problem = nameProblem('value', name);
        if (problem) throw new InputError(`'${name}': ${problem}`);
      }
      const texts = Object.entries(secrets).map(([name, field]) => {
        const text = ctx.secrets?.[field];
        if (text === undefined) {
          throw new InputError(
            `The secret ${name} is taken from the field '${field}', which this task has no secret of. Give the template a field '${field}' with \`ui:field: Secret\`.`,
          );
        }
        return { name, text };
      });
      const { items } = await asking(
        tutti.listValues(application, environment),
      );
      const changed = Object.entries(values).filter(
        ([name, value]) =>
          !items.some(
            item =>
              item.name === name &&
              item.scope === scope &&
              isDeepStrictEqual(item.value, value),
          ),
      );
      ctx.output('environmentUrl', links.environment(application, environment));
      ctx.output('set', names);
      if (ctx.isDryRun) return;
      for (const [name, value] of changed) {
        await asking(
          tutti.putValue(application, environment, name, { value, scope }),
        );
        ctx.logger.info(`Set the value ${name}.`);
      }
      for (const { name, text } of texts) {
        await ctx.checkpoint({
          key: `secret.${application}.${environment}.${scope}.${name}`,
          fn: () =>
            asking(
              tutti.putValue(application, environment, name, {
                value: text,
                secret: true,
                scope,
              }),
            ),
        });
        ctx.logger.info(`Set the secret ${name}.`);
      }
    },
  });
}
