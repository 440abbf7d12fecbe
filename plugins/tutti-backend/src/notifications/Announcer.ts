import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import { Wakeups } from '../services/Wakeups';
import { NoticeRecord, Store } from '../store';
import { NotificationRules } from './config';
import { notificationsOf } from './digest';
import { isUrgent } from './isUrgent';
import type { Letter } from './Letter';
import { Letters } from './Letters';
import { quietUntil } from './quiet';

/** Where notifications do not answer by then, they are not sent. */
const PATIENCE_MS = 10_000;
/** Longer than what is claimed together takes to be sent: after it another replica may. */
const CLAIM_MS = 60_000;

/**
 * Tells people through Backstage's notifications what was kept for them, in every replica, each by one: in
 * quiet hours only what is urgent, and what came together as one. Where notifications are away it is said
 * once, and what was to be told is not.
 */
export class Announcer {
  readonly #stopping = new AbortController();
  #loop?: Promise<void>;
  #isAway = false;

  constructor(
    private readonly options: {
      store: Store;
      letters: Letters;
      rules: NotificationRules;
      notifications: NotificationService;
      wakeups: Wakeups;
      logger: LoggerService;
      /** How often it is looked when nothing wakes it. */
      pollMs: number;
    },
  ) {}

  start(): void {
    this.#loop ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const { wakeups, logger, pollMs } = this.options;
    while (!signal.aborted) {
      const { mark } = wakeups.notices;
      await this.look().catch(error =>
        logger.warn(`What people are to be told was not looked at: ${error}`),
      );
      await wakeups.notices.wait(mark, pollMs, signal);
    }
  }

  /** Everything that is due. */
  async look(): Promise<void> {
    const { store } = this.options;
    while (!this.#stopping.signal.aborted) {
      const claim = randomUUID();
      const due = await store.notices.claim(claim, CLAIM_MS);
      if (due.length === 0) {
        return;
      }
      await this.#tell(due);
    }
  }

  /** Those of one group, oldest first. */
  async #tell(due: NoticeRecord[]): Promise<void> {
    const { store, letters, rules } = this.options;
    const quiet = quietUntil(rules.quiet, await store.now());
    const now: Letter[] = [];
    const later: NoticeRecord[] = [];
    for (const notice of due) {
      const letter = await letters.write(notice.told);
      if (!letter || !rules.topics.has(letter.topic)) {
        continue;
      }
      if (
        quiet === undefined ||
        isUrgent(letter, { quietUntil: quiet, urgent: rules.urgent })
      ) {
        now.push(letter);
      } else {
        later.push(notice);
      }
    }
    for (const notification of notificationsOf(now, String(due[0].id))) {
      await this.#send(notification);
    }
    if (quiet !== undefined) {
      await store.notices.postpone(later, quiet);
    }
    await store.notices.done(
      due.filter(notice => !later.includes(notice)),
      now.length > 0 ? rules.gatherForMs : 0,
    );
  }

  async #send(notification: NotificationSendOptions): Promise<void> {
    try {
      await within(PATIENCE_MS, this.options.notifications.send(notification));
      this.#isAway = false;
    } catch (error) {
      this.#failed(error);
    }
  }

  /** A portal may have no notifications: that is said once. */
  #failed(error: unknown): void {
    const { logger } = this.options;
    const message = `Somebody was not notified: ${error}`;
    if (this.#isAway) {
      logger.debug(message);
    } else {
      logger.warn(message);
    }
    this.#isAway = true;
  }
}

async function within(milliseconds: number, work: Promise<void>) {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('Notifications do not answer')),
      milliseconds,
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
