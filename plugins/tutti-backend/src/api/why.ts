import {
  APPLICATION_VERBS,
  ENVIRONMENT_VERBS,
} from '@tutti/plugin-tutti-common';
import { z } from 'zod';
import { WhyService } from '../services/why/WhyService';
import { Route, route } from './route';
import { inApplication, inEnvironment, name } from './schemas';

export function whyRoutes(why: WhyService): Route[] {
  return [
    route({
      method: 'get',
      path: '/applications/{application}/why',
      summary:
        'Whether the caller may do something with an application, what decided, and who may',
      input: z.object({
        params: inApplication,
        query: z.object({
          verb: z.enum(APPLICATION_VERBS),
          type: name.optional(),
        }),
      }),
      answers: 'Why',
      handle: ({ params, query }, { caller }) =>
        why.ofApplication(params.application, query, caller),
    }),
    route({
      method: 'get',
      path: '/applications/{application}/access',
      summary:
        'Who may do what with an application, and whether the caller may: one answer of `why` for every verb',
      input: z.object({ params: inApplication }),
      answers: 'Access',
      handle: async ({ params }, { caller }) => ({
        items: await why.accessToApplication(params.application, caller),
      }),
    }),
    route({
      method: 'get',
      path: '/applications/{application}/environments/{environment}/access',
      summary:
        'Who may do what in an environment, and whether the caller may: one answer of `why` for every verb',
      input: z.object({ params: inEnvironment }),
      answers: 'Access',
      handle: async ({ params }, { caller }) => ({
        items: await why.access(params, caller),
      }),
    }),
    route({
      method: 'get',
      path: '/applications/{application}/environments/{environment}/why',
      summary:
        'Whether the caller may do something in an environment, what decided, and who may',
      input: z.object({
        params: inEnvironment,
        query: z.object({ verb: z.enum(ENVIRONMENT_VERBS) }),
      }),
      answers: 'Why',
      handle: ({ params, query }, { caller }) =>
        why.ofEnvironment(params, query.verb, caller),
    }),
  ];
}
