import { TargetError } from '@tutti/engine';
import { ApiClient } from './ApiClient';
import { numberAt } from './json';

const WITHIN_MS = 1_000;

/** A sandbox that was started anew may have had to take another port. */
const KEPT_MS = 15_000;

/** Where a sandbox answers at the addresses of routes; asked seldom, whoever asks. */
export class RoutesPort {
  #asked?: { at: number; answer: Promise<number | undefined> };

  constructor(private readonly client: ApiClient) {}

  /** Undefined when the sandbox is silent: the environment's health says so already. */
  find(now: number): Promise<number | undefined> {
    if (!this.#asked || now - this.#asked.at >= KEPT_MS) {
      this.#asked = { at: now, answer: this.#ask() };
    }
    return this.#asked.answer;
  }

  async #ask(): Promise<number | undefined> {
    try {
      const answer = await this.client.send(
        {
          method: 'GET',
          path: '/sandbox',
          deed: 'ask where routes answer',
        },
        { signal: new AbortController().signal, timeoutMs: WITHIN_MS },
      );
      return numberAt(answer.body, 'routesPort');
    } catch (error) {
      if (error instanceof TargetError) return undefined;
      throw error;
    }
  }
}
