import { LoggerService } from '@backstage/backend-plugin-api';
import { Wakeups } from '../services/Wakeups';
import { Store } from '../store';
import { NotificationRules } from './config';
import { groupOf } from './digest';
import { Letters } from './Letters';
import type { DriftNews, Happening, Told } from './told';

/** More than so many at once are not told one by one any more. */
const MOST_WAITING = 1_000;

/** Something that was committed. */
export type News = Happening & {
  deploymentId: string;
  /** False: whoever tells it is not the one any more who may, and it is not sent. Default: true. */
  isStillTrue?(): boolean;
};

/**
 * Keeps what asks for people until it is told to them (Announcer). Call it after the fact is committed:
 * nobody waits for it, it never throws, and where it fails nothing else does.
 */
export class Notifier {
  #waiting = 0;
  #keeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: {
      store: Store;
      letters: Letters;
      rules: NotificationRules;
      wakeups: Wakeups;
      logger: LoggerService;
    },
  ) {}

  /** In the order in which it is told: a later notice replaces an earlier one of the same scope. */
  tell({ deploymentId, isStillTrue, ...happening }: News): void {
    if (this.options.rules.topics.size > 0) {
      this.#keep({ kind: 'deployment', deploymentId, happening }, isStillTrue);
    }
  }

  /** One notice for an application, however many of its environments: a later one replaces it. */
  tellOfDrift({ first, ...news }: DriftNews): void {
    if (this.options.rules.topics.has('drift')) {
      // A finding has values too, and they are not kept beside it.
      const { ref, path, change, managers } = first;
      this.#keep({
        kind: 'drift',
        news: { ...news, first: { ref, path, change, managers } },
      });
    }
  }

  /** Resolves when what was told until now has been kept, or could not be. */
  idle(): Promise<void> {
    return this.#keeping;
  }

  #keep(told: Told, isStillTrue: () => boolean = () => true): void {
    const { logger } = this.options;
    if (this.#waiting >= MOST_WAITING) {
      logger.warn(
        `Nobody is notified about ${subjectOf(
          told,
        )}: too many notifications wait`,
      );
      return;
    }
    this.#waiting += 1;
    this.#keeping = this.#keeping
      .then(() => this.#store(told, isStillTrue))
      .catch(error =>
        logger.warn(`Nobody is notified about ${subjectOf(told)}: ${error}`),
      )
      .finally(() => {
        this.#waiting -= 1;
      });
  }

  async #store(told: Told, isStillTrue: () => boolean): Promise<void> {
    const { store, letters, rules, wakeups } = this.options;
    const letter = await letters.write(told);
    if (!letter || !rules.topics.has(letter.topic) || !isStillTrue()) {
      return;
    }
    await store.notices.add({
      group: groupOf(letter),
      told,
      gatherForMs: rules.gatherForMs,
    });
    wakeups.notices.ring();
  }
}

function subjectOf(told: Told): string {
  return told.kind === 'drift'
    ? `drift of application ${told.news.applicationId}`
    : `deployment ${told.deploymentId}`;
}
