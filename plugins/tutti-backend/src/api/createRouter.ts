import { randomUUID } from 'node:crypto';
import { AuthService, HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { ErrorRequestHandler, Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ApplicationChanges } from '../ApplicationChanges';
import { Audit } from '../audit';
import { callerOf, inShares, Shares } from '../callers';
import type { ExecGate } from '../exec';
import { FaultLog, isForCallers, tellFault } from '../faults';
import { Refused, Told, TooManyRequests } from '../services/errors';
import { checkInput } from './checkInput';
import { openApiDocument } from './openApi';
import { otherMethods } from './otherMethods';
import { Answer, KeptAnswers } from './KeptAnswers';
import { bodyReader } from './readBody';
import { Later, Lines, RawInput, Route, Streamed } from './route';
import { sendEvents } from './sendEvents';
import { sendLines } from './sendLines';

/** Nobody reads the answer any more. */
class HungUp extends Error {
  readonly name = 'AbortError';
}

/**
 * 422 with the problems where clients look for them, and 429 as Backstage has it: who asks too much is
 * answered without what it costs to tell a log of each. The rest is Backstage's.
 */
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
  if (error instanceof TooManyRequests && !response.headersSent) {
    const { name, message, statusCode, retryAfterS } = error;
    response
      .status(statusCode)
      .setHeader('Retry-After', retryAfterS)
      .json({ error: { name, message }, response: { statusCode } });
    return;
  }
  next(error);
};

/** The words of any other error may hold anything: callers get an id, the log the trace. */
function answerUnforeseen(faults: FaultLog): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (isForCallers(error) || response.headersSent) {
      next(error);
      return;
    }
    const told = tellFault(
      faults,
      `answering ${request.method} ${request.path}`,
      error,
    );
    if (!(told instanceof Told)) {
      next(told);
      return;
    }
    const { name, message, errorId, statusCode } = told;
    response.status(statusCode).json({
      error: { name, message, errorId },
      // Without it Backstage's clients do not take the body for an error.
      response: { statusCode },
    });
  };
}

/** Whoever stands before the portal may have given it one already. */
function requestIdOf(request: Request): string {
  const given = request.header('X-Request-Id') ?? '';
  return /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}

const LONGEST_KEY = 200;

/** @throws InputError for one that is no key of anybody's, and that no database keeps. */
function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.header('Idempotency-Key');
  if (key !== undefined && (key.length > LONGEST_KEY || /[^ -~]/.test(key))) {
    throw new InputError(
      `Idempotency-Key: give at most ${LONGEST_KEY} ASCII characters, such as a UUID.`,
    );
  }
  return key;
}

/** Of `Prefer: wait=10`; what else is preferred is nobody's here. */
function preferredWaitOf(request: Request): number | undefined {
  const [, seconds] =
    /(?:^|[,;\s])wait=(\d{1,4})(?:$|[,;\s])/.exec(
      request.header('Prefer') ?? '',
    ) ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}

/** As Express writes it. */
function pathOf({ path }: Pick<Route, 'path'>): string {
  return `/v1${path.replace(/\{(\w+)\}/g, ':$1')}`;
}

/** Serves the routes under `/v1`, and their description at `/openapi.json`. */
export function createRouter(options: {
  routes: Route[];
  faults: FaultLog;
  changes: ApplicationChanges;
  audit: Pick<Audit, 'enter'>;
  shares: Shares;
  keptAnswers: Pick<KeptAnswers, 'once'>;
  auth: AuthService;
  httpAuth: HttpAuthService;
  /** Absent where terminals are switched off. */
  execGate?: ExecGate;
}): Router {
  const { routes, shares, auth, httpAuth, changes, audit, keptAnswers } =
    options;
  const { execGate } = options;
  const router = PromiseRouter();
  if (execGate) {
    router.use((request, _response, next) => {
      execGate.attach(request.socket);
      next();
    });
    router.get('/v1/exec', () => {
      // The first request to this replica: from now on upgrades are taken.
      throw new ServiceUnavailableError('Ask once more for a terminal.');
    });
  }
  const document = openApiDocument(routes);
  router.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  for (const route of routes) {
    const path = pathOf(route);
    const readBody = bodyReader(route.largestBody);
    router[route.method](path, async (request, response) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const who = callerOf(auth, credentials, request.header('Authorization'));
      const requestId = requestIdOf(request);
      response.setHeader('X-Request-Id', requestId);
      const audited =
        route.method === 'get'
          ? undefined
          : audit.enter(route, request, { caller: who, requestId });
      const caller = { ...who, ...(audited && { audit: audited }) };
      if (!caller.isUser) shares.pace.take(caller.name);
      const hungUp = new AbortController();
      response.once('close', () => {
        if (!response.writableFinished) {
          hungUp.abort(new HungUp());
        }
      });
      const { signal } = hungUp;
      const prefersWaitS = preferredWaitOf(request);
      const read = async () => {
        const body = await readBody(request, response);
        const { params, query } = request;
        checkInput({ params, query, body });
        return { params, query, body };
      };
      const answerOnce = async (
        input: RawInput,
        idempotencyKey?: string,
      ): Promise<Answer> => {
        const answer = await route.handle(input, {
          caller,
          ...(idempotencyKey && { idempotencyKey }),
          ...(prefersWaitS !== undefined && { prefersWaitS }),
          signal,
        });
        // Here, so that the caller's share lasts as long as the stream.
        if (answer instanceof Streamed) {
          await sendEvents(response, answer.parts, signal);
          return { status: route.status, isSent: true };
        }
        if (answer instanceof Lines) {
          await sendLines(response, answer.lines, signal);
          return { status: route.status, isSent: true };
        }
        return answer instanceof Later
          ? { status: 202, body: answer.answer }
          : { status: answer === undefined ? 204 : route.status, body: answer };
      };
      const handle = async (input: RawInput) => {
        const idempotencyKey = idempotencyKeyOf(request);
        await audited?.begin();
        if (
          idempotencyKey === undefined ||
          route.method !== 'post' ||
          route.once
        ) {
          return answerOnce(input, idempotencyKey);
        }
        const { isRepeated, ...answer } = await keptAnswers.once(
          {
            caller: caller.name,
            key: idempotencyKey,
            method: route.method,
            url: request.originalUrl,
            body: input.body,
          },
          signal,
          () => answerOnce(input, idempotencyKey),
        );
        if (isRepeated) response.setHeader('Idempotency-Replayed', 'true');
        return answer;
      };
      let answer: Answer;
      try {
        answer = await inShares(
          route,
          shares,
          { caller, signal },
          { read, handle },
        );
      } catch (error) {
        await audited?.failed(error);
        throw error;
      }
      await audited?.succeeded(answer.body);
      if (route.method !== 'get' && route.path.startsWith('/applications')) {
        changes.announce(request.params.application);
      }
      if (answer.isSent) return;
      response.status(answer.status);
      if (answer.body === undefined) {
        response.end();
      } else {
        response.json(answer.body);
      }
    });
  }
  for (const { path, refuse } of otherMethods(routes)) {
    router.all(pathOf({ path }), refuse);
  }
  router.use(answerRefusals, answerUnforeseen(options.faults));
  return router;
}
