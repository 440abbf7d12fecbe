import { EnvironmentBlast } from '@tutti/plugin-tutti-common';
import { z } from 'zod/v3';
import { defineAction, READS } from './Action';
import { atMost, cut, shortened } from './bounds';
import { countsOf, problemText } from './words';

const MOST = { environments: 30, impacts: 20, documents: 50, problems: 10 };

export const showBlastRadius = defineAction({
  name: 'show-blast-radius',
  title: 'Show what a platform revision would change',
  description:
    'For platform files that wait to be taken into use (or for `revision`): which documents change, and in which environments what would be created, changed, replaced or destroyed, what would lose data, what would be blocked. Environments that you may not see are only counted. Call it again while `computed` is less than `environments`. A person takes a revision into use, in the portal.',
  attributes: READS,
  input: z
    .object({
      revision: z.string().min(1).max(128).optional(),
      cursor: z.string().max(1024).optional(),
    })
    .strict(),
  output: z.object({
    waiting: z.boolean().describe('Whether a revision waits at all'),
    revision: z.string().optional(),
    serving: z.string().optional(),
    documents: z.array(z.string()).optional(),
    environments: z.number().optional(),
    computed: z.number().optional(),
    hidden: z.number().optional(),
    summary: z.record(z.number()).optional(),
    affected: z
      .array(
        z.object({
          application: z.string(),
          environment: z.string(),
          outcome: z.string(),
          changes: z.array(z.string()),
          problems: z.array(z.string()),
        }),
      )
      .optional(),
    next: z.string().optional(),
    link: z.string(),
    cut,
  }),
  async handle({ revision, cursor }, { services, caller, links }) {
    const platform = await services.platform.get(caller);
    const asked = revision ?? platform.waiting?.revision;
    const link = links.platform();
    const serving = platform.revision !== undefined && {
      serving: platform.revision,
    };
    if (asked === undefined) {
      return { waiting: false, ...serving, link, cut: [] };
    }
    const view = await services.revisions.get(asked, caller);
    const blast = await services.revisions.blastRadius(
      asked,
      {
        limit: MOST.environments,
        ...(cursor !== undefined && { cursor }),
      },
      caller,
    );
    const documents = atMost(
      view.documents,
      MOST.documents,
      'documents: the link shows all',
    );
    const { unchanged, changed, blocked, unknown, losing, actions } =
      blast.summary;
    return {
      waiting: view.state === 'waiting',
      revision: asked,
      ...serving,
      documents: documents.items.map(
        ({ kind, name, change, paths }) =>
          `${kind} ${name} ${change}${
            paths.length > 0 ? `: ${shortened(paths.join(', '))}` : ''
          }`,
      ),
      environments: blast.total,
      computed: blast.computed,
      hidden: blast.hidden,
      summary: {
        unchanged,
        changed,
        blocked,
        unknown,
        losing,
        ...countsOf(actions),
      },
      affected: blast.items.map(affectedIn),
      ...(blast.next !== undefined && { next: blast.next }),
      link,
      cut: [
        ...documents.cut,
        ...(blast.next === undefined
          ? []
          : ['There are more environments: ask with `cursor`.']),
      ],
    };
  },
});

function affectedIn(blast: EnvironmentBlast) {
  const { application, environment, outcome, problems } = blast;
  const impacts = 'impacts' in blast ? blast.impacts : [];
  const shown = atMost(impacts, MOST.impacts, 'changes');
  return {
    application,
    environment,
    outcome,
    changes: [
      ...shown.items.map(({ action, address, stateful, reasons }) =>
        shortened(
          `${action} ${address}${stateful ? ' (holds data)' : ''}: ${reasons
            .map(({ message }) => message)
            .join('; ')}`,
        ),
      ),
      ...('settings' in blast
        ? blast.settings.map(({ path }) => `another rule: ${path}`)
        : []),
      ...shown.cut,
    ],
    problems: problems.slice(0, MOST.problems).map(problemText),
  };
}
