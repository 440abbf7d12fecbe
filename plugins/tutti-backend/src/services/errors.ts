import { Problem } from '@tutti/engine';

/** What was asked cannot be done as it is; every problem that stands against it (422). */
export class Refused extends Error {
  readonly name = 'Refused';
  readonly statusCode = 422;

  constructor(what: string, readonly problems: Problem[]) {
    const [first] = problems.filter(({ severity }) => severity === 'error');
    const others = problems.length - 1;
    super(
      `${what}: ${first?.message ?? 'see problems'}${
        others > 0 ? ` (and ${others} more)` : ''
      }`,
    );
  }
}

/** The world moved since the plan was made (409). */
export class StalePlan extends Error {
  readonly name = 'StalePlan';
  readonly statusCode = 409;

  /** @param moved - What, in sentences. */
  constructor(readonly moved: string[]) {
    super(`The plan is not current any more: ${moved.join('; ')}`);
  }
}

/** Nobody foresaw it: the log tells it under the id that the message names. */
export class Told extends Error {
  readonly name: string;
  readonly statusCode: 500 | 503;
  readonly errorId: string;

  constructor(told: { name: string; message: string; errorId: string }) {
    super(told.message);
    this.name = told.name;
    this.errorId = told.errorId;
    this.statusCode = told.name === 'ServiceUnavailableError' ? 503 : 500;
  }
}

/** The caller has too much under way already (429). */
export class TooManyRequests extends Error {
  readonly name = 'TooManyRequests';
  readonly statusCode = 429;

  /** @param retryAfterS - Seconds after which it is worth asking again. */
  constructor(message: string, readonly retryAfterS: number) {
    super(message);
  }
}
