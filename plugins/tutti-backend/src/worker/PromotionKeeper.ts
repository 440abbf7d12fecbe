import {
  isDatabaseConflictError,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { EnvironmentType, PromotionRule } from '@tutti/engine';
import { verbOf } from '@tutti/plugin-tutti-common';
import { keepDeed } from '../audit';
import { Gates } from '../line';
import { Metrics } from '../metrics';
import {
  FRESH_MS,
  Prospect,
  prospectsOf,
  soakAfter,
  whyWithdrawn,
} from '../promotion';
import { advanceRound, HealthObserver, queue, Wakeups } from '../services';
import { ApplicationRecord, Store } from '../store';
import { see } from './see';
import { withdraw } from './withdrawing';

/** Whoever promotes by itself: what it asks for waits for approvals, windows and holds as any automation does. */
export const PROMOTION_AUTOMATION = 'tutti:promotion';

/** Between rounds of this replica where nothing ended in it, as a multiple of its pace. */
const REST = 5;
/** Twice in the time for which a look says something of now. */
const SOAK_EVERY_MS = FRESH_MS / 2;
/** Looked through at once: others are let in between. */
const APPLICATIONS_AT_ONCE = 200;

const AUTOMATIC = {
  wanted: ({ automatic }: PromotionRule) => automatic,
};

type Types = Record<string, EnvironmentType>;

/**
 * Promotes by itself what types say, in every replica: what is ready is decided anew in a transaction of its
 * application, and an index of the database keeps one success from being promoted twice. Nothing is kept
 * but what was seen of health: a replica that is lost between a decision and its deployment loses neither.
 */
export class PromotionKeeper {
  #round?: Promise<void>;
  #lookedAt = -Infinity;
  #isDue = true;

  constructor(
    private readonly tools: {
      store: Store;
      gates: Pick<Gates, 'environmentTypes'>;
      health: HealthObserver;
      wakeups: Wakeups;
      metrics: Metrics;
      logger: LoggerService;
    },
    /** At most so often. */
    private readonly everyMs: number,
  ) {}

  /** Something has ended: the next round does not wait. */
  hurry(): void {
    this.#isDue = true;
  }

  /** Begins a round, unless there is one or it is too early. */
  look(): void {
    const now = performance.now();
    const waitMs = this.#isDue ? this.everyMs : this.everyMs * REST;
    if (this.#round || now - this.#lookedAt < waitMs) {
      return;
    }
    this.#lookedAt = now;
    this.#isDue = false;
    this.#round = this.#all()
      .catch(error =>
        this.tools.logger.warn(`Nothing was promoted in this round: ${error}`),
      )
      .finally(() => {
        this.#round = undefined;
      });
  }

  async stop(): Promise<void> {
    await this.#round;
  }

  async #all(): Promise<void> {
    const { store, gates } = this.tools;
    await this.#withdraw();
    await this.#advanceRounds();
    const types = await gates.environmentTypes();
    const automatic = Object.values(types).filter(
      ({ promotion }) => promotion?.automatic,
    );
    const ids = new Set<string>();
    for (const { name } of automatic) {
      for (const { applicationId } of await store.environments.listOfType(
        name,
      )) {
        ids.add(applicationId);
      }
    }
    const all = [...ids];
    for (let at = 0; at < all.length; at += APPLICATIONS_AT_ONCE) {
      await this.#some(all.slice(at, at + APPLICATIONS_AT_ONCE), types);
    }
  }

  async #some(ids: string[], types: Types): Promise<void> {
    const { store, logger } = this.tools;
    const applications = await store.applications.get(ids);
    const prospects = await prospectsOf(store, types, applications, AUTOMATIC);
    const of = (...kinds: string[]) =>
      prospects.filter(({ standing }) => kinds.includes(standing?.kind ?? ''));
    await this.#watch(of('waits', 'ready'));
    const ready = new Set(of('ready').map(({ application }) => application));
    for (const application of ready) {
      try {
        await this.#promote(application, types);
      } catch (error) {
        logger.warn(
          `Promotion in ${application.name} is tried again: ${error}`,
        );
      }
    }
  }

  /** Looks at what soaks, one replica at a time. */
  async #watch(coming: Prospect[]): Promise<void> {
    const sources = new Map(
      coming.flatMap(({ rule, source, success }) =>
        rule.soak !== undefined && source && success
          ? [[source.id, { source, success }] as const]
          : [],
      ),
    );
    await Promise.all([...sources.values()].map(each => this.#watchOne(each)));
  }

  async #watchOne({
    source,
    success,
  }: Required<Pick<Prospect, 'source' | 'success'>>): Promise<void> {
    const { store, health } = this.tools;
    const at = success.finishedAt ?? success.requestedAt;
    if (
      !(await store.soaks.take(
        source.id,
        { id: success.id, at },
        SOAK_EVERY_MS,
      ))
    ) {
      return;
    }
    const look = await see(health, source);
    const before = (await store.soaks.of([source.id])).get(source.id);
    if (before?.deploymentId === success.id) {
      await store.soaks.save(soakAfter(before, look, await store.now()));
    }
  }

  async #promote(application: ApplicationRecord, types: Types): Promise<void> {
    const { store, wakeups, metrics, logger } = this.tools;
    let done: { told: string; replaced: number }[];
    try {
      done = await store.ofApplication(application.id, async tx => {
        const prospects = await prospectsOf(
          tx,
          types,
          [application],
          AUTOMATIC,
        );
        const promoted: { told: string; replaced: number }[] = [];
        for (const prospect of prospects) {
          if (prospect.standing?.kind === 'ready') {
            promoted.push(await promoteOne(tx, prospect));
          }
        }
        return promoted;
      });
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        // Another replica was quicker.
        return;
      }
      throw error;
    }
    for (const { told, replaced } of done) {
      logger.info(told);
      for (let count = 0; count < replaced; count++) {
        metrics.deploymentEnded('superseded');
      }
    }
    if (done.length > 0) {
      wakeups.notify();
    }
  }

  /** What somebody asked for goes on, wave by wave. */
  async #advanceRounds(): Promise<void> {
    const { store, wakeups, logger } = this.tools;
    for (const { id, applicationId } of await store.promotionRounds.open()) {
      try {
        const isDone = await store.ofApplication(applicationId, async tx => {
          const round = await tx.promotionRounds.get(id);
          return round && !round.ended && advanceRound(tx, round);
        });
        if (isDone) {
          wakeups.notify();
        }
      } catch (error) {
        logger.warn(`Promotion ${id} goes on later: ${error}`);
      }
    }
  }

  /** What promotes something that its environment did not come to. */
  async #withdraw(): Promise<void> {
    const { store, wakeups, metrics } = this.tools;
    const waiting = await store.promotions.waiting();
    const latest = await store.deployments.lastSuccessOf([
      ...new Set(waiting.flatMap(({ sourceId }) => sourceId ?? [])),
    ]);
    for (const { id, promotes, sourceId = '' } of waiting) {
      if (latest.get(sourceId)?.id === promotes) continue;
      const reason = await whyWithdrawn(store, promotes);
      if (
        reason !== undefined &&
        (await store.transaction(tx => withdraw(tx, id, { message: reason })))
      ) {
        metrics.deploymentEnded('superseded');
        wakeups.notify();
      }
    }
  }
}

