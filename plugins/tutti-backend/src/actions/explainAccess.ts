import { InputError } from '@backstage/errors';
import { z } from 'zod/v3';
import { defineAction, READS } from './Action';
import { application, environment, name } from './inputs';

export const explainAccess = defineAction({
  name: 'explain-access',
  title: 'Explain what the caller may do',
  description:
    'Says for each verb (deploy, operate, logs, approve …) whether the caller may use it, which permission and which line of access decide, and who else may: use it after a refusal, to tell a person whom to ask. With `environment` about that environment, without it about the application. There is no action that gives a right.',
  attributes: READS,
  input: z
    .object({
      application,
      environment: environment.optional(),
      verb: name.optional().describe('Only this one'),
    })
    .strict(),
  output: z.object({
    caller: z.string(),
    verbs: z.array(
      z.object({
        verb: z.string(),
        allowed: z.boolean(),
        reason: z.string(),
        permission: z.string(),
        line: z.string().describe('The line of access that must agree'),
        who: z
          .array(z.string())
          .describe('Who may by that line; empty for nobody'),
      }),
    ),
  }),
  async handle({ application: of, environment: place, verb }, context) {
    const { services, caller } = context;
    const whys =
      place === undefined
        ? await services.why.accessToApplication(of, caller)
        : await services.why.access(
            { application: of, environment: place },
            caller,
          );
    const asked = whys.filter(each => verb === undefined || each.verb === verb);
    if (asked.length === 0) {
      throw new InputError(
        `verb: there is no verb '${verb}' here; there are: ${whys
          .map(each => each.verb)
          .join(', ')}`,
      );
    }
    return {
      caller: caller.name,
      verbs: asked.map(
        ({ verb: each, allowed, reason, permission, access, who }) => ({
          verb: each,
          allowed,
          reason,
          permission: permission.name,
          line: access.line,
          who,
        }),
      ),
    };
  },
});
