import {
  AppliedObject,
  ConflictPolicy,
  Digest,
  Intent,
  LiveObject,
  objectKey,
  ObjectRecord,
  ObjectRef,
  RunStore,
  Target,
  TargetCall,
  TargetError,
} from '../model';
import { inWaves, isStillOf, saysItIsOf } from '../create/objects';
import { messageOf, PlanDiverged, StepError } from './failures';
import {
  Intending,
  intentToApply,
  intentToLeave,
  leftBehind,
  manifestOf,
  versionOf,
  WantedObject,
} from './intents';
import { RunLimits } from './ports';
import { retry } from './retry';
import { Watch } from './Watch';

/** Tells a person that a call is tried again: `attempt` counts from 2. */
export type TellRetry = (attempt: number, why: string) => void;

/**
 * The only one that changes a cluster (docs/reference/semantics.md, Deploy, fencing): each change is an intent in the
 * database first, then a request that can only hit the object as it was seen, then the result.
 */
export class Writer {
  applies = 0;
  deletes = 0;

  constructor(
    private readonly ports: {
      target: Target;
      store: RunStore;
      digest: Digest;
      environmentId: string;
      /** What is applied says that it came from here; it is no wish that anything is compared with. */
      deployment?: string;
      conflicts: ConflictPolicy;
    },
    private readonly watch: Watch,
    private readonly limits: RunLimits,
  ) {}

  /** What is there now, by key. */
  async observe(
    refs: ObjectRef[],
    retrying: TellRetry,
  ): Promise<Map<string, LiveObject>> {
    if (refs.length === 0) {
      return new Map();
    }
    const found = await this.retry(retrying, () =>
      this.ports.target.observe(refs, this.watch.call()),
    );
    return new Map(found.map(live => [objectKey(live.ref), live]));
  }

  /**
   * Applies one object: creates it if `seen` is absent, else updates exactly what was seen.
   * A conflict means that somebody else was there in between: looks again, a bounded number of times.
   */
  async apply(
    object: WantedObject,
    seen: LiveObject | undefined,
    retrying: TellRetry,
  ): Promise<AppliedObject> {
    const { target, store } = this.ports;
    const { ref, template, adopting } = object;
    const manifest = manifestOf(object, this.ports.deployment);
    let live = seen;
    const open: Intent[] = [];
    const attempt = async () => {
      const expected = live ? versionOf(live) : 'absent';
      const call = await this.intend(
        open,
        ...intentToApply(object, live, target.cluster),
      );
      try {
        this.applies++;
        const applied = await target.apply(
          manifest,
          expected,
          call,
          adopting ? 'force' : this.ports.conflicts,
        );
        const present = leftBehind(applied, template, this.ports.digest);
        for (const intent of open) {
          await store.settleIntent(intent.id, { present });
        }
        return applied;
      } catch (error) {
        await this.giveUpCertain(open, error);
        throw error;
      }
    };
    return this.retry(retrying, attempt, async () => {
      live = await this.look(ref, retrying);
      this.refuseForeign(ref, seen, live);
    });
  }

  /**
   * Deletes what the inventory says is ours, last wave first, and waits until it is gone.
   * What somebody else has put in its place meanwhile is left alone.
   */
  async remove(records: ObjectRecord[], retrying: TellRetry): Promise<void> {
    const waves = inWaves(records).reverse();
    for (const wave of waves) {
      const seen = await this.observe(
        wave.map(({ ref }) => ref),
        retrying,
      );
      const leaving: { record: ObjectRecord; intents: Intent[] }[] = [];
      for (const record of wave) {
        leaving.push({
          record,
          intents: await this.removeOne(
            record,
            seen.get(objectKey(record.ref)),
            retrying,
          ),
        });
      }
      await this.awaitGone(leaving, retrying);
    }
  }

  /**
   * Lets go of objects that stay: they say no longer whose they are, and the inventory forgets them.
   * After a crash in between they are found in the inventory, and let go of again.
   */
  async release(records: ObjectRecord[], retrying: TellRetry): Promise<void> {
    const seen = await this.observe(
      records.map(({ ref }) => ref),
      retrying,
    );
    for (const record of records) {
      await this.releaseOne(record, seen.get(objectKey(record.ref)), retrying);
    }
  }

  /** Gives an object a new version, so that a late request for the old one fails. */
  async stamp(
    seen: LiveObject,
    retrying: TellRetry,
  ): Promise<LiveObject | undefined> {
    let live: LiveObject | undefined = seen;
    const attempt = async () => {
      if (!live) {
        return undefined;
      }
      const { ref, uid, resourceVersion } = live;
      return this.ports.target.stamp(
        ref,
        { uid, resourceVersion },
        this.watch.call(),
      );
    };
    return this.retry(
      retrying,
      attempt,
      async () => {
        live = await this.look(seen.ref, retrying);
      },
      error => mayHelp(error) || error.code === 'notFound',
    );
  }

  /**
   * Runs a call of the target again while that may help.
   *
   * @param lookAgain before each further try; its errors are not tried again here
   */
  async retry<T>(
    retrying: TellRetry,
    call: () => Promise<T>,
    lookAgain?: () => Promise<void>,
    helps: (error: TargetError) => boolean = mayHelp,
  ): Promise<T> {
    return retry(call, {
      ...this.limits,
      mayHelp: error => error instanceof TargetError && helps(error),
      askedPauseMs: error =>
        error instanceof TargetError ? error.retryAfterMs : undefined,
      onRetry: (attempt, error) => retrying(attempt, messageOf(error)),
      sleep: milliseconds => this.watch.sleep(milliseconds),
      ...(lookAgain && { beforeRetry: lookAgain }),
    });
  }

