import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError } from '@backstage/errors';
import { RepeatableRequest, Store } from '../store';

/** What is sent back. */
export interface Answer {
  status: number;
  /** Absent where there is nothing to say. */
  body?: unknown;
  /** A stream, whose end was sent. */
  isSent?: true;
}

/** Between two looks at a request that another one repeats while it is being answered. */
const LOOK_MS = 100;
/** Then whoever repeats it is told to come again. */
const PATIENCE_MS = 20_000;

/**
 * Requests that are sent again with their Idempotency-Key: each is done once, and the same request gets the
 * same answer for 24 hours. Of each caller; another request with the same key is a conflict. What was refused
 * was not done, and may be sent again.
 */
export class KeptAnswers {
  constructor(
    private readonly store: Store,
    private readonly digest: (text: string) => string,
  ) {}

  /**
   * @throws ConflictError where the key is that of another request, or the same one is still being answered
   */
  async once(
    asked: {
      caller: string;
      key: string;
      method: string;
      url: string;
      body: unknown;
    },
    signal: AbortSignal,
    answer: () => Promise<Answer>,
  ): Promise<Answer & { isRepeated: boolean }> {
    const { caller, key, method, url, body } = asked;
    const request = {
      caller,
      key,
      fingerprint: this.digest(JSON.stringify([method, url, body])),
    };
    const before = await this.#before(request, signal);
    if ('status' in before) {
      return { ...before, isRepeated: true };
    }
    const { attempt } = before;
    const { keptAnswers } = this.store;
    let given: Answer;
    try {
      given = await answer();
    } catch (error) {
      await keptAnswers.forget(request, attempt);
      throw error;
    }
    await keptAnswers.keep(request, attempt, {
      status: given.status,
      ...(given.body !== undefined && { answer: JSON.stringify(given.body) }),
    });
    return { ...given, isRepeated: false };
  }

  /** The answer that was given, or the right to give it. */
  async #before(
    request: RepeatableRequest,
    signal: AbortSignal,
  ): Promise<Answer | { attempt: string }> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const found = await this.store.keptAnswers.begin(
        request,
        await this.store.now(),
      );
      if ('attempt' in found) {
        return found;
      }
      if (found.fingerprint !== request.fingerprint) {
        throw new ConflictError(
          `The Idempotency-Key '${request.key}' was used for another request within 24 hours. Take another key for each request.`,
        );
      }
      if (found.status !== undefined) {
        return {
          status: found.status,
          ...(found.answer !== undefined && { body: JSON.parse(found.answer) }),
        };
      }
      if (performance.now() > until) {
        throw new ConflictError(
          `The first request with the Idempotency-Key '${request.key}' is still being answered. Send it again later.`,
        );
      }
      await sleep(LOOK_MS, undefined, { signal });
    }
  }
}
