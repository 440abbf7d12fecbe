import {
  Address,
  AlreadyOwned,
  Clock,
  EnvironmentState,
  FenceLost,
  GeneratedKey,
  GeneratedValues,
  Intent,
  ObjectKey,
  objectKey,
  ObjectRecord,
  ObjectRef,
  ResourceRecord,
  RunStore,
  Secret,
  Value,
  WorkloadRecord,
} from '../model';

/**
 * The engine's memory of one environment, as a database would keep it: rows are copied in and out,
 * every write of a run checks its fence.
 */
export class MemoryDatabase {
  readonly #resources = new Map<string, ResourceRecord>();
  readonly #workloads = new Map<string, WorkloadRecord>();
  readonly #objects = new Map<ObjectKey, ObjectRecord>();
  readonly #generated = new Map<string, Secret>();
  readonly #minted = new Map<Address, number>();
  readonly #intents = new Map<string, Intent>();
  #fence = 0;
  #ids = 0;
  /** What every run believes is left of its lease: a frozen one does not know better. */
  leaseLeftMs = 30_000;
  /** Called before each call takes effect; what it throws is what the caller gets. */
  before: (call: string) => void = () => {};
  /** Called after a call took effect: an error here is an answer that got lost. */
  after: (call: string) => void = () => {};

  constructor(private readonly clock: Clock) {}

  readonly generated: GeneratedValues = {
    find: key => this.#generated.get(keyText(key)),
  };

  state(): EnvironmentState {
    return {
      resources: [...this.#resources.values()].map(copy),
      workloads: [...this.#workloads.values()].map(copy),
      objects: [...this.#objects.values()].map(copy),
      minted: Object.fromEntries(this.#minted),
    };
  }

  intents(): Intent[] {
    return [...this.#intents.values()];
  }

  /** Takes the environment over: whoever ran before can write no more. */
  claim(): RunStore {
    const fence = ++this.#fence;
    const call = <T>(name: string, writes: boolean, body: () => T): T => {
      this.before(name);
      if (writes && fence !== this.#fence) {
        throw new FenceLost(`run ${fence} was taken over`);
      }
      const answer = body();
      this.after(name);
      return answer;
    };
    return {
      state: async () => call('state', false, () => this.state()),
      generated: async key =>
        call('generated', true, () => {
          const known = this.#generated.get(keyText(key));
          const value =
            known ??
            new Secret(`${key.kind}-${this.#generated.size + 1}-canary`);
          this.#generated.set(keyText(key), value);
          return value;
        }),
      saveResource: async record =>
        call('saveResource', true, () => {
          this.#refuseSecondOwner(record);
          if (!this.#resources.has(record.resourceId)) {
            const { address } = record;
            this.#minted.set(address, (this.#minted.get(address) ?? 0) + 1);
          }
          this.#resources.set(record.resourceId, copy(record));
        }),
      saveDecided: async records =>
        call('saveDecided', true, () => {
          records.forEach(record =>
            this.#resources.set(record.resourceId, copy(record)),
          );
        }),
      forgetResource: async resourceId =>
        call('forgetResource', true, () => {
          this.#resources.delete(resourceId);
          for (const key of this.#generated.keys()) {
            if (key.startsWith(`${resourceId}/`)) {
              this.#generated.delete(key);
            }
          }
        }),
      saveWorkload: async record =>
        call('saveWorkload', true, () => {
          this.#workloads.set(record.workload, copy(record));
        }),
      forgetWorkload: async workload =>
        call('forgetWorkload', true, () => {
          this.#workloads.delete(workload);
        }),
      openIntent: async (intent, object, timeoutMs) =>
        call('openIntent', true, () => {
          const opened: Intent = {
            ...intent,
            id: `intent-${++this.#ids}`,
            fence,
            deadline: this.clock.now() + timeoutMs,
          };
          this.#intents.set(opened.id, opened);
          this.#objects.set(objectKey(object.ref), copy(object));
          return opened;
        }),
      settleIntent: async (id, outcome) =>
        call('settleIntent', true, () => {
          const intent = this.#intents.get(id);
          if (!intent) {
            return;
          }
          this.#intents.delete(id);
          const key = objectKey(intent.ref);
          const object = this.#objects.get(key);
          if ('left' in outcome) {
            this.#shelter(intent.ref);
          }
          if ('gone' in outcome || 'left' in outcome) {
            this.#objects.delete(key);
            for (const other of this.intents()) {
              if (objectKey(other.ref) === key) {
                this.#intents.delete(other.id);
              }
            }
          } else if ('present' in outcome && object) {
            this.#objects.set(key, {
              ...object,
              ownedHash: undefined,
              ...outcome.present,
              state: 'present',
            });
          }
        }),
      openIntents: async () =>
        call('openIntents', false, () =>
          this.intents().filter(intent => intent.fence < fence),
        ),
      now: async () => call('now', false, () => this.clock.now()),
      leaseLeftMs: () => this.leaseLeftMs,
    };
  }

  /** The namespace that something stays in must not go with it. */
  #shelter({ namespace = '' }: ObjectRef): void {
    const key = objectKey({
      apiVersion: 'v1',
      kind: 'Namespace',
      name: namespace,
    });
    const row = this.#objects.get(key);
    if (row) {
      this.#objects.set(key, { ...row, adopted: true });
    }
  }

  #refuseSecondOwner({
    resourceId,
    address,
    definition,
    physicalId,
  }: ResourceRecord): void {
    const owner = [...this.#resources.values()].find(
      other =>
        other.resourceId !== resourceId &&
        physicalId !== undefined &&
        other.physicalId === physicalId &&
        other.definition.driver === definition.driver,
    );
    if (owner) {
      throw new AlreadyOwned(
        `${address}: '${physicalId}' of the driver ${definition.driver} belongs to another resource already`,
      );
    }
  }
}

function keyText({ resourceId, kind, name, generation }: GeneratedKey): string {
  return `${resourceId}/${kind}/${name}/${generation}`;
}

/** Rows are values: nobody holds on to what the database keeps. */
function copy<T extends object>(row: T): T;
function copy(row: Value | object): unknown {
  if (Array.isArray(row)) {
    return row.map(item =>
      typeof item === 'object' && item !== null ? copy(item) : item,
    );
  }
  if (row instanceof Secret || !isMap(row)) {
    return row;
  }
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === 'object' && value !== null ? copy(value) : value,
    ]),
  );
}

function isMap(value: unknown): value is Record<string, object> {
  return typeof value === 'object' && value !== null;
}
