import { z } from 'zod/v3';
import { defineAction, READS } from './Action';
import { atMost, cut, valueText } from './bounds';
import { application, environment } from './inputs';

const MOST = { subjects: 50, leaves: 30 };

export const compareEnvironments = defineAction({
  name: 'compare-environments',
  title: 'Compare two environments',
  description:
    'Says why one environment of an application differs from another, such as production from staging: workloads (images, variables …), resources, values and place, leaf by leaf. Secrets are never shown, only whether they are the same. Next: propose-change with `promoteFrom` to bring one to the other.',
  attributes: READS,
  input: z
    .object({
      application,
      left: environment.describe('Name of one environment, such as `staging`'),
      right: environment.describe('Name of the other, such as `production`'),
    })
    .strict(),
  output: z.object({
    left: z.string().describe('The release there'),
    right: z.string(),
    differences: z.array(
      z.object({
        section: z.string(),
        name: z.string(),
        on: z.string().describe('`both`, or the only side that has it'),
        leaves: z.array(
          z.object({
            path: z.string(),
            left: z.string().optional(),
            right: z.string().optional(),
          }),
        ),
      }),
    ),
    same: z.record(z.number()).describe('How many are the same, by section'),
    link: z.string(),
    cut,
  }),
  async handle({ application: of, left, right }, context) {
    const { services, caller, links } = context;
    const side = (name: string) =>
      ({ kind: 'environment', application: of, environment: name } as const);
    const view = await services.compare.compare(
      side(left),
      side(right),
      caller,
    );
    const changed = view.sections.flatMap(({ section, changed: subjects }) =>
      subjects.map(subject => ({ section, ...subject })),
    );
    const { items, cut: more } = atMost(
      changed,
      MOST.subjects,
      'things that differ: the link shows all',
    );
    const release = (number: number | undefined) =>
      number === undefined ? 'nothing runs' : `r${number}`;
    return {
      left: release(view.left.release?.number),
      right: release(view.right.release?.number),
      differences: items.map(({ section, name, on, leaves }) => ({
        section,
        name,
        on,
        leaves: leaves.slice(0, MOST.leaves).map(leaf => ({
          path: leaf.path,
          ...(leaf.left !== undefined && { left: valueText(leaf.left) }),
          ...(leaf.right !== undefined && { right: valueText(leaf.right) }),
        })),
      })),
      same: Object.fromEntries(
        view.sections.map(({ section, same }) => [section, same.length]),
      ),
      link: links.compare(
        `environment:${of}/${left}`,
        `environment:${of}/${right}`,
      ),
      cut: [
        ...more,
        ...items.flatMap(
          ({ name, leaves }) =>
            atMost(leaves, MOST.leaves, `leaves of ${name}: the link shows all`)
              .cut,
        ),
      ],
    };
  },
});
