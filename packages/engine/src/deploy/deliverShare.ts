import {
  DeliveryOrigin,
  DeliverySet,
  Digest,
  Intent,
  LiveObject,
  ObjectKey,
  objectKey,
  ObjectRef,
  RunStore,
  Target,
} from '../model';
import { Share } from './Delivery';
import {
  Intending,
  intentToApply,
  intentToLeave,
  leftBehind,
  manifestOf,
  versionOf,
} from './intents';
import { Watch } from './Watch';
import { TellRetry, Writer } from './Writer';

interface Deliverer {
  target: Target;
  store: RunStore;
  digest: Digest;
  watch: Watch;
  writer: Writer;
}

/** What stands in the target, as it was seen last. */
type Seen = ReadonlyMap<ObjectKey, LiveObject>;

/**
 * Everything that a run changes, at once, each with an intent like any other change. Where something is not
 * as it was seen, all of it is looked at again and tried anew: others push at any time.
 *
 * @returns where it is now, for people
 */
export async function deliverShare(
  deliverer: Deliverer,
  share: Share,
  about: DeliveryOrigin,
  retrying: TellRetry,
): Promise<string> {
  const { writer } = deliverer;
  const wanted = share.apply.map(({ object }) => object.ref);
  const leave = [...share.release, ...share.remove].map(({ ref }) => ref);
  const before = new Map(
    share.apply.flatMap(({ object, seen }) =>
      seen ? [[objectKey(object.ref), seen] as const] : [],
    ),
  );
  let seen: Seen = new Map([
    ...before,
    ...(await writer.observe(leave, retrying)),
  ]);
  const open = new Map<ObjectKey, Intent[]>();
  return writer.retry(
    retrying,
    () => deliverOnce(deliverer, share, about, seen, open),
    async () => {
      seen = await writer.observe([...wanted, ...leave], retrying);
      for (const ref of wanted) {
        const key = objectKey(ref);
        writer.refuseForeign(ref, before.get(key), seen.get(key));
      }
    },
  );
}

async function deliverOnce(
  { target, store, digest, watch, writer }: Deliverer,
  share: Share,
  about: DeliveryOrigin,
  seen: Seen,
  open: Map<ObjectKey, Intent[]>,
): Promise<string> {
  if (!target.deliver) {
    throw new Error(`a target of driver ${target.driver} takes no sets`);
  }
  const { timeoutMs } = watch.call();
  const asked = performance.now();
  const intend = async (...[intent, object]: Intending) => {
    const intents = openOf(open, intent.ref);
    intents.push(await store.openIntent(intent, object, timeoutMs));
  };
  const set: DeliverySet = { apply: [], release: [], remove: [], about };
  for (const { object } of share.apply) {
    const live = seen.get(objectKey(object.ref));
    await intend(...intentToApply(object, live, target.cluster));
    set.apply.push({
      manifest: manifestOf(object, about.deployment),
      precondition: live ? versionOf(live) : 'absent',
    });
  }
  for (const how of ['release', 'remove'] as const) {
    for (const record of share[how]) {
      const live = seen.get(objectKey(record.ref));
      const ours = live && writer.isOurs(record, live) ? live : undefined;
      await intend(...intentToLeave(how, record, ours));
      if (ours) {
        set[how].push({ ref: record.ref, precondition: versionOf(ours) });
      }
    }
  }
  try {
    // The first intent has the earliest deadline, and the request is of all of them.
    const call = watch.call(timeoutMs - (performance.now() - asked));
    writer.applies += set.apply.length;
    writer.deletes += set.remove.length;
    const { objects, where } = await target.deliver(set, call);
    const settle = async (
      ref: ObjectRef,
      outcome: Parameters<RunStore['settleIntent']>[1],
    ) => {
      for (const { id } of openOf(open, ref)) {
        await store.settleIntent(id, outcome);
      }
    };
    for (const [index, { object }] of share.apply.entries()) {
      const present = leftBehind(objects[index], object.template, digest);
      await settle(object.ref, { present });
    }
    for (const { ref } of share.release) {
      const stays = seen.has(objectKey(ref));
      await settle(ref, stays ? { left: true } : { gone: true });
    }
    for (const { ref } of share.remove) {
      await settle(ref, { gone: true });
    }
    return where;
  } catch (error) {
    for (const intents of open.values()) {
      await writer.giveUpCertain(intents, error);
    }
    throw error;
  }
}

function openOf(open: Map<ObjectKey, Intent[]>, ref: ObjectRef): Intent[] {
  const key = objectKey(ref);
  const intents = open.get(key) ?? [];
  open.set(key, intents);
  return intents;
}
