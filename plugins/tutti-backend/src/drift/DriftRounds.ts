import {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { durationMs, EnvironmentType, groupBy, objectKey } from '@tutti/engine';
import { addressesOf, repairKey } from './repairKey';
import { keepDeed } from '../audit';
import { Metrics } from '../metrics';
import { Notifier } from '../notifications';
import { ActivePlatform } from '../platform';
import { DeploymentsService } from '../services/types';
import { DriftFindingRecord, EnvironmentRecord, Store } from '../store';
import { Checked, DriftChecker } from './DriftChecker';

/** Of one round: the rest has the next one. */
const MOST_ENVIRONMENTS = 500;
/** Environments of one cluster at once, and of all clusters together. */
const PER_CLUSTER = 2;
const AT_ONCE = 8;
/** What is changed again each time somebody has to look at. */
export const MOST_REPAIRS = 3;

/** Whoever puts back by itself: what it asks for waits for approvals, windows and holds as any automation does. */
export const DRIFT_AUTOMATION = 'tutti:drift';

/** Looks at every environment as often as its type says, and puts back where the type says so. */
export class DriftRounds {
  constructor(
    private readonly options: {
      store: Store;
      platform: ActivePlatform;
      checker: DriftChecker;
      deployments: Pick<DeploymentsService, 'create'>;
      credentials(): Promise<BackstageCredentials>;
      notifier: Pick<Notifier, 'tellOfDrift'>;
      metrics: Pick<Metrics, 'driftLooked'>;
      logger: LoggerService;
    },
  ) {}

  /** One round: those that are due, a bounded number of them, a few at once. */
  async look(signal: AbortSignal): Promise<void> {
    const { store, platform, metrics } = this.options;
    const types = (await platform.find())?.environmentTypes ?? {};
    const now = await store.now();
    const due: {
      environmentId: string;
      triedAt: number;
      type: EnvironmentType;
    }[] = [];
    for (const type of Object.values(types)) {
      const { every } = type.drift;
      if (every === undefined) continue;
      const before = now - durationMs(every);
      for (const one of await store.drift.due(
        type.name,
        before,
        MOST_ENVIRONMENTS,
      )) {
        due.push({ ...one, type });
        // One that was never looked at has not waited for anything.
        if (one.triedAt > 0) metrics.driftLooked(before - one.triedAt);
      }
    }
    due.sort((a, b) => a.triedAt - b.triedAt);
    const chosen = due.slice(0, MOST_ENVIRONMENTS);
    const typeOf = new Map(
      chosen.map(({ environmentId, type }) => [environmentId, type]),
    );
    const environments = await store.environments.get([...typeOf.keys()]);
    const fresh: DriftFindingRecord[] = [];
    await inLanes(environments, signal, async environment => {
      const checked = await this.#one(environment, typeOf.get(environment.id));
      fresh.push(...checked.fresh);
    });
    await this.#tell(fresh, environments);
  }

  async #one(
    environment: EnvironmentRecord,
    type: EnvironmentType | undefined,
  ): Promise<Checked> {
    const { checker, logger } = this.options;
    const checked = await checker.check(environment);
    const { check } = checked;
    if (check.error !== undefined) {
      logger.warn(
        `Drift of environment ${environment.id} could not be looked for: ${check.error}`,
      );
    }
    if (
      type?.drift.repair === 'automatic' &&
      check.error === undefined &&
      check.skipped === undefined
    ) {
      await this.#repair(environment, checked);
    }
    return checked;
  }

  /** Once at a time, and not again and again: somebody else wants it otherwise. */
  async #repair(
    environment: EnvironmentRecord,
    { check }: Checked,
  ): Promise<void> {
    const { store, deployments, credentials, logger } = this.options;
    const { id } = environment;
    if (check.repairs >= MOST_REPAIRS) return;
    const found = await store.drift.findings({
      environmentIds: [id],
      limit: MOST_ENVIRONMENTS,
    });
    const addresses = await addressesOf(store, [id]);
    const keys = [
      ...new Set(
        found
          .filter(({ change }) => change !== 'taken')
          .map(finding => repairKey(finding, addresses)),
      ),
    ];
    if (keys.length === 0) return;
    const waiting = await store.deployments.waitingIn(id);
    if (waiting.some(({ input }) => input?.repair !== undefined)) return;
    const [application] = await store.applications.get([
      environment.applicationId,
    ]);
    if (!application) return;
    try {
      const { id: repairs } = await deployments.create(
        {
          application: application.name,
          environment: environment.name,
          input: { repair: keys },
        },
        {
          credentials: await credentials(),
          name: DRIFT_AUTOMATION,
          isUser: false,
        },
      );
      await keepDeed(store, {
        actor: { kind: 'system', name: 'drift' },
        verb: 'create',
        action: 'deployment.queued',
        environmentId: id,
        object: repairs,
      });
      await store.drift.saveCheck({ ...check, repairs: check.repairs + 1 });
    } catch (error) {
      logger.warn(
        `Drift of ${application.name}/${environment.name} is not put back: ${error}`,
      );
    }
  }

  async #tell(
    fresh: DriftFindingRecord[],
    environments: EnvironmentRecord[],
  ): Promise<void> {
    const byId = new Map(environments.map(record => [record.id, record]));
    const byApplication = groupBy(
      fresh,
      ({ environmentId }) => byId.get(environmentId)?.applicationId ?? '',
    );
    for (const [applicationId, findings] of byApplication) {
      this.options.notifier.tellOfDrift({
        applicationId,
        environments: [
          ...new Set(
            findings.flatMap(
              ({ environmentId }) => byId.get(environmentId)?.name ?? [],
            ),
          ),
        ].sort(),
        objects: new Set(
          findings.map(
            ({ environmentId, ref }) => `${environmentId} ${objectKey(ref)}`,
          ),
        ).size,
        first: findings[0],
      });
    }
  }
}

/** A cluster that does not answer keeps only its own environments waiting. */
async function inLanes(
  environments: EnvironmentRecord[],
  signal: AbortSignal,
  look: (environment: EnvironmentRecord) => Promise<void>,
): Promise<void> {
  const waiting = groupBy(environments, ({ target }) => target?.cluster ?? '');
  const busy = new Map<string, number>();
  const free = (): EnvironmentRecord | undefined => {
    for (const [cluster, queue] of waiting) {
      if (queue.length > 0 && (busy.get(cluster) ?? 0) < PER_CLUSTER) {
        busy.set(cluster, (busy.get(cluster) ?? 0) + 1);
        return queue.shift();
      }
    }
    return undefined;
  };
  const running = new Set<Promise<void>>();
  for (;;) {
    const next = running.size < AT_ONCE && !signal.aborted ? free() : undefined;
    if (next) {
      const cluster = next.target?.cluster ?? '';
      const done = look(next).finally(() => {
        busy.set(cluster, (busy.get(cluster) ?? 1) - 1);
        running.delete(done);
      });
      running.add(done);
    } else if (running.size > 0) {
      await Promise.race(running);
    } else {
      return;
    }
  }
}
