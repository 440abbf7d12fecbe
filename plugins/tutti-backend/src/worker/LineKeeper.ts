import { keepDeed } from '../audit';
import { whatStands } from '../line';
import { Metrics } from '../metrics';
import { Notifier } from '../notifications';
import { Wakeups } from '../services';
import { Store } from '../store';

/** Of one look: the rest has the next one. */
const MOST_AT_ONCE = 100;

/**
 * Looks after what stands beside the line, in every replica: questions that nobody answered end, and
 * what waits for a freeze window is asked again when other platform files serve.
 */
export class LineKeeper {
  #revision?: string;
  #lookedAt = -Infinity;

  constructor(
    private readonly tools: {
      store: Store;
      wakeups: Wakeups;
      notifier: Pick<Notifier, 'tell'>;
      metrics: Metrics;
    },
    private readonly everyMs: number,
  ) {}

  /** At most so often; in between it does nothing. */
  async look(): Promise<void> {
    const now = performance.now();
    if (now - this.#lookedAt < this.everyMs) {
      return;
    }
    this.#lookedAt = now;
    const { store } = this.tools;
    for (const id of await store.deployments.unanswered(MOST_AT_ONCE)) {
      await this.#expire(id);
    }
    const { active } = await store.platform.pointer();
    if (active !== this.#revision) {
      await store.deployments.recall('window');
      this.#revision = active;
    }
  }

  async #expire(id: string): Promise<void> {
    const { store, wakeups, notifier, metrics } = this.tools;
    const ended = await store.transaction(async tx => {
      const at = await tx.now();
      const deployment = await tx.deployments.hold(id);
      if ((deployment?.approval?.expiresAt ?? Infinity) > at) {
        return false;
      }
      const failure = {
        address: 'plan',
        code: 'ApprovalExpired',
        message:
          deployment?.startedAt === undefined
            ? 'Nobody approved it in time, and it did not run. Deploy again: then it is asked for again.'
            : `Nobody reviewed it in time. ${await whatStands(
                tx,
                id,
              )} Deploy again: then it goes on from there.`,
      };
      const changed = await tx.deployments.change(id, ['waiting-approval'], {
        status: 'rejected',
        finishedAt: at,
        failures: [failure],
        aside: null,
      });
      if (changed) {
        await tx.steps.closeOpen(id);
        await tx.events.append(id, [
          {
            type: 'status',
            at,
            status: 'rejected',
            message: failure.message,
          },
        ]);
        await keepDeed(tx, {
          actor: { kind: 'system', name: 'line' },
          verb: 'end',
          action: 'deployment.rejected',
          ...(deployment && { environmentId: deployment.environmentId }),
          object: id,
          reason: failure.message,
        });
      }
      return changed;
    });
    if (ended) {
      metrics.deploymentEnded('rejected');
      notifier.tell({ kind: 'ended', deploymentId: id });
      wakeups.notify();
    }
  }
}
