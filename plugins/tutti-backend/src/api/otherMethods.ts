import { RequestHandler } from 'express';
import { Route } from './route';

/** The path is there, this verb of it is not. */
class MethodNotAllowed extends Error {
  readonly name = 'MethodNotAllowed';
  readonly statusCode = 405;
}

/** For each path of the routes: what answers every verb that none of them has, with those that there are. */
export function otherMethods(
  routes: Pick<Route, 'method' | 'path'>[],
): { path: string; refuse: RequestHandler }[] {
  const methods = new Map<string, string[]>();
  for (const { method, path } of routes) {
    const verbs = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];
    methods.set(path, [...(methods.get(path) ?? []), ...verbs]);
  }
  return [...methods].map(([path, verbs]) => {
    const allowed = [...verbs, 'OPTIONS'].join(', ');
    return {
      path,
      refuse(request, response, next) {
        if (request.method === 'OPTIONS') {
          next();
          return;
        }
        response.setHeader('Allow', allowed);
        throw new MethodNotAllowed(
          `${request.method} is not for this path; there are: ${allowed}.`,
        );
      },
    };
  });
}
