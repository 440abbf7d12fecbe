import { Action, Address, LiveObject, objectKey, ObjectRecord } from '../model';
import { objectDeviations } from '../create/plan/deviations';
import {
  CompleteObject,
  conditionOf,
  draftObject,
  inWaves,
  isFoundation,
  ObjectDraft,
} from '../create/objects';
import { awaitHealthy } from './awaitHealthy';
import { PlanDiverged, StepError } from './failures';
import { Session } from './Session';

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
  const { writer, watch, target, limits } = session;
  const retrying = session.retrying(step);
  const leaving = step.objects.filter(({ action }) => action === 'delete');
  checkAgainstPlan(step, wanted);
  const seen = await writer.observe(
    [...wanted, ...leaving].map(({ ref }) => ref),
    retrying,
  );
  const decided = wanted.map(object =>
    decide(session, step, object, seen, completedJobs),
  );
  for (const wave of inWaves(decided)) {
    for (const object of wave) {
      watch.check();
      if (object.action !== 'keep') {
        await writer.apply(
          {
            ref: object.ref,
            template: object.template,
            owner: step.owner,
            adopted: object.action === 'adopt' || object.record?.adopted,
          },
          object.live,
          retrying,
        );
      }
    }
    await settleHealth(wave.filter(({ ref }) => isFoundation(ref)));
  }
  await settleHealth(
    decided.filter(({ action, live }) => action !== 'keep' || live),
  );
  const records = leaving.flatMap(({ record }) => record ?? []);
  await writer.remove(records, retrying);
  await writer.release(released(step.objects));

  function settleHealth(objects: { ref: ObjectRecord['ref'] }[]) {
    return awaitHealthy(
      objects.map(({ ref }) => ref),
      target,
      watch,
      limits,
      message => session.step(step, 'waiting', { message }),
    );
  }
}

/** What is ours no longer, and stays. */
export function released(objects: ObjectDraft[]): ObjectRecord[] {
  return objects.flatMap(({ action, record }) =>
    action === 'release' && record ? [record] : [],
  );
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
  return {
    ...draftObject(object, {
      record,
      live,
      condition,
      settled: ref.kind === 'Job' && completedJobs.includes(ref.name),
      force: session.force,
    }),
    template,
  };
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
