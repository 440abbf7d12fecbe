import { setTimeout as wait } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Feed, FeedReader, Happened } from '../feed';
import { Metrics } from '../metrics';
import { Wakeups } from '../services';
import { DeliveryRecord, Store, Tried } from '../store';
import { againIn } from './backoff';
import { Webhook } from './config';
import { Addresses, isFor, messageOf } from './message';
import { post } from './post';
import {
  EVENT_HEADER,
  ID_HEADER,
  SIGNATURE_HEADER,
  signatureOf,
  TIMESTAMP_HEADER,
} from './signature';

/** To one webhook at once, by one replica: a target that hangs holds these, and nobody else. */
const AT_ONCE = 4;
/** Events come in bursts: what follows one so closely is read with it. */
const GATHERED_MS = 100;
/** Longer than a try may take: after it another replica may try. */
const CLAIM_MS = 30_000;

/**
 * Sends what happened to webhooks: at least once, in the order of the events of each deployment, in every
 * replica, each by one. What is to be sent is a row, so nothing is lost with a replica.
 */
export class Courier {
  readonly #stopping = new AbortController();
  readonly #underWay = new Map<string, Set<Promise<void>>>();
  #loop?: Promise<void>;

  constructor(
    private readonly options: {
      store: Store;
      webhooks: Webhook[];
      wakeups: Wakeups;
      metrics: Metrics;
      logger: LoggerService;
      /** How often it is looked when nothing wakes it. */
      pollMs: number;
      /** From 0 to 1. */
      chance?: () => number;
    },
    private readonly feed: Feed,
  ) {}

  async start(): Promise<void> {
    await this.feed.begin();
    this.#loop = this.#run();
  }

  /** What is under way is broken off, and sent again by whoever comes next. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    await Promise.all([...this.#underWay.values()].flatMap(set => [...set]));
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const { webhooks, wakeups, logger, pollMs } = this.options;
    while (!signal.aborted) {
      const mark = wakeups.events.mark;
      await this.feed.read();
      for (const webhook of webhooks) {
        try {
          await this.#fill(webhook);
        } catch (error) {
          logger.warn(
            `Webhook ${webhook.name} could not be looked at: ${error}`,
          );
        }
      }
      await wakeups.events.wait(mark, pollMs, signal);
      await wait(GATHERED_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** As much as may be under way. */
  async #fill(webhook: Webhook): Promise<void> {
    const { store } = this.options;
    const underWay = this.#underWay.get(webhook.name) ?? new Set();
    this.#underWay.set(webhook.name, underWay);
    const room = AT_ONCE - underWay.size;
    if (room <= 0) return;
    for (const delivery of await store.webhookDeliveries.due(
      webhook.name,
      room,
    )) {
      if (!(await store.webhookDeliveries.claim(delivery, CLAIM_MS))) continue;
      const done = this.#send(webhook, delivery).finally(() => {
        underWay.delete(done);
        if (!this.#stopping.signal.aborted) {
          // There is room, and perhaps the next of its deployment.
          this.options.wakeups.events.ring();
        }
      });
      underWay.add(done);
    }
  }

  /** Never rejects: what could not be written down is sent once more. */
  async #send(webhook: Webhook, delivery: DeliveryRecord): Promise<void> {
    const { store, metrics, logger } = this.options;
    try {
      const tried = await this.#try(webhook, delivery);
      if (!tried) {
        await store.webhookDeliveries.release(delivery);
        return;
      }
      await store.webhookDeliveries.settle(delivery, tried);
      const isDead = tried.kind === 'failed' && tried.againInMs === undefined;
      metrics.webhookSent(isDead ? 'dead' : tried.kind);
      if (isDead) {
        logger.warn(
          `Webhook ${webhook.name}: event ${delivery.eventId} is given up: ${tried.problem}`,
        );
      }
    } catch (error) {
      logger.warn(
        `What came of a delivery to webhook ${webhook.name} could not be stored: ${error}`,
      );
    }
  }

  /** Undefined where it was broken off because this replica stops. */
  async #try(
    { url, secret, allowPrivate }: Webhook,
    { eventId, type, body, attempts, since }: DeliveryRecord,
  ): Promise<Tried | undefined> {
    const { store, chance = Math.random } = this.options;
    const now = await store.now();
    const timestamp = String(Math.floor(now / 1000));
    const failed = (problem: string, answer?: number): Tried => {
      const againInMs = againIn(attempts + 1, now - since, chance());
      return {
        kind: 'failed',
        problem,
        ...(answer !== undefined && { answer }),
        ...(againInMs !== undefined && { againInMs }),
      };
    };
    try {
      const answer = await post(
        {
          url,
          body,
          allowPrivate,
          headers: {
            'content-type': 'application/json',
            'user-agent': 'Tutti',
            [EVENT_HEADER]: type,
            [ID_HEADER]: String(eventId),
            [TIMESTAMP_HEADER]: timestamp,
            [SIGNATURE_HEADER]: signatureOf(
              secret.revealText(),
              timestamp,
              body,
            ),
          },
        },
        this.#stopping.signal,
      );
      return answer >= 200 && answer < 300
        ? { kind: 'delivered', answer }
        : failed(`It answered ${answer}.`, answer);
    } catch (error) {
      return this.#stopping.signal.aborted
        ? undefined
        : failed(toError(error).message);
    }
  }
}

/** Writes down what a webhook is to be sent. */
export function readerFor(webhook: Webhook, addresses: Addresses): FeedReader {
  return {
    name: `webhook:${webhook.name}`,
    async keep(tx, happened, at) {
      await tx.webhookDeliveries.add(
        happened
          .filter(each => isFor(webhook, each))
          .map(each => deliveryOf(webhook, each, addresses)),
        at,
      );
    },
  };
}

function deliveryOf(
  { name }: Webhook,
  happened: Happened,
  addresses: Addresses,
) {
  const message = messageOf(happened, addresses);
  return {
    webhook: name,
    eventId: happened.id,
    type: message.type,
    deploymentId: happened.deployment.id,
    body: JSON.stringify(message),
  };
}
