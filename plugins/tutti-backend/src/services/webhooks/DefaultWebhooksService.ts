import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookResent,
  WebhookView,
} from '@tutti/plugin-tutti-common';
import { DeliveryRecord, Store } from '../../store';
import type { Webhook } from '../../webhooks/config';
import { isoTime } from '../views';
import { Wakeups } from '../Wakeups';
import { DeliveriesQuery, WebhooksService } from './types';

export class DefaultWebhooksService implements WebhooksService {
  constructor(
    private readonly options: {
      store: Store;
      webhooks: Webhook[];
      wakeups: Wakeups;
    },
  ) {}

  async list(): Promise<WebhookView[]> {
    const { store, webhooks } = this.options;
    const counts = await store.webhookDeliveries.counts();
    return Promise.all(
      webhooks.map(async webhook => {
        const count = (status: WebhookDelivery['status']) =>
          counts.find(
            each => each.webhook === webhook.name && each.status === status,
          )?.count ?? 0;
        const last = await store.webhookDeliveries.lastTried(webhook.name);
        return {
          ...shown(webhook),
          pending: count('pending'),
          dead: count('dead'),
          ...(last?.triedAt !== undefined && {
            last: {
              at: isoTime(last.triedAt),
              delivered: last.status === 'delivered',
              ...(last.answer !== undefined && { answer: last.answer }),
              ...(last.problem !== undefined && { problem: last.problem }),
            },
          }),
        };
      }),
    );
  }

  async deliveries(
    name: string,
    { status, limit, cursor }: DeliveriesQuery,
  ): Promise<WebhookDeliveryPage> {
    this.#demandConfigured(name);
    const found = await this.options.store.webhookDeliveries.page({
      webhook: name,
      ...(status && { status }),
      ...(cursor !== undefined && { before: readCursor(cursor) }),
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(deliveryOf),
      ...(found.length > page.length && last && { next: String(last.eventId) }),
    };
  }

  async resend(name: string, id: string): Promise<WebhookDelivery> {
    const { store, wakeups } = this.options;
    this.#demandConfigured(name);
    if (!(await store.webhookDeliveries.find(name, id))) {
      throw none(name, id);
    }
    if (!(await store.webhookDeliveries.sendAgain(id))) {
      throw new ConflictError(
        `Delivery '${id}' waits to be sent already: look when it is tried next.`,
      );
    }
    wakeups.events.ring();
    const again = await store.webhookDeliveries.find(name, id);
    if (!again) {
      throw none(name, id);
    }
    return deliveryOf(again);
  }

  async resendAll(name: string): Promise<WebhookResent> {
    const { store, wakeups } = this.options;
    this.#demandConfigured(name);
    const count = await store.webhookDeliveries.sendAllAgain(name);
    wakeups.events.ring();
    return { count };
  }

  #demandConfigured(name: string): void {
    if (!this.options.webhooks.some(webhook => webhook.name === name)) {
      throw new NotFoundError(`There is no webhook '${name}'`);
    }
  }
}

function none(webhook: string, id: string): NotFoundError {
  return new NotFoundError(`Webhook ${webhook} has no delivery '${id}'`);
}

/** @throws InputError when it is none of ours. */
function readCursor(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) {
    throw new InputError('cursor: give the `next` of an earlier page');
  }
  return Number(cursor);
}

function shown(webhook: Webhook): Omit<WebhookView, 'pending' | 'dead'> {
  const { name, url, events, applications, environmentTypes } = webhook;
  return {
    name,
    target: url.origin,
    ...(events && { events }),
    ...(applications && { applications }),
    ...(environmentTypes && { environmentTypes }),
    allowPrivate: webhook.allowPrivate,
  };
}

function deliveryOf(record: DeliveryRecord): WebhookDelivery {
  const { id, type, status, attempts, createdAt, dueAt, triedAt } = record;
  return {
    id,
    type,
    status,
    attempts,
    createdAt: isoTime(createdAt),
    ...(status === 'pending' && { dueAt: isoTime(dueAt) }),
    ...(triedAt !== undefined && { triedAt: isoTime(triedAt) }),
    ...(record.answer !== undefined && { answer: record.answer }),
    ...(record.problem !== undefined && { problem: record.problem }),
    message: JSON.parse(record.body),
  };
}