/** Queues it, and ends what waited to bring an older release to the same environment. */
async function promoteOne(
  tx: Store,
  { application, target, source, success, run }: Prospect,
): Promise<{ told: string; replaced: number }> {
  const releaseId = success?.releaseId;
  if (!source || !run || releaseId === undefined) {
    throw new Error(`What is to be promoted to ${target.name} is not known`);
  }
  const release = (await tx.releases.heads([releaseId])).get(releaseId);
  const input = { promoteFrom: source.name, releaseId };
  const verb = verbOf(input, { ...(release && { release: release.number }) });
  const queued = await queue(
    tx,
    {
      environmentId: target.id,
      input,
      isChange: true,
      verb,
      promotes: run.first.id,
    },
    { name: PROMOTION_AUTOMATION, isUser: false },
  );
  await keepDeed(tx, {
    actor: { kind: 'system', name: 'promotion' },
    verb: 'create',
    action: 'deployment.queued',
    environmentId: target.id,
    object: queued.id,
  });
  let replaced = 0;
  for (const older of await tx.deployments.waitingIn(target.id)) {
    const isOlder =
      older.promotes !== undefined &&
      older.id !== queued.id &&
      older.startedAt === undefined;
    if (
      isOlder &&
      (await withdraw(tx, older.id, {
        message: `#${queued.number} promotes a newer release of ${source.name}.`,
        by: queued,
      }))
    ) {
      replaced += 1;
    }
  }
  return {
    told: `${application.name}/${target.name} #${queued.number}: ${verb}`,
    replaced,
  };
}
