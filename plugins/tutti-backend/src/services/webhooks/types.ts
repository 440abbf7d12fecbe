import {
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookResent,
  WebhookView,
} from '@tutti/plugin-tutti-common';
import { Caller } from '../types';

export interface DeliveriesQuery {
  status?: WebhookDelivery['status'];
  limit: number;
  cursor?: string;
}

/** What others are told, and what came of it. */
export interface WebhooksService {
  /** All that are configured. */
  list(caller: Caller): Promise<WebhookView[]>;
  /** Newest first. @throws NotFoundError for one that is not configured */
  deliveries(
    webhook: string,
    query: DeliveriesQuery,
    caller: Caller,
  ): Promise<WebhookDeliveryPage>;
  /** Tries it once more from the beginning. @throws ConflictError where it waits to be sent already */
  resend(webhook: string, id: string, caller: Caller): Promise<WebhookDelivery>;
  /**
   * Tries all that was given up once more from the beginning, and now what waits for its next try.
   *
   * @throws NotFoundError for one that is not configured
   */
  resendAll(webhook: string, caller: Caller): Promise<WebhookResent>;
}
