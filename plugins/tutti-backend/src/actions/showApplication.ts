import {
  EnvironmentValue,
  Runtime,
  Workload,
} from '@tutti/plugin-tutti-common';
import { JsonValue } from '@tutti/engine';
import { z } from 'zod/v3';
import { ActionContext, defineAction, READS } from './Action';
import { atMost, cut, shortened, valueText } from './bounds';
import { application, environment, name } from './inputs';
import { environmentState, stateOf } from './stateOf';
import { causeText, problemText } from './words';

const MOST = { workloads: 100, values: 100, problems: 20, logLines: 10 };
const LONGEST_SCORE = 32_000;

export const showApplication = defineAction({
  name: 'show-application',
  title: 'Show an application',
  description:
    'Shows one application: its workloads (images, resources, problems of their Score files) and the state of its environments. With `environment` also the health of each workload there with the cause where one fails, and the values that are set (never secrets). With `workload` also its Score text, to be changed with change-application. Use it after a deployment to see whether it is healthy. Next: explain-deployment where something failed, read-logs where a container does.',
  attributes: READS,
  input: z
    .object({
      application,
      environment: environment.optional(),
      workload: name.optional().describe('Whose Score text to show'),
    })
    .strict(),
  output: z.object({
    application: z.string(),
    title: z.string(),
    owner: z.string().optional(),
    link: z.string(),
    workloads: z.array(
      z.object({
        workload: z.string(),
        images: z.record(z.string()),
        openImages: z
          .array(z.string())
          .describe('Containers whose image a deployment chooses'),
        resources: z.array(z.string()),
        problems: z.array(z.string()),
      }),
    ),
    environments: z.array(environmentState),
    health: z
      .object({
        healthy: z.boolean(),
        observedAt: z.string(),
        error: z.string().optional(),
        workloads: z.array(
          z.object({
            workload: z.string(),
            status: z.string(),
            message: z.string(),
            cause: z.string().optional(),
            logTail: z.array(z.string()).optional(),
            withheld: z.string().optional(),
          }),
        ),
      })
      .optional(),
    values: z
      .array(
        z.object({
          name: z.string(),
          value: z.string().describe('`(secret)` where it is one'),
          scope: z.string(),
          pending: z.boolean().describe('Set, and not deployed yet'),
        }),
      )
      .optional(),
    score: z
      .object({
        text: z.string(),
        version: z.number(),
        edited: z
          .string()
          .describe('`here`, or the file in which it is changed'),
      })
      .optional(),
    cut,
  }),
  async handle(input, context) {
    const { services, caller, links } = context;
    const shown = await services.applications.get(input.application, caller);
    const { items, cut: left } = atMost(
      shown.workloads,
      MOST.workloads,
      'workloads: name one with `workload`',
    );
    const inEnvironment =
      input.environment === undefined
        ? { cut: [] }
        : await environmentPart(input.application, input.environment, context);
    return {
      application: shown.name,
      title: shown.title,
      ...(shown.owner !== undefined && { owner: shown.owner }),
      link:
        input.environment === undefined
          ? links.application(shown.name)
          : links.environment(shown.name, input.environment),
      workloads: items.map(workload => ({
        workload: workload.name,
        images: workload.images,
        openImages: workload.openImages,
        resources: workload.resources.map(
          ({ name: key, type, class: klass, id }) =>
            `${key}: ${type}.${klass}${id === undefined ? '' : `#${id}`}`,
        ),
        problems: workload.problems.slice(0, MOST.problems).map(problemText),
      })),
      environments: shown.environments
        .filter(
          ({ name: each }) =>
            input.environment === undefined || each === input.environment,
        )
        .map(stateOf),
      ...inEnvironment,
      ...(input.workload !== undefined && {
        score: scoreOf(
          await services.workloads.get(
            input.application,
            input.workload,
            caller,
          ),
        ),
      }),
      cut: [...left, ...inEnvironment.cut],
    };
  },
});

async function environmentPart(
  inApplication: string,
  inEnvironment: string,
  { services, caller }: ActionContext,
) {
  const path = { application: inApplication, environment: inEnvironment };
  const runtime = await services.environments.runtime(path, caller);
  const { items } = await services.values.list(path, caller);
  const values = atMost(
    items,
    MOST.values,
    'values: the environment’s page in the portal shows all',
  );
  return {
    health: healthOf(runtime),
    values: values.items.map(shownValue),
    cut: values.cut,
  };
}

function healthOf({ observedAt, error, workloads }: Runtime) {
  return {
    healthy:
      error === undefined &&
      workloads.every(({ status }) => status === 'healthy'),
    observedAt,
    ...(error !== undefined && { error: shortened(error) }),
    workloads: workloads
      .slice(0, MOST.workloads)
      .map(({ name: workload, status, message, cause }) => ({
        workload,
        status,
        message: shortened(message),
        ...(cause && {
          cause: causeText(cause),
          ...(cause.logTail && {
            logTail: cause.logTail
              .slice(-MOST.logLines)
              .map(line => shortened(line)),
          }),
          ...(cause.withheld !== undefined && { withheld: cause.withheld }),
        }),
      })),
  };
}

function shownValue({
  name: key,
  value,
  secret,
  scope,
  pending,
}: EnvironmentValue) {
  return {
    name: key,
    value: secret ? '(secret)' : valueText(asJson(value)),
    scope,
    pending,
  };
}

/** The API's values are JSON. */
function asJson(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value ?? null));
}

function scoreOf({ score, version, edit, source }: Workload) {
  return {
    text: shortened(score, LONGEST_SCORE),
    version,
    edited:
      edit.kind === 'managed'
        ? 'here'
        : edit.url ?? ('url' in source ? source.url : 'in its repository'),
  };
}
