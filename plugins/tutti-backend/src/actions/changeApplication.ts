import { InputError } from '@backstage/errors';
import { z } from 'zod/v3';
import { ActionContext, defineAction } from './Action';
import { application, environment, name } from './inputs';
import { problemText } from './words';

/** Longer ones go through the portal or a repository. */
const LONGEST_SCORE = 64 * 1024;

export const changeApplication = defineAction({
  name: 'change-application',
  title: 'Change a workload or a value',
  description:
    'Saves a new Score text of one workload that is edited in the portal (`workload` and `score`: read the text with show-application first and change only what is meant), or one plain value (`value`) of an environment or of the whole application. Nothing runs by it: every version is kept and can be restored in the portal, and the next deployment has it. Secrets are not set here: a person does that. Next: plan-deployment.',
  attributes: { readOnly: false, destructive: false, idempotent: true },
  input: z
    .object({
      application,
      workload: name.optional(),
      score: z.string().min(1).max(LONGEST_SCORE).optional(),
      environment: environment.optional(),
      value: z
        .object({
          name,
          value: z.union([z.string().max(32_000), z.number(), z.boolean()]),
          scope: z.enum(['environment', 'application']).default('environment'),
        })
        .strict()
        .optional()
        .describe('Needs `environment`, the one in which it is seen'),
    })
    .strict(),
  output: z.object({
    saved: z.string(),
    problems: z
      .array(z.string())
      .describe('Warnings; with an error nothing is saved'),
    link: z.string(),
  }),
  async handle(input, context) {
    const { workload, score, environment: place, value } = input;
    if (workload !== undefined && score !== undefined && !value) {
      return saveScore(input.application, workload, score, context);
    }
    if (value && place !== undefined && score === undefined) {
      return saveValue(
        { application: input.application, environment: place },
        value,
        context,
      );
    }
    throw new InputError(
      'Give either `workload` and `score`, or `environment` and `value`.',
    );
  },
});

async function saveScore(
  of: string,
  workload: string,
  score: string,
  { services, caller, changes, links }: ActionContext,
) {
  const saved = await services.workloads.put(of, workload, { score }, caller);
  changes.announce(of);
  return {
    saved: `Version ${saved.version} of ${of}/${workload}. It is not deployed yet.`,
    problems: saved.problems.map(problemText),
    link: links.application(of),
  };
}

async function saveValue(
  path: { application: string; environment: string },
  value: {
    name: string;
    value: string | number | boolean;
    scope: 'environment' | 'application';
  },
  { services, caller, changes, links }: ActionContext,
) {
  const { items } = await services.values.list(path, caller);
  const present = items.find(each => each.name === value.name);
  if (present?.secret || present?.overrides?.secret) {
    throw new InputError(
      `value.name: '${
        value.name
      }' is a secret; a person sets it in the portal: ${links.environment(
        path.application,
        path.environment,
      )}?tab=values`,
    );
  }
  await services.values.put(
    path,
    value.name,
    { scope: value.scope, value: value.value, secret: false },
    caller,
  );
  changes.announce(path.application);
  return {
    saved: `${value.name} of ${
      value.scope === 'application'
        ? path.application
        : `${path.application}/${path.environment}`
    }. It is not deployed yet.`,
    problems: [],
    link: links.environment(path.application, path.environment),
  };
}
