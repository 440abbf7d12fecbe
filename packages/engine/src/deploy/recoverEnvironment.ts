import {
  Clock,
  Driver,
  EnvironmentState,
  Intent,
  LiveObject,
  objectKey,
  ObjectRecord,
  ResourceRecord,
  RunStore,
  Target,
} from '../model';
import { isStillOf, saysItIsOf } from '../create/objects';
import { DEFAULT_LIMITS, RunLimits } from './ports';
import { Watch } from './Watch';
import { Writer } from './Writer';

export interface RecoverPorts {
  environmentId: string;
  store: RunStore;
  target: Target;
  drivers: Record<string, Driver>;
  clock: Clock;
  signal: AbortSignal;
  limits?: Partial<RunLimits>;
}

export type Recovery =
  /** `intents`: how many were open; `state`: what is recorded now. */
  | { status: 'settled'; intents: number; state: EnvironmentState }
  /** A driver cannot say how its operation ended: blocks until a person unlocks. */
  | { status: 'unknown'; message: string };

/**
 * Takes over after an older run (docs/reference/semantics.md, Deploy, "Takeover"): afterwards no request of that run can
 * change the cluster any more, the inventory says what is there, and no driver is at work. Called
 * by `runDeployment`; alone only where an environment is to be settled without a run.
 *
 * @throws FenceLost, Interrupted, TargetError
 */
export async function recoverEnvironment(
  ports: RecoverPorts,
): Promise<Recovery> {
  const limits = { ...DEFAULT_LIMITS, ...ports.limits };
  const watch = new Watch(
    { ...ports, cancel: new AbortController().signal },
    limits,
  );
  const writer = new Writer(
    {
      target: ports.target,
      store: ports.store,
      environmentId: ports.environmentId,
      conflicts: 'force',
      // Nothing is applied here, so nothing is hashed.
      digest: () => '',
    },
    watch,
    limits,
  );
  const intents = await ports.store.openIntents();
  if (intents.length > 0) {
    await settleIntents(intents, ports, watch, writer);
  }
  return settleOperations(ports, watch, limits, intents.length);
}

async function settleIntents(
  intents: Intent[],
  { store, target, environmentId }: RecoverPorts,
  watch: Watch,
  writer: Writer,
): Promise<void> {
  const state = await store.state();
  const inventory = new Map(
    state.objects.map(object => [objectKey(object.ref), object]),
  );
  const seen = await writer.observe(
    intents.map(({ ref }) => ref),
    quiet,
  );
  const absent: Intent[] = [];
  for (const intent of intents) {
    const live = seen.get(objectKey(intent.ref));
    if (live) {
      await settlePresent(
        intent,
        live,
        inventory,
        store,
        writer,
        environmentId,
      );
    } else if (intent.operation === 'create') {
      absent.push(intent);
    } else {
      // An update or a delete names a uid: arriving late, it finds nothing.
      await store.settleIntent(intent.id, { gone: true });
    }
  }
  if (absent.length === 0) {
    return;
  }
  await passDeadlines(absent, store, watch);
  const late = await writer.observe(
    absent.map(({ ref }) => ref),
    quiet,
  );
  for (const intent of absent) {
    const live = late.get(objectKey(intent.ref));
    const record = inventory.get(objectKey(intent.ref));
    if (live && target.deliver) {
      // Whole, as it was meant: to take it away would be one more change for all who read there.
      await settlePresent(
        intent,
        live,
        inventory,
        store,
        writer,
        environmentId,
      );
      continue;
    }
    if (live && record && saysItIsOf(live, environmentId)) {
      await writer.remove([{ ...record, uid: live.uid }], quiet);
    }
    await store.settleIntent(intent.id, { gone: true });
  }
}

/** A late request for what we see must meet another version: the object is stamped. */
async function settlePresent(
  intent: Intent,
  live: LiveObject,
  inventory: Map<string, ObjectRecord>,
  store: RunStore,
  writer: Writer,
  environmentId: string,
): Promise<void> {
  const uid = inventory.get(objectKey(intent.ref))?.uid;
  if (!isStillOf(live, uid, environmentId)) {
    // Somebody else's: our request could not, and cannot, change it.
    await store.settleIntent(
      intent.id,
      live.uid === uid ? { left: true } : { gone: true },
    );
    return;
  }
  const stamped = await writer.stamp(live, quiet);
  await store.settleIntent(
    intent.id,
    // Without a hash: the next plan does not know how it was left, and applies it again.
    stamped ? { present: { uid: stamped.uid } } : { gone: true },
  );
}

/** Until no request of an older run can arrive any more. Only the database's clock counts. */
async function passDeadlines(
  intents: Intent[],
  store: RunStore,
  watch: Watch,
): Promise<void> {
  const last = Math.max(...intents.map(({ deadline }) => deadline));
  for (;;) {
    const left = last - (await store.now());
    if (left < 0) {
      return;
    }
    await watch.sleep(left + 1);
  }
}

async function settleOperations(
  { store, drivers }: RecoverPorts,
  watch: Watch,
  limits: RunLimits,
  intents: number,
): Promise<Recovery> {
  const state = await store.state();
  const open = state.resources.filter(({ operation }) => operation);
  for (const record of open) {
    const ended = await endOf(record, drivers, watch, limits);
    if (!ended) {
      return {
        status: 'unknown',
        message: `driver ${record.definition.driver} cannot say how its ${record.operation?.kind} of ${record.address} ended; look yourself, then unlock the environment`,
      };
    }
    await store.saveResource({
      ...record,
      operation: undefined,
      lifecycle: record.lifecycle === 'applying' ? 'failed' : record.lifecycle,
    });
  }
  return {
    status: 'settled',
    intents,
    state: open.length > 0 ? await store.state() : state,
  };
}

/** Waits for an operation that is still running; false: nobody knows how it ended. */
async function endOf(
  record: ResourceRecord,
  drivers: Record<string, Driver>,
  watch: Watch,
  limits: RunLimits,
): Promise<boolean> {
  const { operation, definition } = record;
  const driver = Object.hasOwn(drivers, definition.driver)
    ? drivers[definition.driver]
    : undefined;
  if (!driver || !operation) {
    return false;
  }
  for (;;) {
    const status = await driver.recover(record, operation.id);
    switch (status) {
      case 'finished':
      case 'notStarted':
        return true;
      case 'unknown':
        return false;
      case 'running':
        await watch.sleep(limits.healthPollMs);
        break;
      default:
        throw new Error(`no such state: ${status satisfies never}`);
    }
  }
}

function quiet(): void {}
