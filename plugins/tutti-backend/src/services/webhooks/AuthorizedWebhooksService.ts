import { demand, Guard } from '../access';
import { Caller } from '../types';
import { DeliveriesQuery, WebhooksService } from './types';

/** What is told to whom concerns every application: it is for those who look after the platform. */
export class AuthorizedWebhooksService implements WebhooksService {
  constructor(
    private readonly inner: WebhooksService,
    private readonly guard: Guard,
  ) {}

  async list(caller: Caller) {
    await this.#demand(caller);
    return this.inner.list(caller);
  }

  async deliveries(webhook: string, query: DeliveriesQuery, caller: Caller) {
    await this.#demand(caller);
    return this.inner.deliveries(webhook, query, caller);
  }

  async resend(webhook: string, id: string, caller: Caller) {
    await this.#demand(caller);
    return this.inner.resend(webhook, id, caller);
  }

  async resendAll(webhook: string, caller: Caller) {
    await this.#demand(caller);
    return this.inner.resendAll(webhook, caller);
  }

  async #demand(caller: Caller): Promise<void> {
    demand((await this.guard.grants(caller)).mayManageWebhooks());
  }
}
