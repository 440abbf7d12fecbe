import { z } from 'zod';
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
  };
}

function operation(route: Route): object {
  const { body } = route.input.shape;
  return {
    summary: route.summary,
    parameters: [...parameters(route, 'params'), ...parameters(route, 'query')],
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: jsonSchema(body) } },
      },
    }),
    responses: {
      [route.status]: { description: 'Done' },
      ...(route.laterStatus && {
        [route.laterStatus]: { description: 'Under way: look at it again' },
      }),
      400: { description: 'The input is wrong; the message names the fields' },
      403: { description: 'Not allowed; the message names the permission' },
      404: { description: 'Not there, or not to be seen' },
    },
  };
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
