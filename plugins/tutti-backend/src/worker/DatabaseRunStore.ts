import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import {
  AlreadyOwned,
  EnvironmentState,
  FenceLost,
  GeneratedKey,
  Intent,
  ObjectRecord,
  ResourceRecord,
  RunStore,
  Secret,
  WorkloadRecord,
} from '@tutti/engine';
import { patiently } from '../faults';
import { BoundTarget, environmentState, Store } from '../store';
import { GroupedWrites } from './GroupedWrites';
import { Lease } from './Lease';

/** The engine's memory of one run: every write is fenced. */
export class DatabaseRunStore implements RunStore {
  readonly #writes = new GroupedWrites(work => this.#commit(work));
  #bound = false;
  /** Plans that were made from what was recorded until now are not current any more. */
  #said?: Promise<void>;

  constructor(
    private readonly store: Store,
    private readonly lease: Lease,
    private readonly target: BoundTarget,
    private readonly onRetry: (attempt: number, error: unknown) => void,
  ) {}

  state(): Promise<EnvironmentState> {
    return this.#patiently(() =>
      environmentState(this.store, this.#environmentId),
    );
  }

  generated(key: GeneratedKey): Promise<Secret> {
    return this.#write(store =>
      store.generatedValues.findOrAdd({
        ...key,
        environmentId: this.#environmentId,
      }),
    );
  }

  async saveResource(record: ResourceRecord): Promise<void> {
    try {
      await this.#write(store =>
        store.resources.save(this.#environmentId, this.target.cluster, record),
      );
    } catch (error) {
      throw isDatabaseConflictError(error) && record.physicalId
        ? new AlreadyOwned(
            `${record.address}: '${record.physicalId}' of the driver ${record.definition.driver} belongs to another resource already`,
          )
        : error;
    }
  }

  async saveDecided(records: ResourceRecord[]): Promise<void> {
    await this.#write(async store => {
      for (const record of records) {
        await store.resources.save(
          this.#environmentId,
          this.target.cluster,
          record,
        );
      }
    });
  }

  async forgetResource(resourceId: string): Promise<void> {
    await this.#write(async store => {
      await store.resources.remove(this.#environmentId, resourceId);
      await store.generatedValues.removeOf(this.#environmentId, resourceId);
    });
  }

  async saveWorkload(record: WorkloadRecord): Promise<void> {
    await this.#write(store =>
      store.workloadStates.save(this.#environmentId, record),
    );
  }

  async forgetWorkload(workload: string): Promise<void> {
    await this.#write(store =>
      store.workloadStates.remove(this.#environmentId, workload),
    );
  }

  openIntent(
    intent: Omit<Intent, 'id' | 'fence' | 'deadline'>,
    object: ObjectRecord,
    timeoutMs: number,
  ): Promise<Intent> {
    return this.#write(async store => {
      const opened = await store.intents.open({
        environmentId: this.#environmentId,
        objectId: await store.objects.save(this.#environmentId, object),
        operation: intent.operation,
        expected: intent.expected,
        fence: this.#fence,
        timeoutMs,
      });
      return { ...intent, ...opened, fence: this.#fence };
    });
  }

  async settleIntent(
    id: string,
    outcome:
      | { present: Pick<ObjectRecord, 'uid' | 'ownedHash'> }
      | { gone: true }
      | { left: true }
      | { failed: string },
  ): Promise<void> {
    await this.#write(async store => {
      const objectId = await store.intents.settle(this.#environmentId, id);
      if (objectId === undefined) {
        return;
      }
      if ('present' in outcome) {
        await store.objects.confirm(objectId, outcome.present);
      } else if ('gone' in outcome) {
        await store.objects.remove(objectId);
      } else if ('left' in outcome) {
        await store.objects.leave(objectId);
      }
    });
  }

  openIntents(): Promise<Intent[]> {
    return this.#patiently(() =>
      this.store.intents.listBefore(this.#environmentId, this.#fence),
    );
  }

  now(): Promise<number> {
    return this.#patiently(() => this.store.now());
  }

  leaseLeftMs(): number {
    return this.lease.leftMs();
  }

  get #environmentId(): string {
    return this.lease.claim.environmentId;
  }

  get #fence(): number {
    return this.lease.claim.fence;
  }

  async #write<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const { environments } = this.store;
    await (this.#said ??= this.#patiently(() =>
      environments.raiseSerial(this.#environmentId, this.#fence),
    ));
    return this.#writes.write(work);
  }

  /** The first thing that is kept also binds the environment to where it is made. */
  async #commit<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const written = await this.#patiently(() =>
      this.store.fenced(this.lease.claim, async store => {
        if (!this.#bound) {
          await store.environments.bindTarget(this.#environmentId, this.target);
        }
        return work(store);
      }),
    );
    this.#bound = true;
    return written;
  }

  /**
   * A transaction that was cut off is made again, for as long as the run has its lease: a database
   * that is away for a moment fails no step. If it had been committed all the same, saving twice
   * changes nothing, and an intent too many is settled by the next run.
   *
   * @throws FenceLost when the lease ended first: whoever claims the run goes on.
   */
  async #patiently<T>(call: () => Promise<T>): Promise<T> {
    const { lost } = this.lease;
    try {
      return await patiently(call, {
        signal: lost,
        attempts: Infinity,
        onRetry: this.onRetry,
      });
    } catch (error) {
      throw lost.aborted && !(error instanceof FenceLost)
        ? new FenceLost(
            `The lease ended before the database answered: ${error}`,
          )
        : error;
    }
  }
}
