import { z } from 'zod';
import { ValuesService } from '../services/types';
import { Route, route } from './route';
import { inEnvironment, json, name, scope } from './schemas';

const path = '/applications/{application}/environments/{environment}/values';
const params = inEnvironment.extend({ name });

export function valueRoutes(values: ValuesService): Route[] {
  return [
    route({
      method: 'get',
      path,
      summary: 'Values, and the names of secrets',
      input: z.object({ params: inEnvironment }),
      handle: async ({ params: place }, { caller }) => ({
        items: await values.list(place, caller),
      }),
    }),
    route({
      method: 'put',
      path: `${path}/{name}`,
      summary: 'Sets a value or a secret; nobody reads a secret back',
      input: z.object({
        params,
        body: z.strictObject({
          value: json,
          secret: z.boolean().default(false),
          scope: scope.default('environment'),
        }),
      }),
      handle: ({ params: { name: valueName, ...place }, body }, { caller }) =>
        values.put(place, valueName, body, caller),
    }),
    route({
      method: 'delete',
      path: `${path}/{name}`,
      summary: 'Removes a value or a secret from one scope',
      input: z.object({
        params,
        query: z.object({ scope: scope.default('environment') }),
      }),
      handle: ({ params: { name: valueName, ...place }, query }, { caller }) =>
        values.remove(place, valueName, query.scope, caller),
    }),
  ];
}
