import { z } from 'zod';
import schemas from './answers.json';
import { Route } from './route';

/** OpenAPI 3.1 from the same description that serves and validates. */
export function openApiDocument(routes: Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = `/v1${route.path}`;
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Tutti', version: '1' },
    servers: [{ url: '/api/tutti' }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A Backstage token of a person, or an external access token that `tutti.automation` knows',
        },
      },
    },
    security: [{ token: [] }],
  };
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'The same request with the same key is done once, and answered alike for 24 hours; another one with that key is a conflict (409)',
  schema: { type: 'string', maxLength: 200 },
};

const REFUSALS = Object.fromEntries(
  Object.entries({
    400: 'The input is wrong; the message names the fields',
    401: 'Nobody is signed in',
    403: 'Not allowed; the message names the permission',
    404: 'Not there, or not to be seen',
    409: 'Not as things are; the message says what they are',
    413: 'The body is too large',
    422: 'Refused for what it says; `problems` name each place and the way out',
    429: 'Too much at once; `Retry-After` says when to come again',
    503: 'The database, the catalog or a cluster does not answer now',
  }).map(([status, description]) => [
    status,
    {
      description,
      content: { 'application/json': { schema: named('ErrorAnswer') } },
    },
  ]),
);

function operation(route: Route): object {
  const { body } = route.input.shape;
  return {
    summary: route.summary,
    parameters: [
      ...parameters(route, 'params'),
      ...parameters(route, 'query'),
      ...(route.method === 'post' && !route.once ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: jsonSchema(body) } },
      },
    }),
    responses: {
      [route.status]: goodAnswer(route),
      ...(route.answersLater && {
        202: {
          description: 'Under way: look at it again',
          content: {
            'application/json': { schema: named(route.answersLater) },
          },
        },
      }),
      ...REFUSALS,
      431: { description: 'The address or the headers are too long' },
    },
  };
}

function goodAnswer({ answers, streams, lines }: Route): object {
  if (answers) {
    return {
      description: 'Done',
      content: { 'application/json': { schema: named(answers) } },
    };
  }
  if (lines) {
    return {
      description: 'Lines of JSON',
      content: { 'application/x-ndjson': { schema: named(lines) } },
    };
  }
  return streams
    ? {
        description:
          'Server-sent events; the data of each `message` is one part',
        content: { 'text/event-stream': { schema: named(streams) } },
      }
    : { description: 'Done; there is nothing to say' };
}

function named(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}

function parameters(route: Route, part: 'params' | 'query'): object[] {
  const schema = route.input.shape[part];
  if (!(schema instanceof z.ZodObject)) {
    return [];
  }
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: part === 'params' ? 'path' : 'query',
    required: !z.safeParse(field, undefined).success,
    schema: jsonSchema(field),
  }));
}

function jsonSchema(schema: unknown): object {
  if (!(schema instanceof z.ZodType)) {
    return {};
  }
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  });
  return rest;
}
