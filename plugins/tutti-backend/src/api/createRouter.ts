import {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import express, { ErrorRequestHandler, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Refused } from '../services/errors';
import { Caller } from '../services/types';
import { openApiDocument } from './openApi';
import { Route } from './route';

/** A Score file may have 1 MiB; quoted as JSON it is longer. */
const LARGEST_BODY = '3mb';

function callerOf(
  auth: AuthService,
  credentials: BackstageCredentials,
): Caller {
  if (auth.isPrincipal(credentials, 'user')) {
    const { userEntityRef } = credentials.principal;
    return { credentials, name: userEntityRef, isUser: true };
  }
  const name = auth.isPrincipal(credentials, 'service')
    ? credentials.principal.subject
    : 'unknown';
  return { credentials, name, isUser: false };
}

/** 422 with the problems where clients look for them; the rest is Backstage's. */
const answerRefusals: ErrorRequestHandler = (
  error,
  _request,
  response,
  next,
) => {
  if (error instanceof Refused && !response.headersSent) {
    const { name, message, problems } = error;
    response
      .status(error.statusCode)
      .json({ error: { name, message }, problems });
    return;
  }
  next(error);
};

/** Serves the routes under `/v1`, and their description at `/openapi.json`. */
export function createRouter(options: {
  routes: Route[];
  auth: AuthService;
  httpAuth: HttpAuthService;
}): Router {
  const { routes, auth, httpAuth } = options;
  const router = PromiseRouter();
  router.use(express.json({ limit: LARGEST_BODY }));
  const document = openApiDocument(routes);
  router.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  for (const route of routes) {
    const path = `/v1${route.path.replace(/\{(\w+)\}/g, ':$1')}`;
    router[route.method](path, async (request, response) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const hungUp = new AbortController();
      response.once('close', () => hungUp.abort());
      const idempotencyKey = request.header('Idempotency-Key');
      const { params, query, body } = request;
      const answer = await route.handle(
        { params, query, body },
        {
          caller: callerOf(auth, credentials),
          ...(idempotencyKey && { idempotencyKey }),
          signal: hungUp.signal,
        },
      );
      if (answer === undefined) {
        response.status(204).end();
      } else {
        response.status(route.status).json(answer);
      }
    });
  }
  router.use(answerRefusals);
  return router;
}
