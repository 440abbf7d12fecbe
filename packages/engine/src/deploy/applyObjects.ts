import {
  Action,
  Address,
  LiveObject,
  ObjectKey,
  objectKey,
  ObjectRecord,
} from '../model';
import { objectDeviations } from '../create/plan/deviations';
import {
  CompleteObject,
  conditionOf,
  draftObject,
  inWaves,
  isFoundation,
  ObjectDraft,
  waveOf,
} from '../create/objects';
import { isLeftOut } from '../create/draft/repairs';
import { awaitHealthy } from './awaitHealthy';
import { PlanDiverged, StepError } from './failures';
import { WantedObject } from './intents';
import { Session } from './Session';

/** Nothing starts by it, nor by what comes before it: it is what a step begins with. */
const CONFIGURATION = waveOf({ kind: 'ConfigMap' });

interface ApplyingStep {
  address: Address;
  owner: string;
  decision: { action: Action };
  objects: ObjectDraft[];
}

/**
 * Makes the cluster hold exactly these objects of one step: applies wave by wave what is not as it
 * shall be, waits until all are healthy, then removes what left the set. The set is the planned one:
 * the same objects, every known leaf equal.
 *
 * @param completedJobs Jobs that finished well: they may be gone
 */
export async function applyObjects(
  session: Session,
  step: ApplyingStep,
  wanted: CompleteObject[],
  completedJobs: string[],
): Promise<void> {
  const { writer, watch, limits } = session;
  const retrying = session.retrying(step);
  const leaving = step.objects.filter(({ action }) => action === 'delete');
  checkAgainstPlan(step, wanted);
  const seen = await writer.observe(
    [...wanted.filter(object => mayBeThere(step, object)), ...leaving].map(
      ({ ref }) => ref,
    ),
    retrying,
  );
  const decided = wanted.map(object =>
    decide(session, step, object, seen, completedJobs),
  );
  const settled = new Set<ObjectKey>();
  const records = leaving.flatMap(({ record }) => record ?? []);
  if (session.delivery) {
    await session.delivery.bring(step.address, {
      apply: decided.flatMap(object =>
        object.action === 'keep'
          ? []
          : [{ object: wantedOf(step, object), seen: object.live }],
      ),
      remove: records,
      release: released(step.objects),
    });
    await settleHealth(
      decided.filter(({ action, live }) => action !== 'keep' || live),
    );
    return;
  }
  for (const wave of inWaves(decided)) {
    if (wave.some(({ action }) => action !== 'keep')) {
      await session.slots.yield(waveOf(wave[0].ref) - CONFIGURATION);
    }
    for (const object of wave) {
      watch.check();
      if (object.action === 'replace' && object.record) {
        await writer.remove([object.record], retrying);
      }
      if (object.action !== 'keep') {
        const { healthy } = await writer.apply(
          wantedOf(step, object),
          object.action === 'replace' ? undefined : object.live,
          retrying,
        );
        if (healthy) {
          settled.add(objectKey(object.ref));
        }
      }
    }
    await settleHealth(wave.filter(({ ref }) => isFoundation(ref)));
  }
  await settleHealth(
    decided.filter(({ action, live }) => action !== 'keep' || live),
  );
  await writer.remove(records, retrying);
  await writer.release(released(step.objects), retrying);

  async function settleHealth(
    objects: { ref: ObjectRecord['ref'] }[],
  ): Promise<void> {
    const { clock } = session.ports;
    const deadline = clock.now() + limits.healthTimeoutMs;
    const refs = objects
      .map(({ ref }) => ref)
      .filter(ref => !settled.has(objectKey(ref)));
    if (refs.length === 0) {
      return;
    }
    const wait = () =>
      awaitHealthy(refs, session.health, clock, limits, said =>
        session.step(step, 'waiting', { ...said, deadline }),
      );
    // Who has brought a share has given the slot back already.
    await (session.delivery ? wait() : session.slots.without(wait));
  }
}

/**
 * What the run itself found absent when it began is made as something absent; who was quicker meanwhile is
 * told by the refusal.
 */
function mayBeThere(
  step: ApplyingStep,
  { ref }: Pick<CompleteObject, 'ref'>,
): boolean {
  const key = objectKey(ref);
  return !step.objects.some(
    ({ ref: other, action, live }) =>
      action === 'create' && !live && objectKey(other) === key,
  );
}

/** What is ours no longer, and stays. */
export function released(objects: ObjectDraft[]): ObjectRecord[] {
  return objects.flatMap(({ action, record }) =>
    action === 'release' && record ? [record] : [],
  );
}

function wantedOf(
  { owner }: ApplyingStep,
  { ref, template, action, record }: Decided,
): WantedObject {
  return {
    ref,
    template,
    owner,
    adopted: action === 'adopt' || record?.adopted,
    adopting: action === 'adopt',
  };
}

interface Decided extends ObjectDraft {
  template: CompleteObject['template'];
}

/** The table of actions again, with what is there now. */
function decide(
  session: Session,
  step: ApplyingStep,
  object: CompleteObject,
  seen: Map<string, LiveObject>,
  completedJobs: string[],
): Decided {
  const { ref, template } = object;
  const key = objectKey(ref);
  const live = seen.get(key);
  const planned = step.objects.find(other => objectKey(other.ref) === key);
  const record = planned?.record;
  const condition = conditionOf(
    record,
    live,
    session.draft.setting.request.environment.id,
    session.ports.digest,
  );
  if (condition === 'taken') {
    throw new StepError(
      `${ref.kind} ${ref.name} belongs to another environment`,
      'ObjectTaken',
    );
  }
  if (condition === 'foreign' && planned?.action !== 'adopt') {
    throw new PlanDiverged(
      `${ref.kind} ${ref.name} was made by somebody else since the plan`,
    );
  }
  if (isLeftOut(session.draft.setting.request, key)) {
    return { ...object, record, live, action: 'keep', changed: [] };
  }
  const draft = draftObject(object, {
    record,
    live,
    condition,
    settled: ref.kind === 'Job' && completedJobs.includes(ref.name),
    force: session.force,
  });
  if (draft.action === 'replace' && planned?.action !== 'replace') {
    throw new PlanDiverged(
      `${ref.kind} ${
        ref.name
      } would have to be deleted and made anew, because ${draft.unchangeable?.join(
        ', ',
      )} of it cannot be changed`,
    );
  }
  return { ...draft, template };
}

function checkAgainstPlan(step: ApplyingStep, wanted: CompleteObject[]): void {
  const planned = new Map(
    step.objects
      .filter(({ action }) => action !== 'delete' && action !== 'release')
      .map(object => [objectKey(object.ref), object]),
  );
  for (const { ref, template } of wanted) {
    const key = objectKey(ref);
    const object = planned.get(key);
    if (!object) {
      throw new PlanDiverged(`${ref.kind} ${ref.name} is not in the plan`);
    }
    planned.delete(key);
    const moved = object.template
      ? objectDeviations(object.template, template)
      : ['the whole'];
    if (moved.length > 0) {
      throw new PlanDiverged(
        `${ref.kind} ${ref.name} is not as planned at ${moved
          .slice(0, 3)
          .join(', ')}`,
      );
    }
  }
  const [missing] = planned.values();
  if (missing) {
    throw new PlanDiverged(
      `${missing.ref.kind} ${missing.ref.name} was planned and is not made`,
    );
  }
}
