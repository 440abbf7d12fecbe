import { setTimeout as wait } from 'node:timers/promises';
import {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { durationMs } from '@tutti/engine';
import { PlanInput } from '@tutti/plugin-tutti-common';
import { keepDeed } from '../audit';
import { Gates } from '../line';
import { ActivePlatform } from '../platform';
import { retryAfterMs } from '../previews';
import { Lookup, PREVIEW_AUTOMATION, Wakeups } from '../services';
import { DeploymentsService, EnvironmentsService } from '../services/types';
import { Closing, PreviewRecord, Store } from '../store';
import {
  ACTOR,
  AUTOMATION,
  Deed,
  endFurther,
  failed,
  queueByItself,
} from './endingPreview';

/** Of one look: the rest has the next one. */
const MOST_AT_ONCE = 50;

/** Errors that are sentences; the words of others may hold anything. */
const FOR_PEOPLE = new Set(['ConflictError', 'InputError', 'NotFoundError']);

/**
 * Lets previews end and sleep, in every replica: those that are closed or whose time is over are
 * destroyed and forgotten, those that nobody uses are paused. What is decided once is decided by the
 * database, in a transaction of the application.
 */
export class PreviewKeeper {
  readonly #stopping = new AbortController();
  #loop?: Promise<void>;

  constructor(
    private readonly tools: {
      store: Store;
      platform: ActivePlatform;
      gates: Gates;
      /** What the keeper does in its own name: nobody's permission is looked at. */
      deployments: Pick<DeploymentsService, 'cancel'>;
      environments: Pick<EnvironmentsService, 'remove'>;
      credentials(): Promise<BackstageCredentials>;
      wakeups: Wakeups;
      logger: LoggerService;
    },
    private readonly everyMs: number,
  ) {}

  start(): void {
    this.#loop ??= this.#work();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.tools.wakeups.notify();
    await this.#loop;
  }

  async #work(): Promise<void> {
    const { wakeups, logger } = this.tools;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const mark = wakeups.work.mark;
      const begun = performance.now();
      await this.look().catch(error =>
        logger.error(`Previews could not be looked after: ${error}`),
      );
      await wakeups.work.wait(mark, this.everyMs, signal);
      const left = this.everyMs - (performance.now() - begun);
      await wait(Math.max(0, left), undefined, { signal }).catch(() => {});
    }
  }

  /** Everything that is due. */
  async look(): Promise<void> {
    const { store, platform } = this.tools;
    const types = Object.values(
      (await platform.find())?.environmentTypes ?? {},
    );
    for (const { name, lifetime, idle } of types) {
      if (lifetime !== undefined) {
        await this.#expire(name, durationMs(lifetime));
        if (idle !== undefined) {
          await this.#pauseIdle(name, durationMs(idle));
        }
      }
    }
    for (const preview of await store.previews.destroyed(MOST_AT_ONCE)) {
      await this.#close(preview, 'closed', () => true);
    }
    for (const preview of await store.previews.closing(MOST_AT_ONCE)) {
      await this.#goOn(preview);
    }
  }

  async #expire(type: string, lifetimeMs: number): Promise<void> {
    const { previews } = this.tools.store;
    for (const preview of await previews.expired(
      type,
      lifetimeMs,
      MOST_AT_ONCE,
    )) {
      // Somebody may have asked for it again since.
      await this.#close(
        preview,
        'expired',
        ({ askedAt }, now) => askedAt + lifetimeMs <= now,
      );
    }
  }

  async #close(
    { applicationId, key }: PreviewRecord,
    why: Closing['why'],
    isStillSo: (preview: PreviewRecord, now: number) => boolean,
  ): Promise<void> {
    await this.tools.store.ofApplication(applicationId, async tx => {
      const preview = await tx.previews.find(applicationId, key);
      const now = await tx.now();
      if (preview && !preview.closing && isStillSo(preview, now)) {
        await tx.previews.save({
          ...preview,
          closing: {
            by: PREVIEW_AUTOMATION,
            at: now,
            why,
            attempts: 0,
            nextAt: now,
          },
        });
        await keepDeed(tx, {
          actor: ACTOR,
          verb: 'close',
          action: `preview.${why}`,
          environmentId: preview.environmentId,
          object: key,
        });
      }
    });
  }

  async #pauseIdle(type: string, idleMs: number): Promise<void> {
    const { store } = this.tools;
    const idle = await store.previews.idle(type, idleMs);
    if (idle.length === 0) return;
    const successes = await store.deployments.lastSuccessOf(
      idle.map(({ environmentId }) => environmentId),
    );
    const awake = idle.filter(({ environmentId }) => {
      const success = successes.get(environmentId);
      return (
        success && !success.destroys && !success.planned?.basis.overlays.paused
      );
    });
    for (const { applicationId, environmentId } of awake) {
      const kept = await this.#kept(environmentId, { pause: true });
      await store.ofApplication(applicationId, async tx => {
        // Another replica may have done it, or somebody may have come meanwhile.
        const stillIdle = await tx.previews.idle(type, idleMs);
        if (stillIdle.some(each => each.environmentId === environmentId)) {
          await queueByItself(tx, {
            environmentId,
            input: { pause: true },
            verb: 'Pause',
            ...kept,
          });
        }
      });
      this.tools.wakeups.notify();
    }
  }

  /** One that goes, a step further. What fails is tried again, and is no matter of the others. */
  async #goOn(preview: PreviewRecord): Promise<void> {
    const { store, wakeups, logger } = this.tools;
    const { applicationId, key } = preview;
    try {
      const deed = await this.#decide(preview);
      if (!deed) return;
      if (deed.kind === 'cancel') {
        await this.#cancel(deed.ids);
      } else if (deed.kind === 'forget') {
        await this.#forget(preview);
      }
      wakeups.notify();
    } catch (error) {
      const { name, message } = toError(error);
      logger.warn(`Preview ${key} is not destroyed yet: ${message}`);
      await store.ofApplication(applicationId, async tx => {
        const found = await tx.previews.find(applicationId, key);
        if (found?.closing) {
          await failed(tx, found, found.closing, {
            failure: FOR_PEOPLE.has(name)
              ? message
              : 'Nobody foresaw why; the log of the backend tells more.',
            at: (await tx.now()) + retryAfterMs(found.closing.attempts),
          });
        }
      });
    }
  }

  async #decide(due: PreviewRecord): Promise<Deed> {
    const kept = await this.#kept(due.environmentId, { destroy: true });
    return this.tools.store.ofApplication(due.applicationId, tx =>
      endFurther(tx, due, kept),
    );
  }

  async #cancel(ids: string[]): Promise<void> {
    const { deployments, credentials } = this.tools;
    const caller = { ...AUTOMATION, credentials: await credentials() };
    for (const id of ids) {
      await deployments.cancel(id, caller).catch(error => {
        // It has ended, or somebody else cancels it.
        if (toError(error).name !== 'ConflictError') throw error;
      });
    }
  }

  async #forget({ environmentId }: PreviewRecord): Promise<void> {
    const { store, environments, credentials } = this.tools;
    try {
      const { application, environment } = await new Lookup(store).placeById(
        environmentId,
      );
      await environments.remove(
        { application: application.name, environment: environment.name },
        { leaveRetained: false },
        { ...AUTOMATION, credentials: await credentials() },
      );
      await keepDeed(store, {
        actor: ACTOR,
        verb: 'remove',
        action: 'environment.removed',
        object: `${application.name}/${environment.name}`,
      });
    } catch (error) {
      // Another replica was quicker.
      if (toError(error).name !== 'NotFoundError') throw error;
    }
  }

  /** Why it may not begin now: a window, or a person who holds automation. */
  async #kept(
    environmentId: string,
    input: PlanInput,
  ): Promise<{ kept?: NonNullable<Awaited<ReturnType<Gates['start']>>> }> {
    const { store, gates } = this.tools;
    const [environment] = await store.environments.get([environmentId]);
    const [application] = environment
      ? await store.applications.get([environment.applicationId])
      : [];
    const kept =
      application &&
      (await gates.start(
        { application, environment },
        { byAutomation: true },
        input,
      ));
    return kept ? { kept } : {};
  }
}
