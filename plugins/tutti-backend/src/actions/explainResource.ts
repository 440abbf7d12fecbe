import { InputError } from '@backstage/errors';
import { ResourceOffer } from '@tutti/engine';
import { z } from 'zod/v3';
import { ActionContext, defineAction, READS } from './Action';
import { atMost, cut, shortened } from './bounds';
import { application, environment, name } from './inputs';

const MOST = { types: 100, candidates: 20 };

const offer = z.object({
  type: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  classes: z.array(
    z.object({
      class: z.string(),
      environments: z
        .array(z.string())
        .describe('Where it is made, and by which definition'),
    }),
  ),
  params: z
    .unknown()
    .describe('JSON Schema of `params`; only where `type` was given'),
  outputs: z.array(z.string()).describe('What `${resources.NAME.…}` can name'),
});

export const explainResource = defineAction({
  name: 'explain-resource',
  title: 'Explain resources',
  description:
    'Without `environment`: which resource types (databases, caches, routes …) an application may ask for in its Score files, in which environments; with `type` one of them with the schema of its params and its outputs. With `environment` and `type`: why such a resource gets the definition that it gets there, and why each other definition lost. Next: change-application with a Score text that asks for it.',
  attributes: READS,
  input: z
    .object({
      application,
      environment: environment.optional(),
      type: name.optional().describe('Resource type, such as `postgres`'),
      class: name.optional(),
      id: name.optional().describe('The explicit id, if it has one'),
      workload: name.optional().describe('The workload that asks'),
    })
    .strict(),
  output: z.object({
    offers: z.array(offer).optional(),
    winner: z.string().optional().describe('The definition that makes it'),
    candidates: z
      .array(
        z.object({
          definition: z.string(),
          won: z.boolean(),
          reason: z.string(),
        }),
      )
      .optional(),
    cut,
  }),
  async handle({ environment: place, type, ...query }, context) {
    if (place === undefined) {
      return offers(query.application, type, context);
    }
    if (type === undefined) {
      throw new InputError(
        'type: name the resource type whose definition you ask about, or leave `environment` out to list the types.',
      );
    }
    const { services, caller } = context;
    const { class: klass, id, workload } = query;
    const { winner, candidates } = await services.platform.explain(
      {
        application: query.application,
        environment: place,
        type,
        ...(klass !== undefined && { class: klass }),
        ...(id !== undefined && { id }),
        ...(workload !== undefined && { workload }),
      },
      caller,
    );
    const { items, cut: left } = atMost(
      candidates,
      MOST.candidates,
      'candidates, farther from a match',
    );
    return {
      ...(winner !== undefined && { winner }),
      candidates: items.map(({ definition, won, reason }) => ({
        definition,
        won,
        reason: shortened(reason),
      })),
      cut: left,
    };
  },
});

async function offers(
  of: string,
  type: string | undefined,
  { services, caller }: ActionContext,
) {
  const all = await services.offers.ofApplication({ application: of }, caller);
  const asked = all.filter(each => type === undefined || each.type === type);
  if (type !== undefined && asked.length === 0) {
    throw new InputError(
      `type: there is no resource type '${type}' here; there are: ${all
        .map(each => each.type)
        .join(', ')}`,
    );
  }
  const { items, cut: left } = atMost(
    asked,
    MOST.types,
    'types: ask for one with `type`',
  );
  return {
    offers: items.map(each => shownOffer(each, type !== undefined)),
    cut: left,
  };
}

function shownOffer(
  { type, title, description, classes, params, outputs }: ResourceOffer,
  whole: boolean,
) {
  return {
    type,
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description: shortened(description) }),
    classes: classes.map(({ name: klass, environments }) => ({
      class: klass,
      environments: environments.map(
        ({ environment: at, definition, whyNot }) =>
          shortened(
            definition === undefined
              ? `${at}: not offered. ${whyNot ?? ''}`
              : `${at}: ${definition}`,
          ),
      ),
    })),
    ...(whole && { params }),
    outputs: outputs.map(output =>
      output.secret ? `${output.name} (secret)` : output.name,
    ),
  };
}
