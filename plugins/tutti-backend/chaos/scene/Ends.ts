import { setTimeout as pause } from 'node:timers/promises';
import { DeploymentStatus, FINAL_STATUSES } from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';

const LOOK_EVERY_MS = 250;

/** Waits for the ends of many deployments with one look at all of them. */
export class Ends {
  readonly #waiting = new Map<string, (status: DeploymentStatus) => void>();
  #looking?: Promise<void>;

  constructor(private readonly knex: Knex) {}

  of(id: string): Promise<DeploymentStatus> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, resolve);
      this.#looking ??= this.#look();
      this.#looking.catch(reject);
    });
  }

  async #look(): Promise<void> {
    try {
      while (this.#waiting.size > 0) {
        await pause(LOOK_EVERY_MS);
        const ended: { id: string; status: DeploymentStatus }[] =
          await this.knex('deployments')
            .whereIn('id', [...this.#waiting.keys()])
            .whereIn('status', [...FINAL_STATUSES])
            .select('id', 'status');
        for (const { id, status } of ended) {
          this.#waiting.get(id)?.(status);
          this.#waiting.delete(id);
        }
      }
    } finally {
      // In the same moment: whoever asks next must find that nobody looks.
      this.#looking = undefined;
    }
  }
}
