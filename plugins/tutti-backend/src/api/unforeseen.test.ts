import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { NotFoundError } from '@backstage/errors';
import express from 'express';
import request from 'supertest';
import { z } from 'zod';
import { ApplicationChanges } from '../ApplicationChanges';
import { readShares } from '../callers';
import { FaultLog } from '../faults';
import { Metrics } from '../metrics';
import { Refused } from '../services/errors';
import { createRouter } from './createRouter';
import { route } from './route';

const logger = mockServices.logger.mock();

/** A route that fails like this. */
function answering(error: unknown) {
  const app = express();
  app.use(
    createRouter({
      routes: [
        route({
          method: 'get',
          path: '/things',
          summary: 'Fails',
          input: z.object({}),
          handle: async () => {
            throw error;
          },
        }),
      ],
      changes: new ApplicationChanges(mockServices.events.mock(), logger),
      audit: {
        enter: () => {
          throw new Error('Nothing is changed here');
        },
      },
      shares: readShares(mockServices.rootConfig()),
      keptAnswers: { once: () => Promise.reject(new Error('no key is sent')) },
      faults: new FaultLog(logger, new Metrics(metricsServiceMock.mock())),
      auth: mockServices.auth(),
      httpAuth: mockServices.httpAuth(),
    }),
  );
  app.use(
    (
      { name, message }: Error,
      _request: express.Request,
      response: express.Response,
      _next: express.NextFunction,
    ) => {
      response.status(400).json({ passedOn: `${name}: ${message}` });
    },
  );
  return request(app)
    .get('/v1/things')
    .set('Authorization', mockCredentials.user.header());
}

const DATABASE_TEXT = 'select * from "secrets" where id = 1 - no such column';

it('keeps the words of an error that nobody foresaw to the log, under the id that callers get', async () => {
  const { status, body } = await answering(new TypeError(DATABASE_TEXT));
  expect(status).toBe(500);
  const { errorId } = body.error;
  expect(body.error.message).toContain(errorId);
  expect(body.response).toEqual({ statusCode: 500 });
  expect(JSON.stringify(body)).not.toContain('select');
  expect(logger.error).toHaveBeenLastCalledWith(
    expect.stringMatching(
      new RegExp(
        `^Error ${errorId}, answering GET /v1/things: TypeError.*\n +at `,
      ),
    ),
  );
});

it('asks to try again when the database does not answer', async () => {
  const { status, body } = await answering(
    Object.assign(new Error(DATABASE_TEXT), { code: 'ECONNREFUSED' }),
  );
  expect(status).toBe(503);
  expect(body.error.name).toBe('ServiceUnavailableError');
  expect(JSON.stringify(body)).not.toContain('select');
});

it('says what is meant for callers', async () => {
  expect((await answering(new NotFoundError('not here'))).body).toEqual({
    passedOn: 'NotFoundError: not here',
  });
  const refused = await answering(new Refused('No plan', []));
  expect(refused.status).toBe(422);
});
