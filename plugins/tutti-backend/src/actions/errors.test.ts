import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { FaultLog } from '../faults';
import { Metrics } from '../metrics';
import { Refused, StalePlan, TooManyRequests } from '../services/errors';
import { errorForActions } from './errors';

const logger = mockServices.logger.mock();
const faults = new FaultLog(logger, new Metrics(metricsServiceMock.mock()));
const told = (error: unknown) => errorForActions(error, 'testing', faults);

it.each([
  new InputError('images: no'),
  new NotAllowedError('Deploying is for the owner.'),
  new NotFoundError('There is no plan.'),
  new ConflictError('It has ended.'),
])('%p is told as it is', error => {
  expect(told(error)).toBe(error);
});

it('a refusal is told with every problem and its way out', () => {
  const error = told(
    new Refused('No plan', [
      {
        severity: 'error',
        code: 'MissingValue',
        message: 'CURRENCY is not set.',
        hint: 'Set it.',
        file: 'score.yaml',
        line: 7,
        path: 'containers.main.variables.CURRENCY',
      },
      { severity: 'warning', code: 'Odd', message: 'Odd.' },
    ]),
  );
  expect(error).toBeInstanceOf(InputError);
  expect(error.message).toBe(
    [
      'No plan: CURRENCY is not set. (and 1 more)',
      '- MissingValue at containers.main.variables.CURRENCY (score.yaml:7): CURRENCY is not set. Way out: Set it.',
      '- Odd: Odd.',
    ].join('\n'),
  );
});

it('a stale plan is a conflict that says what moved', () => {
  const error = told(new StalePlan(['The platform is another one']));
  expect(error).toBeInstanceOf(ConflictError);
  expect(error.message).toContain('The platform is another one');
});

it('who asks too much is told when to come again', () => {
  expect(told(new TooManyRequests('Try again in 2 s.', 2))).toMatchObject({
    name: 'ServiceUnavailableError',
    message: 'Try again in 2 s.',
  });
});

it('what nobody foresaw is told by its id alone', () => {
  const error = told(new Error('password is hunter2'));
  expect(error.name).toBe('ServiceUnavailableError');
  expect(error.message).not.toContain('hunter2');
  const [, id] = /error id (\w+)/i.exec(error.message) ?? [];
  expect(logger.error).toHaveBeenCalledWith(
    expect.stringContaining(`Error ${id}, testing: Error: password is hunter2`),
  );
});
