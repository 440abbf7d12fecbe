import { InputError } from '@backstage/errors';
import { JsonValue, SecretReference } from '@tutti/engine';
import { z } from 'zod';
import { ValueInput, ValueScope, ValuesService } from '../services/types';
import { Route, route } from './route';
import { inEnvironment, json, name, scope } from './schemas';

const path = '/applications/{application}/environments/{environment}/values';
/** Of a file or a chain of certificates, quoted as JSON. */
const LARGEST_BODY = 256 * 1024;
const params = inEnvironment.extend({ name });

/** Where a secret lives that is kept elsewhere. */
const reference = z.strictObject({
  store: z.string().min(1).max(63).default('cluster'),
  namespace: z.string().min(1).max(253),
  name: z.string().min(1).max(253),
  key: z.string().min(1).max(253),
});

/** @throws InputError unless it is exactly one of both */
function valueInput({
  value,
  from,
  secret,
  scope: where,
}: {
  value?: JsonValue | undefined;
  from?: SecretReference | undefined;
  secret: boolean;
  scope: ValueScope;
}): ValueInput {
  if (from !== undefined && value === undefined) {
    return { from, scope: where };
  }
  if (value !== undefined && from === undefined) {
    return { value, secret, scope: where };
  }
  throw new InputError(
    from === undefined
      ? 'value: is missing; give it, or `from` for a secret that lives elsewhere'
      : 'value and from exclude each other: a secret is kept here, or read from where it lives',
  );
}

export function valueRoutes(values: ValuesService): Route[] {
  return [
    route({
      method: 'get',
      path,
      summary:
        'Values, and the names of secrets: what overrides what, and what was not deployed yet',
      input: z.object({ params: inEnvironment }),
      answers: 'ValueList',
      handle: ({ params: place }, { caller }) => values.list(place, caller),
    }),
    route({
      method: 'get',
      path: `${path}/{name}/versions`,
      summary:
        'What a name was set to, by whom and when; of secrets no content',
      input: z.object({ params }),
      answers: 'ValueVersionList',
      handle: async (
        { params: { name: valueName, ...place } },
        { caller },
      ) => ({
        items: await values.versions(place, valueName, caller),
      }),
    }),
    route({
      method: 'post',
      path: `${path}/{name}/restore`,
      summary: 'Sets a value or a secret again as it was in an earlier version',
      input: z.object({
        params,
        body: z.strictObject({
          version: z.number().int().min(1).max(1_000_000_000),
          secret: z.boolean(),
          scope,
        }),
      }),
      handle: ({ params: { name: valueName, ...place }, body }, { caller }) =>
        values.restore(place, valueName, body, caller),
    }),
    route({
      method: 'post',
      path: `${path}/{name}/purge`,
      summary:
        'Takes the content of a secret out of the database for good: one version, or all',
      input: z.object({
        params,
        body: z.strictObject({
          scope,
          version: z.number().int().min(1).max(1_000_000_000).optional(),
          force: z.boolean().optional(),
          reason: z.string().max(1_000).optional(),
        }),
      }),
      answers: 'SecretPurged',
      handle: ({ params: { name: valueName, ...place }, body }, { caller }) =>
        values.purge(place, valueName, body, caller),
    }),
    route({
      method: 'put',
      path: `${path}/{name}`,
      summary:
        'Sets a value or a secret, or with `from` where a secret lives that is read in each run; nobody reads a secret back',
      largestBody: LARGEST_BODY,
      input: z.object({
        params,
        body: z.strictObject({
          value: json.optional(),
          from: reference.optional(),
          secret: z.boolean().default(false),
          scope: scope.default('environment'),
        }),
      }),
      handle: ({ params: { name: valueName, ...place }, body }, { caller }) =>
        values.put(place, valueName, valueInput(body), caller),
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
