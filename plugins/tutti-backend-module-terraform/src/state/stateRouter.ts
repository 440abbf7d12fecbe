import { createHash } from 'node:crypto';
import { isError } from '@backstage/errors';
import express, { NextFunction, Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { StateCaller, StateLocked, StateStore } from './StateStore';

/** Below the plugin's own address. */
export const STATE_PATH = '/terraform/states';
/** A larger state is none of one resource. */
const LARGEST_STATE = '64mb';

/**
 * Terraform's `http` backend (https://opentofu.org/docs/language/settings/backends/http): GET and POST of a
 * state, LOCK and UNLOCK. Who asks is the tool of one operation, by basic authentication with the token that
 * it was given for that; a state that is not its own is absent.
 */
export function stateRouter(states: () => StateStore): Router {
  const router = PromiseRouter();
  const path = `${STATE_PATH}/:resourceId`;
  router.use(
    STATE_PATH,
    express.raw({ type: () => true, limit: LARGEST_STATE }),
  );
  router.use(path, async (request, response, next) => {
    const caller = await callerOf(states(), request);
    if (!caller) {
      response
        .status(401)
        .set('WWW-Authenticate', 'Basic realm="states"')
        .end();
    } else if (caller.resourceId !== request.params.resourceId) {
      response.status(404).end();
    } else if (
      caller.access === 'read' &&
      !['GET', 'HEAD'].includes(request.method)
    ) {
      response.status(403).end();
    } else {
      response.locals.caller = caller;
      next();
    }
  });
  router.get(path, async (request, response) => {
    const state = await states().read(request.params.resourceId);
    if (state) {
      response
        .status(200)
        .set('Cache-Control', 'no-store')
        .type('application/json')
        .send(state.text);
    } else {
      response.status(404).end();
    }
  });
  router.post(path, async (request, response) => {
    const body = bodyOf(request);
    const md5 = request.header('content-md5');
    if (
      md5 !== undefined &&
      md5 !== createHash('md5').update(body).digest('base64')
    ) {
      response.status(400).end();
      return;
    }
    const { ID } = request.query;
    await states().write(
      response.locals.caller,
      body.toString('utf8'),
      typeof ID === 'string' ? ID : undefined,
    );
    response.status(200).end();
  });
  router.lock(path, async (request, response) => {
    await states().lock(
      response.locals.caller,
      bodyOf(request).toString('utf8'),
    );
    response.status(200).end();
  });
  router.unlock(path, async (_request, response) => {
    await states().unlock(response.locals.caller);
    response.status(200).end();
  });
  router.use(path, refuse);
  return router;
}

/** What it says goes to the tool's log: our errors have no secret in them. */
function refuse(
  error: unknown,
  _request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (error instanceof StateLocked) {
    response.status(423).type('application/json').send(error.lock.info);
  } else if (isError(error) && error.name === 'ConflictError') {
    response.status(409).end(error.message);
  } else if (isError(error) && error.name === 'NotAllowedError') {
    response.status(403).end(error.message);
  } else if (isError(error) && error.name === 'InputError') {
    response.status(400).end(error.message);
  } else {
    next(error);
  }
}

async function callerOf(
  states: StateStore,
  request: Request,
): Promise<StateCaller | undefined> {
  const [, encoded] =
    /^Basic (\S+)$/i.exec(request.header('authorization') ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const [operationId, token] = Buffer.from(encoded, 'base64')
    .toString('utf8')
    .split(':');
  return token === undefined ? undefined : states.callerOf(operationId, token);
}

/** Absent where nothing was sent. */
function bodyOf({ body }: Request): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
