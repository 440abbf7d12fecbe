import { InputError } from '@backstage/errors';
import express, { Router } from 'express';
import { JobRecords } from './JobRecords';
import { LARGEST_RESULTS, parseResults } from './results';
import { hashOf } from './token';

/** Below the plugin's own address. */
export const WORKS_PATH = '/terraform/works';

export function resultsPath(name: string): string {
  return `${WORKS_PATH}/${name}/results`;
}

/**
 * Where pods hand back what came of their works. Who posts is the pod of one operation, by the token that it was
 * given for that; anybody else hears that there is no such work.
 */
export function resultsRouter(records: JobRecords): Router {
  const router = Router();
  router.post(
    resultsPath(':name'),
    async (request, response, next) => {
      try {
        const [, token] =
          /^Bearer (\S+)$/i.exec(request.header('authorization') ?? '') ?? [];
        const operationId =
          token === undefined
            ? undefined
            : await records.operationOf(request.params.name, hashOf(token));
        if (operationId === undefined) {
          response.status(404).end();
          return;
        }
        response.locals.operationId = operationId;
        next();
      } catch (error) {
        next(error);
      }
    },
    // After the check: a stranger's bytes are not read.
    express.raw({ type: () => true, limit: LARGEST_RESULTS }),
    async (request, response, next) => {
      try {
        if (!Buffer.isBuffer(request.body)) {
          throw new InputError('Results are bytes.');
        }
        await records.finish(
          response.locals.operationId,
          parseResults(request.body),
        );
        response.status(204).end();
      } catch (error) {
        next(error);
      }
    },
  );
  return router;
}
