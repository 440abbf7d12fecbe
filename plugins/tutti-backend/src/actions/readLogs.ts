import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { RuntimeNode, RuntimeStatus } from '@tutti/plugin-tutti-common';
import { z } from 'zod/v3';
import { defineAction, READS } from './Action';
import { cut, shortened } from './bounds';
import { application, environment, name } from './inputs';

const MOST_LINES = 200;
const MOST_OBJECTS = 500;
/** Which pod somebody means who names none. */
const WORST_FIRST: RuntimeStatus[] = ['failed', 'progressing', 'healthy'];

export const readLogs = defineAction({
  name: 'read-logs',
  title: 'Read the logs of a container',
  description:
    'The last lines that a container of a workload said, secrets removed; of the pod that fares worst where none is named. With `previous` what it said before it was started again: use it for a container that crashes. Needs the right to read logs there; explain-access says who has it.',
  attributes: READS,
  input: z
    .object({
      application,
      environment,
      workload: name,
      pod: z.string().min(1).max(253).optional(),
      container: name.optional(),
      previous: z
        .boolean()
        .default(false)
        .describe('What it said before it was started again'),
      lines: z.number().int().min(1).max(MOST_LINES).default(100),
    })
    .strict(),
  output: z.object({
    pod: z.string(),
    container: z.string(),
    state: z.string(),
    lines: z.array(z.string()),
    otherPods: z.array(z.string()),
    cut,
  }),
  async handle(
    { workload, pod, container, previous, lines, ...path },
    context,
  ) {
    const { services, caller } = context;
    const page = await services.runtime.objects(
      path,
      { workload, limit: MOST_OBJECTS },
      caller,
    );
    if (page.error !== undefined) {
      throw new ServiceUnavailableError(page.error);
    }
    const pods = page.items
      .filter(({ containers }) => containers !== undefined)
      .sort(
        (a, b) => WORST_FIRST.indexOf(a.status) - WORST_FIRST.indexOf(b.status),
      );
    const chosen = pods.find(each => pod === undefined || each.name === pod);
    if (!chosen) {
      throw new NotFoundError(
        pod === undefined
          ? `No pod of ${workload} is in ${path.application}/${path.environment}`
          : `There is no pod '${pod}' of ${workload}; there are: ${
              pods.map(each => each.name).join(', ') || 'none'
            }`,
      );
    }
    const speaking = containerOf(chosen, container);
    const log = await services.runtime.log(
      { ...path, uid: chosen.uid },
      { container: speaking.name, previous, tail: lines },
      caller,
    );
    return {
      pod: chosen.name,
      container: speaking.name,
      state: [
        speaking.state,
        speaking.reason,
        `started again ${speaking.restarts} times`,
      ]
        .filter(Boolean)
        .join(', '),
      lines: log.lines.map(({ at, text }) => `${at} ${shortened(text)}`),
      otherPods: pods
        .filter(each => each !== chosen)
        .slice(0, 20)
        .map(each => `${each.name}: ${each.status}`),
      cut:
        log.lines.length < lines
          ? []
          : [
              `Only the last ${lines} lines: ask for up to ${MOST_LINES} with \`lines\`.`,
            ],
    };
  },
});

function containerOf(
  { name: pod, containers = [] }: RuntimeNode,
  named?: string,
) {
  const found =
    named === undefined
      ? containers.find(({ ready, init }) => !ready && !init) ??
        containers.find(({ init }) => !init)
      : containers.find(each => each.name === named);
  if (!found) {
    throw new InputError(
      `container: ${pod} has: ${
        containers.map(each => each.name).join(', ') || 'none'
      }`,
    );
  }
  return found;
}
