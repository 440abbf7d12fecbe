import { LoggerService } from '@backstage/backend-plugin-api';
import { FenceLost, RunEvent, StepStatus } from '@tutti/engine';
import { Metrics } from '../metrics';
import { PhaseView, StepChange, Store } from '../store';
import { Wakeups } from '../services';
import { Lease } from './Lease';

const FLUSH_MS = 100;
/** A database that takes long to write is busy: it is left alone for so many times as long. */
const REST = 2;
const FINAL: readonly StepStatus[] = [
  'done',
  'kept',
  'failed',
  'skipped',
  'diverged',
];

/**
 * Writes what a run tells: events, and the state of steps and phases beside them, together and in
 * order. The engine does not wait for it.
 */
export class RunRecorder {
  #buffer: RunEvent[] = [];
  #timer?: NodeJS.Timeout;
  #writing: Promise<void> = Promise.resolve();
  /** How far the database's clock is ahead of this process', asked once in a run. */
  #aheadMs?: number;
  /** The last write. */
  #tookMs = 0;

  constructor(
    private readonly options: {
      store: Store;
      lease: Lease;
      phases: PhaseView[];
      /** How far steps came that this run began before it was taken over, by address. */
      begun: ReadonlyMap<string, StepStatus>;
      wakeups: Wakeups;
      metrics: Metrics;
      logger: LoggerService;
    },
  ) {}

  record(told: RunEvent): void {
    const event = this.#ofTheWholeRun(told);
    if (!event) return;
    if (event.type === 'step' && FINAL.includes(event.status)) {
      this.options.metrics.stepEnded(event.action, event.status);
    }
    this.#buffer.push(event);
    this.#timer ??= setTimeout(() => {
      this.#flushSoon();
    }, Math.max(FLUSH_MS, REST * this.#tookMs));
  }

  /** What is unchanged only since this same run made it, is done. */
  #ofTheWholeRun(event: RunEvent): RunEvent | undefined {
    if (event.type !== 'step' || event.status !== 'kept') return event;
    const before = this.options.begun.get(event.address);
    if (before === 'done') return undefined;
    return before ? { ...event, status: 'done' } : event;
  }

  /**
   * Everything that was told is written when this resolves.
   *
   * @throws FenceLost, or the database's error
   */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
    await this.#write();
  }

  #flushSoon(): void {
    this.#timer = undefined;
    this.#writing = this.#writing
      .then(() => this.#write())
      .catch(error => {
        if (error instanceof FenceLost) {
          this.options.lease.giveUp();
        } else {
          // Kept in the buffer: written with the next ones.
          this.options.logger.warn(`Events could not be stored yet: ${error}`);
        }
      });
  }

  async #write(): Promise<void> {
    const told = this.#buffer;
    if (told.length === 0) {
      return;
    }
    this.#buffer = [];
    const { store, lease, wakeups } = this.options;
    const { deploymentId } = lease.claim;
    const phases = told.reduce(withPhase, this.options.phases);
    const began = performance.now();
    try {
      await store.fenced(lease.claim, async tx => {
        this.#aheadMs ??= (await tx.now()) - Date.now();
        const events = told.map(onClock(this.#aheadMs));
        await tx.steps.update(deploymentId, events.flatMap(changeOf));
        if (phases !== this.options.phases) {
          await tx.deployments.change(deploymentId, ['running', 'cancelling'], {
            phases,
          });
        }
        await tx.events.append(deploymentId, events);
      });
    } catch (error) {
      this.#buffer = [...told, ...this.#buffer];
      throw error;
    }
    this.#tookMs = performance.now() - began;
    this.options.phases = phases;
    // Nobody begins anything because of what a run tells.
    wakeups.events.ring();
  }
}

/** What people read is by the database's clock, whichever process it comes from. */
function onClock(aheadMs: number): (event: RunEvent) => RunEvent {
  return event => ({
    ...event,
    at: event.at + aheadMs,
    ...(event.type === 'step' &&
      event.deadline !== undefined && { deadline: event.deadline + aheadMs }),
  });
}

function withPhase(phases: PhaseView[], event: RunEvent): PhaseView[] {
  if (event.type !== 'phase') {
    return phases;
  }
  const status = event.status === 'started' ? 'running' : event.status;
  return phases.map(phase =>
    phase.phase === event.phase
      ? {
          phase: phase.phase,
          status,
          ...(event.durationMs !== undefined && {
            durationMs: event.durationMs,
          }),
          ...(event.message !== undefined && { message: event.message }),
        }
      : phase,
  );
}

function changeOf(event: RunEvent): StepChange[] {
  if (event.type !== 'step') {
    return [];
  }
  const { address, status, at, message, cause, attempt } = event;
  return [
    {
      address,
      status,
      ...(message !== undefined && { message }),
      ...(cause && { cause }),
      ...(status === 'running' && { startedAt: at }),
      ...(FINAL.includes(status) && { finishedAt: at }),
      ...(attempt !== undefined && { attempt }),
    },
  ];
}
