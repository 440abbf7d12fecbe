import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Secret } from '@tutti/engine';
import { Gates } from '../line';
import { redactorFor } from '../services/health/redactorFor';
import { Lookup } from '../services/Lookup';
import { EnvironmentRecord, Store } from '../store';
import { NotificationTopic } from './config';
import { driftNotice, DriftNews } from './driftNotice';
import { Happening, noticeOf, NoticeFacts } from './noticeOf';

/** Where notifications do not answer by then, they are not sent. */
const PATIENCE_MS = 10_000;
/** More than so many at once are not told one by one any more. */
const MOST_WAITING = 1_000;
/** Longer ones are read on the page to which they lead. */
const LONGEST_DESCRIPTION = 500;

/** Something that was committed. */
export type News = Happening & {
  deploymentId: string;
  /** False: whoever tells it is not the one any more who may, and it is not sent. Default: true. */
  isStillTrue?(): boolean;
};

/**
 * Tells people through Backstage's notifications what asks for them. Call it after the fact is committed:
 * nobody waits for it, it never throws, and where notifications are away nothing else is.
 */
export class Notifier {
  #waiting = 0;
  #sending: Promise<void> = Promise.resolve();
  #isAway = false;

  constructor(
    private readonly options: {
      store: Store;
      gates: Gates;
      notifications: NotificationService;
      topics: ReadonlySet<NotificationTopic>;
      platformSecrets: Record<string, Secret>;
      logger: LoggerService;
    },
  ) {}

  /** In the order in which it is told: a later notice replaces an earlier one of the same scope. */
  tell(news: News): void {
    if (this.options.topics.size === 0) {
      return;
    }
    if (this.#waiting >= MOST_WAITING) {
      this.options.logger.warn(
        `Nobody is notified about deployment ${news.deploymentId}: too many notifications wait`,
      );
      return;
    }
    this.#waiting += 1;
    this.#sending = this.#sending
      .then(() => this.#send(news))
      .catch(error => this.#failed(error))
      .finally(() => {
        this.#waiting -= 1;
      });
  }

  /** One notice for an application, however many of its environments: a later one replaces it. */
  tellOfDrift(news: DriftNews): void {
    if (!this.options.topics.has('drift')) {
      return;
    }
    if (this.#waiting >= MOST_WAITING) {
      this.options.logger.warn(
        `Nobody is notified about drift of application ${news.applicationId}: too many notifications wait`,
      );
      return;
    }
    this.#waiting += 1;
    this.#sending = this.#sending
      .then(() => this.#sendDrift(news))
      .catch(error => this.#failed(error))
      .finally(() => {
        this.#waiting -= 1;
      });
  }

  async #sendDrift(news: DriftNews): Promise<void> {
    const { store, notifications } = this.options;
    const [application] = await store.applications.get([news.applicationId]);
    const notice = application && driftNotice(application, news);
    if (!notice) {
      return;
    }
    await within(PATIENCE_MS, notifications.send(notice));
    this.#isAway = false;
  }

  /** Resolves when what was told until now has been sent, or could not be. */
  idle(): Promise<void> {
    return this.#sending;
  }

  async #send(news: News): Promise<void> {
    const { notifications, topics } = this.options;
    const facts = await this.#facts(news.deploymentId);
    const notice = facts && noticeOf(news, facts);
    if (!notice || !topics.has(notice.topic)) {
      return;
    }
    const description = await this.#clean(
      facts.environment,
      notice.description,
    );
    if (news.isStillTrue?.() === false) {
      return;
    }
    await within(
      PATIENCE_MS,
      notifications.send({
        recipients: notice.recipients,
        payload: {
          title: notice.title,
          ...(description && { description }),
          link: `/tutti/deployments/${encodeURIComponent(notice.about)}`,
          severity: notice.severity,
          topic: notice.topic,
          scope: notice.scope,
        },
      }),
    );
    this.#isAway = false;
  }

  /** As they are now: who reads it late reads what holds. */
  async #facts(
    deploymentId: string,
  ): Promise<(NoticeFacts & { environment: EnvironmentRecord }) | undefined> {
    const { store, gates } = this.options;
    const deployment = await store.deployments.get(deploymentId);
    if (!deployment) {
      return undefined;
    }
    const { application, environment } = await new Lookup(store).placeById(
      deployment.environmentId,
    );
    const { rollsBack, rollback, input } = deployment;
    const failed =
      rollsBack === undefined
        ? undefined
        : await store.deployments.get(rollsBack);
    const back =
      rollback && 'id' in rollback
        ? await store.deployments.get(rollback.id)
        : undefined;
    const to = input?.rollbackTo;
    const [target] = failed && to ? await store.deployments.numbers([to]) : [];
    return {
      application,
      environment,
      deployment,
      decisions: await store.approvals.list(deploymentId),
      approvers: await gates.deciders(
        environment,
        deployment.approval?.by ?? 'approve',
      ),
      ...(failed && {
        rollback: { failed, ...(target && { to: target.number }) },
      }),
      ...(back && { back }),
    };
  }

  /** What drivers and clusters said went through a redactor already; what people wrote did not. */
  async #clean(
    environment: EnvironmentRecord,
    description: string,
  ): Promise<string> {
    const { store, platformSecrets } = this.options;
    const redactor = await redactorFor(store, { environment, platformSecrets });
    const clean = redactor.text(description);
    return clean.length > LONGEST_DESCRIPTION
      ? `${clean.slice(0, LONGEST_DESCRIPTION - 1)}…`
      : clean;
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
