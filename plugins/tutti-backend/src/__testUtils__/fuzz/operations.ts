import { z } from 'zod';

/** The part of JSON Schema that our document uses. */
export type Schema = z.infer<typeof node> & {
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
};

const node = z.object({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  required: z.array(z.string()).optional(),
});

const schema: z.ZodType<Schema> = node.extend({
  get anyOf() {
    return z.array(schema).optional();
  },
  get oneOf() {
    return z.array(schema).optional();
  },
  get properties() {
    return z.record(z.string(), schema).optional();
  },
  get additionalProperties() {
    return z.union([schema, z.boolean()]).optional();
  },
  get items() {
    return schema.optional();
  },
});

const document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(
          z.object({
            name: z.string(),
            in: z.enum(['path', 'query', 'header']),
            required: z.boolean(),
            schema,
          }),
        ),
        requestBody: z
          .object({
            content: z.object({
              'application/json': z.object({ schema }),
            }),
          })
          .optional(),
      }),
    ),
  ),
});

export interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  schema: Schema;
}

/** What can be called, as our own OpenAPI document says it. */
export interface Operation {
  method: string;
  /** `/v1/applications/{application}` */
  path: string;
  parameters: Parameter[];
  body?: Schema;
}

export async function readOperations(address: string): Promise<Operation[]> {
  const answer = await fetch(`${address}/openapi.json`);
  const { paths } = document.parse(await answer.json());
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters, requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      // Headers are made up by whoever calls.
      parameters: parameters.flatMap(({ in: place, ...rest }) =>
        place === 'header' ? [] : [{ ...rest, in: place }],
      ),
      body: requestBody?.content['application/json'].schema,
    })),
  );
}