  /**
   * Opens an intent.
   *
   * @returns the request that it is of. A process that stood still while the intent was stored has less
   *   time for it, or none: whoever looks at the intent waits for its deadline and not longer.
   * @throws Interrupted when there is no time left; then nothing was sent
   */
  private async intend(
    open: Intent[],
    ...[intent, object]: Intending
  ): Promise<TargetCall> {
    const { timeoutMs } = this.watch.call();
    const asked = performance.now();
    open.push(await this.ports.store.openIntent(intent, object, timeoutMs));
    return this.watch.call(timeoutMs - (performance.now() - asked));
  }

  private async releaseOne(
    record: ObjectRecord,
    seen: LiveObject | undefined,
    retrying: TellRetry,
  ): Promise<void> {
    const { target, store } = this.ports;
    const { ref } = record;
    let live = seen;
    const open: Intent[] = [];
    const attempt = async () => {
      const ours = live && this.isOurs(record, live) ? live : undefined;
      const intended = intentToLeave('release', record, ours);
      const call = await this.intend(open, ...intended);
      try {
        if (ours) {
          await target.release(ref, versionOf(ours), call);
        }
        for (const intent of open) {
          await store.settleIntent(
            intent.id,
            live ? { left: true } : { gone: true },
          );
        }
      } catch (error) {
        await this.giveUpCertain(open, error);
        throw error;
      }
    };
    await this.retry(retrying, attempt, async () => {
      live = await this.look(ref, retrying);
    });
  }

  /** Sends the delete; gives the intents that end when the object is confirmed gone. */
  private async removeOne(
    record: ObjectRecord,
    seen: LiveObject | undefined,
    retrying: TellRetry,
  ): Promise<Intent[]> {
    const { target } = this.ports;
    const { ref } = record;
    let live = seen;
    const open: Intent[] = [];
    const attempt = async () => {
      const ours = live && this.isOurs(record, live) ? live : undefined;
      const intended = intentToLeave('remove', record, ours);
      const call = await this.intend(open, ...intended);
      if (!ours || isLeaving(ours)) {
        return open;
      }
      try {
        this.deletes++;
        await target.remove(ref, versionOf(ours), call);
        return open;
      } catch (error) {
        await this.giveUpCertain(open, error);
        throw error;
      }
    };
    return this.retry(retrying, attempt, async () => {
      live = await this.look(ref, retrying);
    });
  }

  private async awaitGone(
    leaving: { record: ObjectRecord; intents: Intent[] }[],
    retrying: TellRetry,
  ): Promise<void> {
    const { store } = this.ports;
    let waited = 0;
    let rest = leaving;
    while (rest.length > 0) {
      const seen = await this.observe(
        rest.map(({ record }) => record.ref),
        retrying,
      );
      const still: typeof rest = [];
      for (const entry of rest) {
        const live = seen.get(objectKey(entry.record.ref));
        if (live && this.isOurs(entry.record, live)) {
          still.push(entry);
          continue;
        }
        for (const intent of entry.intents) {
          await store.settleIntent(intent.id, { gone: true });
        }
      }
      rest = still;
      if (rest.length > 0) {
        if (waited >= this.limits.healthTimeoutMs) {
          const [{ record }] = rest;
          throw new StepError(
            `${record.ref.kind} ${record.ref.name} was deleted but is still there; a finalizer may hold it`,
            'RemovalTimeout',
          );
        }
        await this.watch.sleep(this.limits.healthPollMs);
        waited += this.limits.healthPollMs;
      }
    }
  }

  /**
   * After an error that says that nothing was done, the intents are over. After one that does not
   * (no answer came), they stay open: the next attempt's answer, or the next run, settles them.
   */
  async giveUpCertain(open: Intent[], error: unknown) {
    if (
      !(error instanceof TargetError) ||
      error.code === 'timeout' ||
      error.code === 'unavailable'
    ) {
      return;
    }
    const last = open.pop();
    if (last) {
      await this.ports.store.settleIntent(last.id, { failed: error.message });
    }
  }

  private async look(
    ref: ObjectRef,
    retrying: TellRetry,
  ): Promise<LiveObject | undefined> {
    return (await this.observe([ref], retrying)).get(objectKey(ref));
  }

  /** What came into being between our look and our write must say that it is ours. */
  refuseForeign(
    ref: ObjectRef,
    seen: LiveObject | undefined,
    live: LiveObject | undefined,
  ): void {
    if (
      live &&
      live.uid !== seen?.uid &&
      !saysItIsOf(live, this.ports.environmentId)
    ) {
      throw new PlanDiverged(
        `${ref.kind} ${ref.name} was made by somebody else since the plan; plan again to adopt it`,
      );
    }
  }

  isOurs(record: ObjectRecord, live: LiveObject): boolean {
    return isStillOf(live, record.uid, this.ports.environmentId);
  }
}

/** After a conflict we look again, so that the next try is another call. */
function mayHelp(error: TargetError): boolean {
  return error.retryable || error.code === 'conflict';
}

/** Somebody, perhaps an earlier run, has deleted it; it only takes its time. */
function isLeaving(live: LiveObject): boolean {
  const { metadata } = live.content;
  return (
    typeof metadata === 'object' &&
    metadata !== null &&
    !Array.isArray(metadata) &&
    metadata.deletionTimestamp !== undefined
  );
}
