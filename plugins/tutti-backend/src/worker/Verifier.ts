import { LoggerService } from '@backstage/backend-plugin-api';
import { Gates } from '../line';
import { Metrics } from '../metrics';
import { Notifier } from '../notifications';
import { HealthObserver, ImageObserver, Wakeups } from '../services';
import { DeploymentRecord, Store } from '../store';
import { verdict, Verification } from '../verification';
import { end } from './ending';
import { see } from './see';

const LOOK_EVERY_MS = 2_000;

/**
 * Looks at what runs and has not succeeded yet, in every replica: one looks at a time. It holds no lease
 * and no worker's place, and nothing is lost when a replica is.
 */
export class Verifier {
  #looking?: Promise<void>;
  #lookedAt = -Infinity;

  constructor(
    private readonly tools: {
      store: Store;
      gates: Gates;
      health: HealthObserver;
      images: Pick<ImageObserver, 'look'>;
      wakeups: Wakeups;
      notifier: Pick<Notifier, 'tell'>;
      metrics: Metrics;
      logger: LoggerService;
      /** Told the environment in which something has ended. */
      ended(environmentId: string): Promise<void>;
    },
    /** It asks what is due at most so often. */
    private readonly paceMs: number,
    private readonly everyMs = LOOK_EVERY_MS,
  ) {}

  /** Begins to look, unless it does already or it is too early. */
  look(): void {
    const now = performance.now();
    if (this.#looking || now - this.#lookedAt < this.paceMs) {
      return;
    }
    this.#lookedAt = now;
    this.#looking = this.#all()
      .catch(error =>
        this.tools.logger.warn(`What is verified was not looked at: ${error}`),
      )
      .finally(() => {
        this.#looking = undefined;
      });
  }

  async stop(): Promise<void> {
    await this.#looking;
  }

  async #all(): Promise<void> {
    const { store } = this.tools;
    for (;;) {
      const deployment = await store.deployments.takeLook(this.everyMs);
      if (!deployment) return;
      await this.#one(deployment);
    }
  }

  async #one(deployment: DeploymentRecord): Promise<void> {
    const { id, environmentId } = deployment;
    const { store, gates, wakeups, notifier, metrics } = this.tools;
    const [environment] = await store.environments.get([environmentId]);
    const [application] = environment
      ? await store.applications.get([environment.applicationId])
      : [];
    if (!application) return;
    const look = await see(this.tools.health, environment);
    const rollsBack = await gates.rollsBack(environment);
    const known = await knownOf(store, deployment);
    const passes =
      known && verdict(known, look, await store.now()).kind === 'passed';
    // Before the transaction: it waits for no cluster.
    const images = passes
      ? await this.tools.images.look(environment)
      : undefined;
    const ended = await store.transaction(async tx => {
      const held = await tx.deployments.hold(id);
      const before = held && (await knownOf(tx, held));
      if (held?.status !== 'verifying' || !before) return undefined;
      const now = await tx.now();
      const found = verdict(before, look, now);
      await tx.deployments.change(id, ['verifying'], {
        verification: { ...found.verification, gates: [] },
      });
      if (found.kind === 'waits') return undefined;
      // Somebody said something meanwhile: whoever looks next has looked at the images too.
      if (found.kind === 'passed' && !images) return undefined;
      const status = found.kind === 'passed' ? 'succeeded' : 'failed';
      const failures =
        found.kind === 'passed'
          ? []
          : [
              {
                address: 'verification',
                code: found.code,
                message: found.message,
              },
            ];
      const tookMs = await end(
        tx,
        held,
        {
          status,
          failures,
          hasApplied: true,
          ...(status === 'succeeded' && images && { images }),
        },
        { rollsBack, place: { application, environment } },
      );
      return { status, tookMs } as const;
    });
    if (ended) {
      metrics.deploymentEnded(ended.status, ended.tookMs);
      notifier.tell({ kind: 'ended', deploymentId: id });
      await this.tools.ended(environmentId);
      wakeups.notify();
    }
  }
}

/** What is verified so far; gates that others wait for before they promote it are none of its own. */
async function knownOf(
  store: Store,
  { id, verification }: DeploymentRecord,
): Promise<Verification | undefined> {
  return (
    verification && {
      ...verification,
      gates: (await store.gates.list(id)).filter(({ key }) =>
        verification.rule.gates.includes(key),
      ),
    }
  );
}
