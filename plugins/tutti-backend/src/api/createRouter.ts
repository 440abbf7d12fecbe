import {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
  isDatabaseConflictError,
} from '@backstage/backend-plugin-api';
import { ConflictError, toError } from '@backstage/errors';
import { unforeseenMessage } from '@tutti/engine';
import express, { ErrorRequestHandler, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { FaultLog, isTransient } from '../faults';
import { Refused } from '../services/errors';
import { Caller } from '../services/types';
import { checkInput } from './checkInput';
import { openApiDocument } from './openApi';
import { Route } from './route';

const BACKSTAGE_ERRORS = new Set([
  'AuthenticationError',
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'NotModifiedError',
  'ServiceUnavailableError',
]);

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
    const { name, message, problems, statusCode } = error;
    response
      .status(statusCode)
      .json({ error: { name, message }, problems, response: { statusCode } });
    return;
  }
  next(error);
};

/** Names and codes that Backstage answers as what they are: a sentence for the caller. */
function isForCallers(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const status: unknown =
    Reflect.get(error, 'statusCode') ?? Reflect.get(error, 'status');
  return BACKSTAGE_ERRORS.has(error.name) || typeof status === 'number';
}

/** The words of any other error may hold anything: callers get an id, the log the trace. */
function answerUnforeseen(faults: FaultLog): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (isForCallers(error) || response.headersSent) {
      next(error);
      return;
    }
    if (isDatabaseConflictError(error)) {
      next(
        new ConflictError(
          'Somebody else changed the same thing at the same moment. Look again.',
        ),
      );
      return;
    }
    const { stack, message } = toError(error);
    const errorId = faults.keep(
      `answering ${request.method} ${request.path}`,
      stack ?? message,
    );
    const silent = isTransient(error);
    const statusCode = silent ? 503 : 500;
    response.status(statusCode).json({
      error: {
        name: silent ? 'ServiceUnavailableError' : 'InternalError',
        message: silent
          ? `The database, the catalog or the cluster does not answer. Try again. The log of the backend tells more under the error id ${errorId}.`
          : unforeseenMessage(errorId),
        errorId,
      },
      // Without it Backstage's clients do not take the body for an error.
      response: { statusCode },
    });
  };
}

/** Serves the routes under `/v1`, and their description at `/openapi.json`. */
export function createRouter(options: {
  routes: Route[];
  faults: FaultLog;
  auth: AuthService;
  httpAuth: HttpAuthService;
}): Router {
  const { routes, auth, httpAuth } = options;
  const router = PromiseRouter();
  const document = openApiDocument(routes);
  router.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  for (const route of routes) {
    const path = `/v1${route.path.replace(/\{(\w+)\}/g, ':$1')}`;
    const readBody = express.json({ limit: route.largestBody });
    router[route.method](path, readBody, async (request, response) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const hungUp = new AbortController();
      response.once('close', () => hungUp.abort());
      const idempotencyKey = request.header('Idempotency-Key');
      const { params, query, body } = request;
      checkInput({ params, query, body });
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
  router.use(answerRefusals, answerUnforeseen(options.faults));
  return router;
}
